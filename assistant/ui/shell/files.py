"""Choosing files, and writing what the user asked to be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant.errors import OutputError
from assistant.messages import say
from assistant.system.atomic_file import remove_parts, write_atomically

TABLES = frozenset({".csv", ".jsonl"})
SETTINGS = frozenset({".json"})


def choose(window: QWidget, kind: str, suffixes: frozenset[str]) -> list[Path]:
    """The files that the user picks; empty where they change their mind. `kind` is what the files are."""
    names, _ = QFileDialog.getOpenFileNames(window, kind, "", _pattern(kind, suffixes))
    return [Path(name) for name in names]


def choose_new(window: QWidget, kind: str, suggestion: str, suffixes: frozenset[str]) -> Path | None:
    """Where the user wants something to be saved, None where they change their mind."""
    name, _ = QFileDialog.getSaveFileName(window, kind, suggestion, _pattern(kind, suffixes))
    return Path(name) if name else None


def write(path: Path, words: str) -> None:
    """Write a text file, whole or not at all.

    A new file is readable by its owner only, since it may describe people.

    Raises:
        OutputError: it cannot be written.
    """
    remove_parts(path.parent)
    try:
        write_atomically(path, words, private=True)
    except OSError as error:
        raise OutputError(say("error.file_unwritable", file=path, detail=error.strerror)) from error


def _pattern(kind: str, suffixes: frozenset[str]) -> str:
    return f"{kind} ({' '.join(f'*{suffix}' for suffix in sorted(suffixes))})"
