"""Each recipe of the docs works as it is written, and touches the files that it names and no others."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

import pytest

from tests.helpers.places import ROOT
from tests.helpers.recipes import change, contents, copy_project, follow, steps

RECIPES = ROOT / "docs" / "recipes"


def translate(file: Path) -> None:
    """Stand in for the translator: other words everywhere, with placeholders, escapes and signs where they were."""

    def word(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith(("{", "\\")) else codecs.encode(found[0], "rot13")

    def sentence(found: re.Match[str]) -> str:
        return re.sub(r"\{.*?\}|\\.|[A-Za-z]+", word, found[0])

    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = ("#", "plural")
    quoted = re.compile(r'"(?:[^"\\]|\\.)*"')
    file.write_text(
        "".join(line if line.startswith(kept) else quoted.sub(sentence, line) for line in lines), encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the recipes' commands are a shell's of Linux and macOS")
@pytest.mark.parametrize("page", sorted(RECIPES.glob("*.md")), ids=lambda page: page.stem)
def test_a_recipe_works_as_written(page: Path, tmp_path: Path) -> None:
    copy = copy_project(tmp_path)
    before = contents(copy)
    for step in steps(page):
        follow(step, copy)
        if page.stem == "language" and step.text.startswith("cp "):
            translate(copy / step.text.split()[-1])
    after = contents(copy)
    touched = {path for path in before | after if before.get(path) != after.get(path)}
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w.-]+(?:/[\w.-]+)+)`", text))
    assert touched
    assert touched == named


def test_a_change_that_does_not_fit_is_no_change(tmp_path: Path) -> None:
    file = tmp_path / "table.py"
    file.write_text("a = 1\nb = 2\na = 1\n", encoding="utf-8")
    change(file, " b = 2\n+c = 3\n")
    assert file.read_text(encoding="utf-8") == "a = 1\nb = 2\nc = 3\na = 1\n"
    for unfit in (" d = 4\n+e = 5\n", " a = 1\n+e = 5\n"):
        with pytest.raises(AssertionError, match="just once"):
            change(file, unfit)
