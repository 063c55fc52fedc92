"""A button that asks for a command."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QPushButton

from assistant.commands import BY_ID
from assistant.ui.widgets.basic import button


def command_button(command: str, words: str, asked: SignalInstance, *, primary: bool = False) -> QPushButton:
    """A button that emits `asked` with the id of a command, whose help is its accessible description."""
    made = button(words, BY_ID[command].help, "primary" if primary else None)
    made.clicked.connect(lambda: asked.emit(command))
    return made
