"""The site builds without a warning, holds every page, fetches nothing, and can be used by everybody."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

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
    assert "WARNING" not in done.stderr
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


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = Fetched(path.read_text(encoding="utf-8"))
        assert [place for place in page.places if ELSEWHERE.match(place)] == [], path
        assert page.silent == [], path
        assert page.language == "en"
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"""url\(["']?((?:https?:)?//[^)]*)|@import""", text) == [], path


def test_axe_finds_nothing_wrong_with_any_page(site: Path) -> None:
    pytest.importorskip("playwright", reason='needs axe and Playwright: python -m pip install ".[docs]"')
    from docs.check_accessibility import browser, findings  # noqa: PLC0415 - only where there is Playwright

    if browser() is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    assert list(findings(site)) == []
