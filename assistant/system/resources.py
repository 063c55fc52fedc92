"""Where the files that ship with the application lie: `assets/`, `models/`, and the documentation where it does."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: Literal["assets", "models"]) -> Path:
    """The folder of shipped files: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def documentation() -> Path | None:
    """The first page of the documentation: the built site, inside the package or a checkout, or else its source."""
    root = _PACKAGE.parent
    pages = (_PACKAGE / "site" / "index.html", root / "build" / "site" / "index.html", root / "docs" / "index.md")
    return next((page for page in pages if page.is_file()), None)
