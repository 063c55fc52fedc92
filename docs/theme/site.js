// What Material for MkDocs lacks for the keyboard and for screen readers.
"use strict";

// Its single letters (F, S, P, N, comma, period, slash) cannot be switched off, which WCAG 2.2 (2.1.4) asks for: they are
// in the way of speech input and of the keys of screen readers.
window.addEventListener(
  "keydown",
  (event) => {
    const typed = event.target.closest("input, textarea, [contenteditable]");
    const held = event.ctrlKey || event.altKey || event.metaKey;
    if (event.key.length === 1 && event.key !== " " && !held && !typed) event.stopImmediatePropagation();
  },
  true,
);

// Menu and search of a narrow window open by labels of hidden boxes, which no key reaches.
const NAMES = { __drawer: "Menu", __search: "Search" };
for (const label of document.querySelectorAll(".md-header__button[for]")) {
  const box = document.getElementById(label.htmlFor);
  if (!(label.htmlFor in NAMES) || !box) continue;
  label.tabIndex = 0;
  label.setAttribute("role", "button");
  label.setAttribute("aria-label", NAMES[label.htmlFor]);
  const show = () => label.setAttribute("aria-expanded", String(box.checked));
  box.addEventListener("change", show);
  show();
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    box.click();
    if (box.checked && box.id === "__drawer") document.querySelector(".md-nav--primary a").focus();
  });
}
document.addEventListener("keydown", (event) => {
  const drawer = document.getElementById("__drawer");
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  document.querySelector(".md-header__button[for='__drawer']").focus();
});

// What is wider than the window is scrolled by keys once the focus can go there.
const scrolls = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", target.matches("pre, code") ? "Code" : "Table");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});
window.addEventListener("load", () => {
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre, .md-typeset pre > code"))
    scrolls.observe(wide);
});
