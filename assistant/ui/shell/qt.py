"""Qt's one application: made, and ended by Ctrl+C."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from assistant.messages import current, say

_PULSE = 200  # ms between two moments at which Python sees signals


def make_qt() -> QApplication:
    """Qt's application, with the style that the style sheet is made for."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    qt.setDesktopFileName("expression-assistant")
    qt.setStyle("Fusion")
    speak(current())
    return qt


def speak(language: str) -> None:
    """Let the application's name, and Qt's own words in menus and text fields, be in the language."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    qt.setApplicationDisplayName(say("ui.title"))
    for words in qt.findChildren(QTranslator):
        qt.removeTranslator(words)
        words.deleteLater()
    words = QTranslator(qt)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(words)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C in the terminal close the window: Python sees signals only while it runs."""
    before = signal.signal(signal.SIGINT, lambda *_: QApplication.closeAllWindows())
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(_PULSE)
    try:
        yield
    finally:
        pulse.stop()
        signal.signal(signal.SIGINT, before)
