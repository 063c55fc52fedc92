"""The language of the window, turned while it runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from assistant import messages
from assistant.messages import say
from assistant.ui.shell.qt import use_language


class Language(QObject):
    """Turns a window to another language, with the focus where it was.

    Signals:
        turned: the language is another one; what does not hear `QEvent.LanguageChange` repaints now.
        answered: says which language is in use, in that language.
    """

    turned = Signal()
    answered = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._unannounced = False

    def use(self, language: str) -> None:
        """Show everything in `language`, the code of a table of messages; nothing happens if it is in use."""
        if language == messages.current():
            return
        messages.use(language)
        use_language(language)
        focus = QApplication.focusWidget()
        QApplication.sendEvent(self._window, QEvent(QEvent.Type.LanguageChange))
        self.turned.emit()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._unannounced = True

    def announce(self) -> bool:
        """Say the language if it is new; whether it is. Apart from `use`, so that the voice can be turned before."""
        unannounced, self._unannounced = self._unannounced, False
        if unannounced:
            self.answered.emit(say("ui.language_now", language=messages.LANGUAGES[messages.current()]))
        return unannounced
