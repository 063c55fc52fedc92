"""What the pages name in the code, and what they link to, exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.helpers import pages
from tests.helpers.pages import identify
from tests.helpers.places import ROOT

PAGES = [*pages.PAGES, ROOT / "models/MODEL_CARD.md", ROOT / "assets/README.md"]
TOPS = ".ci|assistant|training|tests|docs|benchmarks|assets|models"
PATH = re.compile(rf"`((?:{TOPS.replace('.', '[.]')})/[\w./*-]*)`")
BARE = re.compile(r"`(\w+\.py)`")
DOTTED = re.compile(r"`((?:assistant|training|docs|benchmarks)(?:\.\w+)+)`")
RUN = re.compile(r"python -m ((?:assistant|training|docs|benchmarks)(?:\.\w+)*)")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def names_of(page: Path, pattern: re.Pattern[str]) -> set[str]:
    return set(pattern.findall(page.read_text(encoding="utf-8")))


def is_there(dotted: str) -> bool:
    """Whether there is such a module, or such a name in one."""
    place = ROOT.joinpath(*dotted.split("."))
    if place.is_dir() or place.with_suffix(".py").is_file():
        return True
    module, name = place.parent, place.name
    file = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    if not file.is_file():
        return False
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.Assign():
                found |= {one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=known)):
                found.add(known)
    return name in found


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name != "recipes"], ids=identify)
def test_paths_exist(page: Path) -> None:
    assert [path for path in names_of(page, PATH) if not list(ROOT.glob(path.rstrip("/")))] == []
    assert (
        names_of(page, BARE) - {file.name for top in TOPS.split("|") for file in ROOT.glob(f"{top}/**/*.py")} == set()
    )


@pytest.mark.parametrize("page", PAGES, ids=identify)
def test_modules_and_their_names_exist(page: Path) -> None:
    assert [name for name in names_of(page, DOTTED) | names_of(page, RUN) if not is_there(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=identify)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for link in names_of(page, LINK):
        if "://" in link:
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading:
            assert heading in headings(target), link


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of Markdown."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_nothing_names_what_is_gone() -> None:
    assert not is_there("assistant.face_reader")
    assert is_there("assistant.imaging.align")
    assert not is_there("assistant.imaging.alignment")
