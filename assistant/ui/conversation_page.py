"""The page for a live conversation: what the partner's face looks like, read across a room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from assistant.commands import BY_ID
from assistant.events import ExpressionEvent
from assistant.messages import say
from assistant.ui.expression_label import ExpressionLabel
from assistant.ui.reading import State
from assistant.ui.theme import Look
from assistant.ui.video_view import VideoView
from assistant.ui.vision_worker import Sight
from assistant.ui.widgets import Column, Flow, button, card, text

_STATE_WORDS = {
    State.PAUSED: "ui.label_paused",
    State.OPENING: "ui.label_opening",
    State.ENDED: "ui.label_ended",
}

_PICTURE_WIDTH = 32  # widths of running text that the window must have for the picture to be shown


class ConversationPage(Column):
    """Shows what is read and said. It decides nothing: `asked` carries the id of a command.

    Signals:
        asked: a command's id.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._probabilities: dict[int, float] = {}
        self._label_wanted = self._picture_wanted = True
        self._text_size = 0
        self.notice = text()
        self.label = ExpressionLabel()
        self.video = VideoView()
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
        self._stage.addWidget(self._view())
        self._stage.addWidget(self._trouble_view())
        self.column.addWidget(self.notice)
        self.column.addWidget(self._stage, 1)
        self.column.addWidget(self.caption)
        self.column.addWidget(self._controls)
        self.show_state(State.PAUSED, "")
        self.first = self.start

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._controls.set_spacing(look.gap)
        for layout in (self._panes, self._trouble_column):
            layout.setSpacing(look.gap)
        self._trouble_column.setContentsMargins(*[2 * look.gap] * 4)
        self._trouble_row.set_spacing(look.gap)
        self.label.set_look(look)
        self.video.set_look(look)
        self._picture_wanted, self._text_size = look.pictures, look.text
        self._fit_picture()

    def want_label(self, wanted: bool) -> None:
        """Whether the large label is used at all."""
        self._label_wanted = wanted
        if not wanted:
            self.label.clear(say("ui.label_off"))

    def show_state(self, state: State, source: str) -> None:
        """What the reading is at; `source` is the name of what is read."""
        running = state in (State.OPENING, State.READING)
        words = say("ui.reading_on", source=source) if running else say("ui.reading_off")
        self.notice.setText(f"{'●' if running else '○'}  {words}")
        self.notice.setAccessibleName(words)
        self.start.setText(say("ui.pause" if running else "ui.start"))
        self.start.setVisible(state is not State.FAILED)
        if self._again.hasFocus():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stage.setCurrentIndex(1 if state is State.FAILED else 0)
        if state in _STATE_WORDS:
            self._probabilities.clear()
            self.video.clear()
            self._fit_picture()
            self._say_instead(say(_STATE_WORDS[state]))

    def show_trouble(self, sentence: str) -> None:
        """What is wrong and what to do; the buttons beneath do it."""
        self.trouble.setText(sentence)
        self._stage.setCurrentIndex(1)
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sight(self, sight: Sight) -> None:
        """The frame that was read, and what the partner's face looks like."""
        partner = sight.partner
        if self._picture_wanted:
            faces = tuple(reading.found for reading in sight.observation.faces)
            framed = next((reading.found for reading in sight.observation.faces if reading.face == partner), None)
            self.video.show_picture(sight.frame.pixels, faces, framed)
            self._fit_picture()
        if partner is None or partner not in self._probabilities:
            self._say_instead(say("ui.label_looking"))
        elif self._label_wanted:
            self.label.show_expression(sight.observation.stable.get(partner), self._probabilities[partner])

    def learn(self, event: ExpressionEvent) -> None:
        """How clearly a face shows its new stable expression."""
        self._probabilities[event.face] = event.probability

    def show_caption(self, words: str) -> None:
        """What was said last."""
        self.caption.setText(say("ui.caption_said", words=words))

    def show_muted(self, muted: bool) -> None:
        """Whether there is sound."""
        self.mute.setText(say("ui.unmute" if muted else "ui.mute"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the picture beneath the label where the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() > self.height() * 1.1
        self._panes.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._fit_picture()

    def _fit_picture(self) -> None:
        # Large text needs the width: the words matter more than the picture.
        room = self.width() >= _PICTURE_WIDTH * self._text_size
        self.video.setVisible(self._picture_wanted and room and self.video.filled)

    def _say_instead(self, words: str) -> None:
        self.label.clear(words if self._label_wanted else say("ui.label_off"))

    def _view(self) -> QWidget:
        view = QWidget()
        self._panes = QHBoxLayout(view)
        self._panes.setContentsMargins(0, 0, 0, 0)
        label_card = card()
        QVBoxLayout(label_card).addWidget(self.label)
        self._panes.addWidget(label_card, 5)
        self._panes.addWidget(self.video, 3)
        return view

    def _trouble_view(self) -> QWidget:
        view = card()
        self._trouble_column = QVBoxLayout(view)
        self._trouble_row = Flow()
        for control in (self._again, self._button("open_file", say("ui.open_file"))):
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
