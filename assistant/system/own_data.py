"""Where the program keeps what it knows of its user, and the removal of all of it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

NAME = "expression-assistant"

TEMPORARY = f"{NAME}-"
"""How the names of temporary files and folders begin, which a killed process leaves."""

TEMPORARY_NAME = re.compile(re.escape(TEMPORARY) + r"\w{8,16}")
"""All of such a name, a suffix aside: what `tempfile` adds is no word of somebody's."""

_SUFFIXES = ("", ".log")


def settings_folder() -> Path:
    """Where the system wants settings to lie."""
    return platformdirs.user_config_path(NAME, appauthor=False)


def data_folder() -> Path:
    """Where the system wants other data of a program to lie."""
    return platformdirs.user_data_path(NAME, appauthor=False)


def kept() -> list[Path]:
    """Every file, and every folder of ours, that holds something of the user, each folder after what is in it.

    What a link points to is not ours and is not listed; the link is.
    """
    # On Windows both are one folder.
    folders = dict.fromkeys((settings_folder(), data_folder()))
    return [path for root in (*folders, *_left_over()) for path in _within(root)]


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with all that has come into it.

    Raises:
        OSError: it is there, and cannot be removed.
    """
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return


def _within(root: Path) -> Iterator[Path]:
    if root.is_symlink() or root.is_file():
        yield root
    elif root.is_dir():
        for folder, _, files in os.walk(root):
            yield from (Path(folder, name) for name in sorted(files))
        yield root


def _left_over() -> list[Path]:
    try:
        entries = sorted(Path(tempfile.gettempdir()).iterdir())
        return [path for path in entries if _has_our_name(path) and _is_ours(path)]
    except OSError:
        return []


def _has_our_name(path: Path) -> bool:
    return path.suffix in _SUFFIXES and TEMPORARY_NAME.fullmatch(path.stem) is not None


def _is_ours(path: Path) -> bool:
    # Each user of Windows has a folder for temporary files of their own.
    return sys.platform == "win32" or path.lstat().st_uid == os.getuid()
