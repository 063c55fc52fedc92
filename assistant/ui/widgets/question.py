"""A question before something that cannot be taken back: what keeps everything as it is comes first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from assistant.messages import say
from assistant.ui.widgets.basic import button, with_role
from assistant.ui.widgets.column import Together
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.theme import Look


class Question(Together):
    """Stands in the page, so that keys and speech work as everywhere; hidden until it is asked.

    Args:
        keep: the words of the button that leaves everything as it is.
        act: the words of the other one.

    Signals:
        kept: nothing is to be done.
        confirmed: it is to be done.
    """

    kept = Signal()
    confirmed = Signal()

    def __init__(self, keep: str, act: str) -> None:
        super().__init__()
        with_role(self, "card")
        self.words = passage("caption")
        self.words.setAccessibleName(say("ui.text_question"))
        self.keep = button(keep, role="primary")
        self.keep.clicked.connect(self.kept)
        done = button(act)
        done.clicked.connect(self.confirmed)
        self._buttons = Flow()
        for made in (self.keep, done):
            self._buttons.add(made)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.words)
        self._column.addWidget(self._buttons)
        self.hide()

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._buttons.set_spacing(look.gap)
        self._column.setSpacing(look.gap)
        self._column.setContentsMargins(*[look.inset] * 4)

    def ask(self, words: str) -> None:
        """Ask; the focus goes to the button that leaves everything as it is."""
        self.words.setText(words)
        self.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
