"""The page for a live conversation: what the partner's face looks like, read across a room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from assistant.commands import BY_ID
from assistant.messages import say
from assistant.ui.sight import State
from assistant.ui.widgets.basic import Column, button, card, text
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.sight_view import SightView
from assistant.ui.widgets.theme import Look


class ConversationPage(Column):
    """Shows what is read and said. It decides nothing: `asked` carries the id of a command.

    Signals:
        asked: a command's id.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sight = SightView()
        self.trouble = text(role="title")
        self.caption = text(say("ui.caption_empty"), "caption")
        self.start = self._button("start_pause", say("ui.start"), primary=True)
        self.mute = self._button("mute", say("ui.mute"))
        self._again = self._button("start_pause", say("ui.try_again"), primary=True)
        self._controls = Flow()
        for control in (
            self.start,
            self.mute,
            self._button("repeat", say("ui.repeat")),
            self._button("describe", say("ui.describe")),
        ):
            self._controls.add(control)
        self._stage = QStackedWidget()
        self._stage.addWidget(self.sight)
        self._stage.addWidget(self._trouble_view())
        self.column.addWidget(self._stage, 1)
        self.column.addWidget(self.caption)
        self.column.addWidget(self._controls)
        self.first = self.start

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._controls.set_spacing(look.gap)
        self._trouble_column.setSpacing(look.gap)
        self._trouble_column.setContentsMargins(*[2 * look.gap] * 4)
        self._trouble_row.set_spacing(look.gap)
        self.sight.set_look(look)

    def show_state(self, state: State, source: str) -> None:
        """What the reading is at; `source` is the name of what is read."""
        self.sight.show_state(state, source)
        self.start.setText(say("ui.pause" if state.running else "ui.start"))
        self.start.setVisible(state is not State.FAILED)
        if self._again.hasFocus():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stage.setCurrentIndex(1 if state is State.FAILED else 0)

    def show_trouble(self, sentence: str) -> None:
        """What is wrong and what to do; the buttons beneath do it."""
        self.trouble.setText(sentence)
        self._stage.setCurrentIndex(1)
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_caption(self, words: str) -> None:
        """What was said last."""
        self.caption.setText(say("ui.caption_said", words=words))

    def show_muted(self, muted: bool) -> None:
        """Whether there is sound."""
        self.mute.setText(say("ui.unmute" if muted else "ui.mute"))

    def _trouble_view(self) -> QWidget:
        view = card()
        self._trouble_column = QVBoxLayout(view)
        self._trouble_row = Flow()
        for control in (
            self._again,
            self._button("use_drawn_face", say("ui.drawn_face")),
            self._button("open_file", say("ui.open_file")),
        ):
            self._trouble_row.add(control)
        self._trouble_column.addStretch(1)
        self._trouble_column.addWidget(text(say("ui.trouble"), "quiet"))
        self._trouble_column.addWidget(self.trouble)
        self._trouble_column.addWidget(self._trouble_row)
        self._trouble_column.addStretch(2)
        return view

    def _button(self, command: str, words: str, primary: bool = False) -> QPushButton:
        made = button(words, BY_ID[command].help, "primary" if primary else None)
        made.clicked.connect(lambda: self.asked.emit(command))
        return made
