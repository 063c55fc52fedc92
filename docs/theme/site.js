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

// Menu and search of a narrow window open by labels of hidden boxes, which no key reaches: buttons take their places.
const NAMES = { __drawer: "Menu", __search: "Search" };
for (const [id, name] of Object.entries(NAMES)) {
  const label = document.querySelector(`.md-header__button[for="${id}"]`);
  const box = document.getElementById(id);
  if (!label || !box) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.dataset.opens = id;
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  label.replaceWith(button);
  const show = () => button.setAttribute("aria-expanded", String(box.checked));
  box.addEventListener("change", show);
  show();
  button.addEventListener("click", () => {
    box.click();
    if (id === "__drawer" && box.checked) document.querySelector(".md-nav--primary a").focus();
  });
}
document.addEventListener("keydown", (event) => {
  const drawer = document.getElementById("__drawer");
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  document.querySelector("[data-opens='__drawer']").focus();
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
