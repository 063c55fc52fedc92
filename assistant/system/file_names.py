"""Names of files as people have them: numbered by hand, with accents in either form, beside what systems put there."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path

_DIGITS = re.compile("([0-9]+)")

_SUFFIX = re.compile(r"(.*?)((?:\.[^\W\d]\w*)?)", re.DOTALL)

_CLUTTER = frozenset(
    {
        *("__macosx", "icon\r"),  # macOS; its "._NAME" and ".DS_Store" begin with a dot
        *("thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information"),  # Windows
        *("@eadir", "lost+found"),  # network drives, Linux
    }
)


_MARKS = os.name == "nt" or hasattr(os, "chflags")
"""Elsewhere nothing marks a hidden file, and asking takes long where there are many."""


def natural_order(name: str) -> tuple[tuple[int, str], ...]:
    """A key by which "frame2" comes before "frame10", and case and accents count as in file managers.

    Numbers are compared as texts of digits: in a zip they may have more of them than Python turns into a number.
    """
    stem, suffix = _SUFFIX.fullmatch(composed(name).casefold()).groups()  # type: ignore[union-attr] # it always does
    parts = _DIGITS.split(stem)
    # Every second part is a number, so that texts are never compared with numbers; the end comes before all of them.
    key = [(0, part) for part in parts]
    for place in range(1, len(parts), 2):
        digits = parts[place].lstrip("0")
        key[place] = (1 + len(digits), digits)
    return (*key, (0, suffix), (0, name))


def is_clutter(name: str) -> bool:
    """Whether systems and programs, not people, name their files and folders so; nobody means these."""
    return name.startswith((".", "~$")) or name.lower() in _CLUTTER


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Whether a file or folder is one that file managers do not show: by its name, or as Windows and macOS mark it."""
    if is_clutter(entry.name):
        return True
    return _MARKS and _is_marked(entry)


def _is_marked(entry: os.DirEntry[str]) -> bool:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    windows = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    return bool(windows or getattr(status, "st_flags", 0) & stat.UF_HIDDEN)


def composed(name: str) -> str:
    """The name with each letter and its accents as one character (Unicode's NFC), by which names are compared.

    macOS keeps and sends names in the other form, in which what looks the same is another text.
    """
    return unicodedata.normalize("NFC", name)


def folded(name: str) -> str:
    """What names have in common that Windows and macOS take for the same: they differ in case or in composition."""
    return composed(composed(name).casefold())


def as_there(path: Path, any_case: bool = False) -> Path:
    """The path itself, or the one that is there and differs only in how letters and accents are composed.

    Args:
        path: may begin with "~", which a shell leaves as it is where it is quoted.
        any_case: whether it may differ in upper and lower case, too, as on Windows and macOS.
    """
    if os.path.lexists(path) or (str(path).isascii() and not any_case and path.parts[:1] != ("~",)):
        return path
    if path.parts[:1] == ("~",):
        home = Path(os.path.expanduser(path))  # noqa: PTH111 # it raises nothing
        # Whoever has no home, as in a container, may mean a folder of that name.
        return path if home == path else as_there(home, any_case)
    there = Path(path.anchor)
    for part in path.parts[len(there.parts) :]:
        name = _name_there(there, part, any_case)
        if name is None:
            return path
        there /= name
    return there


def is_there(path: Path) -> bool:
    """Whether there is anything at a path.

    Raises:
        OSError: nobody can tell, as in a folder that may not be looked into; `Path.exists` says no to that from Python
            3.14 on.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no path has a NUL in it
        return False
    return True


def _name_there(folder: Path, wanted: str, any_case: bool) -> str | None:
    """How the entry of the folder that is meant writes its name; None where there is no such entry."""
    if os.path.lexists(folder / wanted):
        return wanted
    fold = folded if any_case else composed
    with suppress(OSError, ValueError):
        for name in os.listdir(folder):  # noqa: PTH208 # the name is enough
            if fold(name) == fold(wanted):
                return name
    return None
