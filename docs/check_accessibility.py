"""Read the built site with axe, in Chromium: `python -m docs.check_accessibility build/site`.

Each page is opened from its file, in light and dark colours and on a narrow screen, as a visitor with a keyboard would:
what axe finds is printed, and so is every address outside the site that a page asks for.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

PATIENCE = 120_000
"""Milliseconds for whatever a page is asked on a busy machine."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

ALL: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


@dataclass(frozen=True)
class View:
    """How a visitor sees the site.

    Attributes:
        name: for the report.
        colours: what their system prefers, "light" or "dark".
        width: of the window, in CSS pixels; WCAG 2.2 (1.4.10) asks for 320.
        rules: axe's options, which say what is looked for.
    """

    name: str
    colours: str
    width: int
    rules: Mapping[str, Any]


VIEWS = (View("light", "light", 1280, ALL), View("dark", "dark", 1280, COLOURS), View("narrow", "light", 320, ALL))


def browser() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium without a window.

    Raises:
        FileNotFoundError: there is none.
    """
    path = browser()
    if path is None:
        raise FileNotFoundError("There is no Chromium: install the package chromium.")
    # Chromium's own sandbox does not work for root, as whom tests run in containers; the pages are our own.
    sandbox = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield running
        running.close()


def findings(site: Path, names: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with the pages of a site, one line each.

    Args:
        site: the folder that MkDocs built.
        names: of the pages to be looked at in every view, such as "users/words.html"; the others are then looked at
            in the first view alone. Without names, every page is looked at in every view.

    Raises:
        FileNotFoundError: there is no Chromium.
    """
    with chromium() as running:
        for view in VIEWS:
            chosen = [
                page
                for page in sorted(site.rglob("*.html"))
                if not names or view is VIEWS[0] or page.relative_to(site).as_posix() in names
            ]
            yield from _looked_at(running, site, view, chosen)


_PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Ends once the page has been painted: what its script does to a table that is wide comes after loading."""


def _looked_at(running: Browser, site: Path, view: View, pages: Sequence[Path]) -> Iterator[str]:
    context = running.new_context(
        color_scheme=view.colours, reduced_motion="reduce", viewport={"width": view.width, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    context.route("**/*", lambda route: _within(route, site, asked))
    page = context.new_page()
    for file in pages:
        name = f"{file.relative_to(site).as_posix()} ({view.name})"
        page.goto(file.resolve().as_uri())
        page.evaluate(_PAINTED)
        yield from (f"{name}: {line}" for line in _axe(page, view))
        yield from (f"{name}: asks for {address}" for address in asked)
        asked.clear()
    context.close()


def _within(route: Route, site: Path, asked: list[str]) -> None:
    """Let a page have what the site holds, and note whatever else it wants."""
    address = route.request.url
    if address.startswith((site.resolve().as_uri(), "data:", "blob:")):
        route.continue_()
    else:
        asked.append(address)
        route.abort()


def _axe(page: Page, view: View) -> Iterator[str]:
    for violation in Axe().run(page, options=dict(view.rules)).response["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:200]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Read the built site with axe, in Chromium.")
    parser.add_argument("site", type=Path, help="the folder that MkDocs built")
    site = parser.parse_args(arguments).site
    if not (site / "index.html").is_file():
        print(f"{site} holds no site: build it with python -m mkdocs build --strict.", file=sys.stderr)
        return 2
    try:
        found = list(findings(site))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(found) or "Nothing was found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
