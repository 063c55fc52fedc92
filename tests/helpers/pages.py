"""Pages of the project in Markdown: where they lie, and the code blocks in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from tests.helpers.places import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
"""The pages for people; those beside models and assets are made or list files."""

_FENCE = re.compile(
    r"(?:^ *<!-- (?P<mark>not run: [^\n]{4,}) -->\n)?"
    r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Attributes:
        kind: its language; empty where it has none.
        text: its lines, without the indentation of a list that it stands in.
        run: False where a comment before it says why it is not run.
    """

    kind: str
    text: str
    run: bool

    @property
    def commands(self) -> list[str]:
        """The lines that are typed; what a console answers is left out."""
        lines = [line for line in self.text.splitlines() if line.strip() and not line.startswith("#")]
        return [line.removeprefix("$ ") for line in lines if self.kind != "console" or line.startswith("$ ")]


def identify(page: Path) -> str:
    """A page's name for a test's id."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page in their order."""
    for found in _FENCE.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["kind"], dedent(found["text"]), found["mark"] is None)


def prose(page: Path) -> str:
    """A page's text without its fenced blocks and comments."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
