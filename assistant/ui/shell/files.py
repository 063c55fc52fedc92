"""Choosing files, and writing what the user asked to be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant.errors import OutputError
from assistant.messages import say
from assistant.system.atomic_file import remove_parts, write_atomically
from assistant.ui.shell.file_dialog import FileDialog

TABLES = frozenset({".csv", ".jsonl"})
SETTINGS = frozenset({".json"})


def choose(window: QWidget, kind: str, suffixes: frozenset[str]) -> list[Path]:
    """The files that the user picks; empty where they change their mind. `kind` is what the files are."""
    return FileDialog(window, kind, pattern=_pattern(kind, suffixes)).ask()


def choose_new(window: QWidget, kind: str, suggestion: str, suffixes: frozenset[str]) -> Path | None:
    """Where the user wants something to be saved, None where they change their mind."""
    mode = QFileDialog.FileMode.AnyFile
    chosen = FileDialog(window, kind, suggestion, _pattern(kind, suffixes), mode, saving=True).ask()
    return chosen[0] if chosen else None


def choose_folder(window: QWidget, title: str, suggestion: str = "") -> Path | None:
    """The folder that the user picks, None where they change their mind."""
    chosen = FileDialog(window, title, suggestion, mode=QFileDialog.FileMode.Directory).ask()
    return chosen[0] if chosen else None


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
