"""The site builds without a warning, holds every page, fetches nothing, and can be used by everybody."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.pages import PAGES
from tests.helpers.places import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("material") is None,
        reason='building the site needs MkDocs and its theme: python -m pip install ".[docs]"',
    ),
]

ELSEWHERE = re.compile(r"^(?:https?:)?//")


class Fetched(HTMLParser):
    """What a page fetches by itself, and its pictures without words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: list[str] = []
        self.silent: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "html":
            self.language = named.get("lang") or ""
        if tag == "link" and named.get("rel") not in ("canonical", "prev", "next"):
            self.places.append(named.get("href") or "")
        if tag in ("script", "img", "iframe", "source", "video"):
            self.places.append(named.get("src") or "")
        if tag == "img" and not named.get("alt"):
            self.silent.append(named.get("src") or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_in_it(site: Path) -> None:
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    pages = {
        page.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        for page in PAGES
        if ROOT / "docs" in page.parents
    }
    assert built - {"404.html"} > pages
    start = (site / "index.html").read_text(encoding="utf-8")
    unreachable = [page for page in built - {"404.html", "index.html"} if f'href="{page}"' not in start]
    assert unreachable == [], "name it in mkdocs.yml"


def test_the_theme_s_licence_lies_in_it(site: Path) -> None:
    assert "Permission is hereby granted" in (site / "theme-licence.txt").read_text(encoding="utf-8")


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = Fetched(path.read_text(encoding="utf-8"))
        assert [place for place in page.places if ELSEWHERE.match(place)] == [], path
        assert page.silent == [], path
        assert page.language == "en"
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"""url\(["']?((?:https?:)?//[^)]*)|@import""", text) == [], path


@pytest.fixture
def check() -> Any:
    pytest.importorskip("playwright", reason='needs axe and Playwright: python -m pip install ".[docs]"')
    from docs import check_accessibility  # noqa: PLC0415 - only where there is Playwright

    if check_accessibility.browser() is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    return check_accessibility


@pytest.fixture
def page(check: Any, site: Path) -> Iterator[Any]:
    """A page of the site in a window of the usual width."""
    with check.chromium() as running:
        context = running.new_context()
        context.set_default_timeout(check.PATIENCE)
        opened = context.new_page()
        opened.goto((site / "users" / "first-day.html").as_uri())
        yield opened


def test_axe_finds_nothing_wrong_with_any_page(site: Path, check: Any) -> None:
    """In every view with a page of each kind; `python -m docs.check_accessibility` takes minutes for all of them."""
    kinds = ("index.html", "users/words.html", "command-line.html", "architecture.html")
    assert all((site / kind).is_file() for kind in kinds)
    assert list(check.findings(site, kinds)) == []


def test_what_is_searched_is_found_without_a_server(page: Any) -> None:
    page.get_by_role("textbox", name="Search").fill("mute")
    page.locator(".md-search-result__item").first.wait_for()
    assert "The window" in page.locator(".md-search-result__list").inner_text()


def test_no_single_letter_is_a_key_of_the_site(page: Any) -> None:
    """Typed letters belong to screen readers and speech input: WCAG 2.2, 2.1.4."""
    page.locator(".md-search-result__meta").wait_for(state="attached")
    address = page.url
    for letter in "fspn,./":
        page.keyboard.press(letter)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.url == address
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_the_menu_of_a_narrow_window_opens_and_closes_by_keys(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    menu = page.get_by_role("button", name="Menu")
    link = page.locator(".md-nav--primary").get_by_role("link", name="Install it")
    assert not link.is_visible()
    menu.focus()
    page.keyboard.press("Enter")
    link.wait_for()
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.closest('.md-nav--primary') !== null")
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Menu"
