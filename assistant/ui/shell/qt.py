"""Qt's one application: made, ended by the system's signals, and with it its threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import QDeadlineTimer, QLibraryInfo, QLocale, QObject, Qt, QThread, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from assistant.messages import current, say
from assistant.system import ending
from assistant.system.own_data import NAME

_PATIENCE = 700  # ms that threads may take to end
left_behind: list[QThread] = []
"""Threads that hang, kept from being deleted."""


def make_qt() -> QApplication:
    """Qt's application, with the style that the style sheet is made for."""
    # Menus and docks know a window by this name; without one, PySide takes that of the file.
    qt = QApplication.instance() or QApplication([NAME])
    assert isinstance(qt, QApplication)
    qt.setDesktopFileName(NAME)
    qt.setStyle("Fusion")
    use_language(current())
    return qt


def use_language(language: str) -> None:
    """Let the application's name, and Qt's own words in menus and text fields, be in the language."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    qt.setApplicationDisplayName(say("ui.title"))
    for words in qt.findChildren(QTranslator):
        qt.removeTranslator(words)
        words.deleteLater()
    words = QTranslator(qt)
    if words.load(QLocale(language), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(words)


class _Closer(QObject):
    """Brings the wish to close from another thread into Qt's own."""

    wanted = Signal()

    def ask(self) -> None:
        """Let the windows close; from any thread."""
        # When the desktop ends, Qt may end the process by itself while the signal is being answered.
        with suppress(RuntimeError):
            self.wanted.emit()


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C in the terminal, and all else that ends a process, close the window."""
    closer = _Closer()
    closer.wanted.connect(QApplication.closeAllWindows, Qt.ConnectionType.QueuedConnection)
    with ending.graceful_stop(closer.ask):
        yield


def end_threads(threads: Iterable[QThread]) -> None:
    """Wait for threads that were asked to end. One that hangs in a device is left behind.

    It is kept from being deleted then: Qt aborts the process when a running thread is.
    """
    deadline = QDeadlineTimer(_PATIENCE)
    for thread in threads:
        if not thread.wait(deadline):
            thread.setParent(None)
            left_behind.append(thread)
