"""The code blocks of the pages run as they are written, or say why they are not run."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.helpers.faces import write_film
from tests.helpers.pages import PAGES, Block, blocks, identify, prose
from tests.helpers.places import ROOT
from tests.helpers.recipes import run

SHELLS = {"bash", "console"}
TRIED = SHELLS | {"python"}
KINDS = TRIED | {"powershell", "toml", "json", "text"}
"""What a block may be. PowerShell is not here, and the others are nothing to run."""

FOLLOWED = [page for page in PAGES if page.parent.name == "recipes"]
"""What tests/docs/test_recipes.py follows, with blocks of other kinds."""


def is_tried(block: Block) -> bool:
    return block.run and block.kind in TRIED


@pytest.mark.parametrize("page", [page for page in PAGES if page not in FOLLOWED], ids=identify)
def test_each_block_says_what_it_is(page: Path) -> None:
    assert {block.kind for block in blocks(page)} <= KINDS
    indented = re.findall(r"\n\n    ((?:python|pip|expression-assistant|sudo) .*)", prose(page))
    assert indented == [], "fence it, and say which language it is"


def test_a_block_that_is_not_run_says_why(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- not run: it takes a day -->\n```bash\na\n```\n\n- b\n\n    ```console\n    $ c\n    d\n    ```\n"
    )
    assert list(blocks(page)) == [Block("bash", "a\n", False), Block("console", "$ c\nd\n", True)]
    assert [block.commands for block in blocks(page)] == [["a"], ["c"]]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are a shell's of Linux and macOS")
@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(map(is_tried, blocks(page))) and page not in FOLLOWED], ids=identify
)
def test_blocks_run_as_they_are_written(page: Path, tmp_path: Path) -> None:
    """In a folder with the project's models and recipes and with a recording, each with what those before it left."""
    work = tmp_path / "work"
    work.mkdir()
    for name in ("models", "training"):
        (work / name).symlink_to(ROOT / name)
    (work / "recordings").mkdir()
    write_film(work / "recordings" / "talk.avi", 10)
    for block in filter(is_tried, blocks(page)):
        if block.kind == "python":
            (work / "block.py").write_text(block.text, encoding="utf-8")
            run("python block.py", work, ROOT)
        for line in block.commands if block.kind in SHELLS else ():
            run(line, work, ROOT)
