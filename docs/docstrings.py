"""What Google-style docstrings say, for pages that are made from them."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

_SECTION = re.compile(r"^(Args|Attributes):\n((?:    .*\n|\n)+)", re.MULTILINE)
_ENTRY = re.compile(r"^    (\w+): ((?:.*\n)(?:     +.*\n)*)", re.MULTILINE)


def attributes(thing: object) -> dict[str, str]:
    """The entries of the sections Args and Attributes of a class or function, each on one line, as Markdown."""
    section = _SECTION.search((inspect.getdoc(thing) or "") + "\n")
    return {name: " ".join(text.split()) for name, text in _ENTRY.findall(section[2])} if section else {}


def purpose(file: Path) -> str:
    """The first line of a module's docstring, or of the docstring of the package in a folder, without full stop."""
    source = file / "__init__.py" if file.is_dir() else file
    text = source.read_text(encoding="utf-8")
    return text.removeprefix('"""').partition("\n")[0].removesuffix('"""').strip().removesuffix(".")
