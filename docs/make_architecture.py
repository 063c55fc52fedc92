"""The modules of the code, for `docs/architecture.md`: read from import-linter's contracts and the docstrings."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from docs.docstrings import purpose

ROOT = Path(__file__).resolve().parents[1]
MARKS = "<!-- modules -->\n", "<!-- end of modules -->\n"

_WIDTH, _MARGIN, _GAP = 1160, 24, 6
_LEFT, _RIGHT = 690, 362  # widths of the two columns
_LINE, _PAD = 17, 7
_STYLE = """
  text { font: 13px -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; fill: #16191d }
  .name { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-weight: bold }
  .title { font-size: 20px; font-weight: bold }
  .note { fill: #3d444d }
  .folder { fill: #e3ecf8; stroke: #12417f }
  .module { fill: #ffffff; stroke: #78818c }
  .inner { fill: #ffffff; stroke: #8aa5cc }
  .arrow { stroke: #b3005e; stroke-width: 3; fill: none }
  .head { fill: #b3005e }
"""


@dataclass(frozen=True)
class Module:
    """A module that the contracts know: a file, or a folder with all that is in it.

    Attributes:
        name: dotted, without the package.
        folder: whether it is a folder.
        purpose: the first line of its docstring.
        inner: the modules in it that have a contract of their own.
    """

    name: str
    folder: bool
    purpose: str
    inner: tuple[tuple[Module, ...], ...] = ()


def layers(package: str) -> tuple[tuple[Module, ...], ...]:
    """The modules of a package from the uppermost layer down; those in one layer do not import each other."""
    return tuple(tuple(_module(package, name) for name in layer) for layer in _contracts().get(package, ()))


def in_tree(package: str) -> set[str]:
    """The names of a package's folders of code and of its modules, as they lie in the tree."""
    folder = ROOT.joinpath(*package.split("."))
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    return modules | {file.parent.name for file in folder.glob("*/__init__.py")}


def lent() -> dict[str, list[str]]:
    """Which modules of the assistant the training imports, and which of its own import them."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "training").rglob("*.py"):
        borrower = file.relative_to(ROOT / "training").parts[0].removesuffix(".py")
        text = file.read_text(encoding="utf-8")
        for module, names in re.findall(r"^\s*from (assistant[\w.]*) import ([^#\n]+)", text, re.MULTILINE):
            part = module.removeprefix("assistant").lstrip(".") or names.split(",")[0].strip()
            found.setdefault(part.partition(".")[0], set()).add(borrower)
    return {part: sorted(borrowers) for part, borrowers in sorted(found.items())}


def modules_table() -> str:
    """Every module of both packages with its purpose, as Markdown."""
    parts = []
    for package in ("assistant", "training"):
        parts.append(
            f"### `{package}/`\n\n| Module | Purpose |\n| --- | --- |\n" + "".join(_rows(package, layers(package)))
        )
    return "\n".join(parts)


def page(text: str) -> str:
    """The text of `docs/architecture.md` with the table of modules as it is today between its marks."""
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n{modules_table()}\n{MARKS[1]}{after}"


def picture() -> str:
    """The modules as an SVG picture, the uppermost layer on top."""
    left, bottom = _column(layers("assistant"), _MARGIN + 34, 96, _LEFT, name_width=128)
    right, end = _column(layers("training"), _MARGIN + 34 + _LEFT + 26, 96, _RIGHT, name_width=0)
    note_y, x = end + 30, _MARGIN + 34 + _LEFT + 26
    words = f"Of the assistant, training imports only {_listed(list(lent()))}. The assistant never imports training."
    note = [
        f'<text class="note" x="{x}" y="{note_y + _LINE * index}">{escape(line)}</text>'
        for index, line in enumerate(textwrap.wrap(words, 50))
    ]
    height = max(bottom, note_y + _LINE * len(note)) + 16
    shapes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}">',
        "<title>The modules of the code, from the uppermost layer to the lowest</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="title" x="{_MARGIN + 34}" y="40">assistant</text>',
        f'<text class="note" x="{_MARGIN + 34}" y="64">the program: a module imports only what stands below it, '
        "never what stands beside it. Blue: a folder</text>",
        f'<text class="title" x="{x}" y="40">training</text>',
        f'<text class="note" x="{x}" y="64">makes the models; likewise in layers</text>',
        f'<path class="arrow" d="M {_MARGIN + 10} 100 V {bottom - 20}"/>',
        f'<path class="head" d="M {_MARGIN + 2} {bottom - 22} h 16 l -8 14 z"/>',
        f'<text class="note" transform="translate({_MARGIN - 2} {bottom // 2 + 30}) rotate(-90)">imports</text>',
        *left,
        *right,
        *note,
        "</svg>",
    ]
    return "\n".join(shapes) + "\n"


def _contracts() -> dict[str, list[list[str]]]:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {
        container: [[name.strip() for name in re.split("[:|]", layer)] for layer in contract["layers"]]
        for contract in linter["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }


def _module(package: str, name: str) -> Module:
    place = ROOT.joinpath(*package.split("."), name)
    folder = place.is_dir()
    file = place if folder else place.with_suffix(".py")
    return Module(name, folder, purpose(file), layers(f"{package}.{name}"))


def _rows(package: str, some: tuple[tuple[Module, ...], ...], indent: str = "") -> Iterator[str]:
    for layer in some:
        for module in layer:
            yield f"| `{indent}{module.name}{'/' if module.folder else '.py'}` | {module.purpose} |\n"
            yield from _rows(f"{package}.{module.name}", module.inner, f"{indent}{module.name}/")


def _column(
    some: tuple[tuple[Module, ...], ...], x: int, y: int, width: int, name_width: int, inner: bool = False
) -> tuple[list[str], int]:
    """The shapes of the layers below each other from (x, y) on, and where they end."""
    shapes: list[str] = []
    for layer in some:
        shift = name_width if len(layer) == 1 else 0
        cards = [(module, left, y, share, shift, inner) for module, left, share in _beside(layer, x, width)]
        bottom = max(_card(*card)[1] for card in cards)
        for card in cards:
            shapes += _card(*card, least=bottom)[0]
        y = bottom + _GAP
    return shapes, y


def _beside(layer: tuple[Module, ...], x: int, width: int) -> Iterator[tuple[Module, int, int]]:
    """Each module of a layer with the left edge and the width of its card: one that holds modules gets more."""
    weights = [3 if module.inner else 1 for module in layer]
    unit = (width - _GAP * (len(layer) - 1)) / sum(weights)
    for module, weight in zip(layer, weights, strict=True):
        yield module, x, round(unit * weight)
        x += round(unit * weight) + _GAP


def _card(
    module: Module, x: int, y: int, width: int, name_width: int, inner: bool, least: int = 0
) -> tuple[list[str], int]:
    name = module.name + ("/" if module.folder else "")
    text_x = x + 10 + name_width if name_width else x + 10
    lines = textwrap.wrap(module.purpose.replace("`", ""), int((x + width - text_x - 10) / 6.9))
    first = 0 if name_width else 1
    height = (first + len(lines)) * _LINE + 2 * _PAD - 3
    kind = "inner" if inner else "folder" if module.folder else "module"
    content: list[str] = []
    bottom = y + height
    if module.inner:
        content, bottom = _column(module.inner, x + 14, y + height, width - 28, name_width, inner=True)
        bottom += 2
    bottom = max(bottom, least)
    shapes = [
        f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{bottom - y}" rx="5"/>',
        f'<text class="name" x="{x + 10}" y="{y + _PAD + 11}">{escape(name)}</text>',
        *(
            f'<text x="{text_x}" y="{y + _PAD + 11 + _LINE * (first + index)}">{escape(line)}</text>'
            for index, line in enumerate(lines)
        ),
    ]
    return shapes + content, bottom


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
