"""What is being read: the notice that reading is on, the large label, and the picture with its frames."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assistant.commands import key_name
from assistant.cues import phrasing
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Channel, CueEvent, Observation
from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.ui.sight import Sight, State
from assistant.ui.widgets.basic import card, text
from assistant.ui.widgets.expression_label import ExpressionLabel
from assistant.ui.widgets.theme import Look
from assistant.ui.widgets.video_view import VideoView

_STATE_WORDS = {
    State.OPENING: "ui.label_opening",
    State.READING: "ui.label_looking",
    State.LOST: "ui.label_lost",
    State.ENDED: "ui.label_ended",
    State.FAILED: "ui.trouble",
}

_NOTICES = {
    State.OPENING: "ui.reading_on",
    State.READING: "ui.reading_on",
    State.LOST: "ui.reading_lost",
}

_PICTURE_WIDTH = 44  # widths of running text that the view must have for the picture to be shown


class SightView(QWidget):
    """Shows the conversation partner's expression, and the very frame in which it was read.

    Args:
        label_only: whether there is neither notice nor picture, and the label can have the focus.
    """

    def __init__(self, label_only: bool = False) -> None:
        super().__init__()
        self._label_only = label_only
        self._label_wanted = self._picture_wanted = True
        self._fitting = False
        self._told: CueEvent | None = None
        self._cues = CuePreferences()
        self._text_size = 0
        self._state = State.PAUSED
        self._start = self._source = ""
        self.notice = text()
        self.label = ExpressionLabel()
        self.video = VideoView()
        label_card = QFrame() if label_only else card()
        around = QVBoxLayout(label_card)
        around.addWidget(self.label)
        self._panes = QHBoxLayout()
        self._panes.addWidget(label_card, 5)
        self._panes.addWidget(self.video, 3)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.notice)
        if label_only:
            self.notice.hide()
            around.setContentsMargins(0, 0, 0, 0)
            self.label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.addLayout(self._panes, 1)
        self.show_state(State.PAUSED, "")

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        for layout in (self._panes, self._column):
            layout.setSpacing(look.gap)
        self.label.set_look(look)
        self.video.set_look(look)
        self._picture_wanted, self._text_size = look.pictures and not self._label_only, look.text
        self._fit_picture()

    def prefer(self, preferences: CuePreferences) -> None:
        """What is told, and whether the large label is used at all."""
        wanted = self._label_only or Channel.LABEL in preferences.channels
        changed = (wanted, preferences.expressions) != (self._label_wanted, self._cues.expressions)
        self._label_wanted, self._cues = wanted, preferences
        if changed:
            self.show_state(self._state, self._source)
            self._say_instead()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each command by id."""
        self._start = key_name(keys["start_pause"]) if keys["start_pause"] else ""
        if self._state is State.PAUSED:
            self._say_instead()

    def show_state(self, state: State, source: str) -> None:
        """What the reading is at; `source` is the name of what is read."""
        self._state, self._source = state, source
        notice = _NOTICES.get(state, "ui.reading_off")
        if notice == "ui.reading_on" and not self._cues.reads_expressions:
            notice = "ui.movements_on"
        words = say(notice, source=source)
        self.notice.setText(joined("  ", ("●" if state.running else "○", words)))
        self.notice.setAccessibleName(words)
        if state is not State.READING:
            self._told = None
            self.video.clear()
            self._fit_picture()
            self._say_instead()

    def show_trouble(self, sentence: str) -> None:
        """What is wrong and what to do."""
        self.label.clear(sentence)

    def show_told(self, cue: CueEvent) -> None:
        """What was told of a face: the label says neither more nor less surely what it looks like."""
        self._told = cue

    def show_sight(self, sight: Sight) -> None:
        """The frame that was read, and what the partner's face looks like; nothing where nobody can see it."""
        if not self.isVisible():
            return
        if self._picture_wanted:
            self._show_picture(sight)
        self._show_partner(sight.observation)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the picture beneath the label where the view is narrow."""
        super().resizeEvent(event)
        wide = self.width() > self.height() * 1.1
        self._panes.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._fit_picture()

    def _show_picture(self, sight: Sight) -> None:
        seen = sight.observation
        faces = tuple(reading.found for reading in seen.faces)
        framed = next((reading.found for reading in seen.faces if reading.face == seen.partner), None)
        self.video.show_picture(sight.frame.pixels, faces, framed)
        self._fit_picture()

    def _show_partner(self, seen: Observation) -> None:
        """What the label says of the partner: how the face looks, what moves in it, or that one has to ask."""
        partner = seen.partner
        if partner is None or not self._label_wanted:
            self._say_instead()
        elif self._cues.expressions is Delivery.ON and partner in seen.clarity:
            expression = None if partner in seen.withheld else seen.stable.get(partner)
            self.label.show_expression(expression, seen.clarity[partner], self._told_surely(partner, expression))
        elif self._cues.expressions is Delivery.ON:
            self._say_instead()
        elif partner in seen.moves:
            self.label.show_movements(phrasing.moving(seen.moves[partner]))
        else:
            self.label.clear(say("ui.label_request" if self._cues.reads_expressions else "ui.label_face"))

    def _told_surely(self, face: int, expression: Expression | None) -> bool | None:
        told = self._told
        if told is None or told.certainty is None or (told.face, told.expression) != (face, expression):
            return None
        return told.certainty >= phrasing.CERTAIN

    def _fit_picture(self) -> None:
        if self._fitting:  # showing lays the page out at once; hiding within that would leave it in view
            return
        self._fitting = True
        for _ in range(2):  # the second time for the width that the first one led to
            # Large text needs the width: the words matter more than the picture.
            room = self.width() >= _PICTURE_WIDTH * self._text_size
            self.video.setVisible(self._picture_wanted and room and self.video.filled)
        self._fitting = False

    def _say_instead(self) -> None:
        if not self._label_wanted:
            words = say("ui.label_off")
        elif self._state is not State.PAUSED:
            words = say(_STATE_WORDS[self._state])
        else:
            words = say("ui.label_paused", shortcut=self._start) if self._start else say("ui.reading_off")
        self.label.clear(words)
