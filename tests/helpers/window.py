"""What users do to a window, and what it says to them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from assistant.app import Application


def press(application: Application, key: str) -> None:
    """Press a key where the focus is."""
    combination = QKeySequence(key)[0]
    target = application.window.focusWidget() or application.window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def captions(application: Application) -> list[str]:
    heard: list[str] = []
    application.mouthpiece.caption.connect(heard.append)
    return heard
