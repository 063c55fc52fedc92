"""What users do to a window, and what it says to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assistant import messages
from assistant.ui.application import Application


def press(application: Application, key: str) -> None:
    """Press a key where the focus is."""
    combination = QKeySequence(key)[0]
    target = application.window.focusWidget() or application.window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def captions(application: Application) -> list[str]:
    heard: list[str] = []
    application.presenter.caption.connect(heard.append)
    return heard


def turn(widget: QWidget, language: str) -> None:
    """Let a widget hear that another language is spoken from now on."""
    messages.use(language)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
