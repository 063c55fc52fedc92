"""One practice card: the faces, what is asked, the answers, and what follows them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from assistant.expressions import EXPRESSIONS
from assistant.messages import reworded, say
from assistant.practice.cards import Card, Choice
from assistant.ui.pages.command_button import command_button
from assistant.ui.practice.faces import FaceWall
from assistant.ui.widgets.basic import Retranslated, text
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.question import Question
from assistant.ui.widgets.theme import UNBOUNDED, Look

MOST_CHOICES = len(EXPRESSIONS)

_WIDE = 24  # heights of running text from which words stand beside the faces
_WORDS = 34  # heights of running text that they are wide there at the most: the faces take the rest


class _Bar(Retranslated, QProgressBar):
    """A bar that fills."""


class CardView(QWidget):
    """Shows a card. It decides nothing: `asked` carries the id of a command.

    Signals:
        asked: a command's id.
        turned: something else is shown than before.
    """

    asked = Signal(str)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text_size = 0
        self.faces = FaceWall()
        self.faces.pressed.connect(self._choose_face)
        # Has the focus while a card waits, as the question is heard without it: it would be read twice.
        self.position = passage("quiet")
        self.question = passage("caption")
        self.description = passage()
        self.feedback = passage()
        passages = {
            "position": self.position,
            "question": self.question,
            "description": self.description,
            "answer": self.feedback,
        }
        for name, words in passages.items():
            words.setAccessibleName(say(f"ui.text_{name}"))
        self.nearness = _Bar()
        self.nearness.setRange(0, 100)
        self.nearness.setTextVisible(False)
        self.nearness.setAccessibleName(say("practicepage.nearness"))
        self._nearness_label = text(say("practicepage.nearness"))
        self.choices = Flow()
        self._buttons = [command_button(f"answer_{number}", "", self.asked) for number in range(1, MOST_CHOICES + 1)]
        for made in self._buttons:
            self.choices.add(made)
        self.next = command_button("next_card", say("practicepage.next"), self.asked, primary=True)
        self.next.setAccessibleDescription("")  # which would keep waiting what follows an answer
        self.replay = command_button("replay_face", say("practicepage.replay"), self.asked)
        self._describe = command_button("describe_card", say("practicepage.describe"), self.asked)
        self._skip = command_button("skip_card", say("practicepage.skip"), self.asked)
        self._controls = Flow()
        end = command_button("end_practice", say("practicepage.end"), self.asked)
        for control in (self.next, self.replay, self._describe, self._skip, end):
            self._controls.add(control)
        self.ending = Question(say("practicepage.go_on"), say("practicepage.end_now"))
        self.ending.confirmed.connect(lambda: self.asked.emit("end_practice"))
        self._arrange()
        self._picking = False

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._text_size = look.text
        self.faces.set_look(look)
        for flow in (self.choices, self._controls):
            flow.set_spacing(look.gap)
        self.ending.set_look(look)
        for layout in (self._panes, self._words, self._column):
            layout.setSpacing(look.gap)
        self._fit()

    def ask_end(self, question: str) -> None:
        """Ask before the session ends, in place of the card."""
        self.ending.ask(question)
        self._content.hide()
        self.turned.emit()

    def stop_asking(self) -> None:
        """Show the card again, with the focus where it begins if the view is shown."""
        self._content.show()
        if self.isVisible():
            (self.next if self.question.isHidden() else self.position).setFocus(Qt.FocusReason.OtherFocusReason)
        self.ending.hide()

    def show_card(self, card: Card, position: str, images: Sequence[QImage], captions: Sequence[str]) -> None:
        """A card that is not answered yet; the focus goes to its place among the cards."""
        self._picking = len(card.choices) == len(images) > 1
        self._show_faces(images, captions)
        self.position.setText(position)
        self.question.setText(card.question)
        self.question.setVisible(True)
        self.position.setFocus(Qt.FocusReason.OtherFocusReason)
        numbered = [_on_button(key, choice) for key, choice in enumerate(card.choices, start=1)]
        for made, words in zip(self._buttons, numbered + [""] * (MOST_CHOICES - len(numbered)), strict=True):
            made.setText(words)
            made.setVisible(bool(words))
        self.choices.setVisible(bool(card.choices))
        for shown in (self.feedback, self.description):
            shown.setText("")
            shown.hide()
        self._nearness_label.hide()
        self.nearness.hide()
        self.replay.hide()
        self.next.setVisible(not card.choices)
        self._describe.setVisible(bool(card.descriptions))
        self._skip.setVisible(bool(card.choices))
        self.turned.emit()

    def show_description(self, words: str) -> None:
        """What there is to hear of the faces."""
        self.description.setText(words)
        self.description.show()

    def show_feedback(self, words: str, images: Sequence[QImage], captions: Sequence[str]) -> None:
        """What follows the answer; the focus goes to the button that goes on."""
        self._picking = False
        self._show_faces(images, captions)
        self.description.setText("")
        self.feedback.setText(words)
        self.feedback.show()
        self.next.show()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (self.choices, self.question, self.description, self._describe, self._skip, self.replay):
            widget.hide()
        self.turned.emit()

    def show_nearness(self, share: float) -> None:
        """How near the camera's reading comes, 0 to 1."""
        self.nearness.setValue(round(100 * share))
        self._nearness_label.show()
        self.nearness.show()

    def clear(self) -> None:
        """Forget the last card."""
        for words in (self.position, self.question, self.description, self.feedback):
            words.setText("")

    def set_room(self, height: int) -> None:
        """How much of the page is in view: faces are never taller, however long the words beside them are."""
        self.faces.setMaximumHeight(max(height, self.faces.minimumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the words beneath the faces where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _show_faces(self, images: Sequence[QImage], captions: Sequence[str]) -> None:
        self.faces.show_faces(images, captions)
        self._seen.setVisible(bool(images))

    def _choose_face(self, index: int) -> None:
        if self._picking:
            self.asked.emit(f"answer_{index + 1}")

    def _fit(self) -> None:
        wide = self.width() >= _WIDE * self._text_size
        self._panes.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._beside.setMaximumWidth(_WORDS * self._text_size if wide else UNBOUNDED)

    def _arrange(self) -> None:
        self._words = QVBoxLayout()
        for widget in (
            self.position,
            self.question,
            self.description,
            self.feedback,
            self._nearness_label,
            self.nearness,
            self.choices,
            self._controls,
        ):
            self._words.addWidget(widget)
        self._words.addStretch(1)
        self._beside = QWidget()
        self._beside.setLayout(self._words)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._panes = QHBoxLayout()
        self._seen = QWidget()
        seen = QVBoxLayout(self._seen)
        seen.setContentsMargins(0, 0, 0, 0)
        seen.addWidget(self.faces, 1)
        seen.addStretch(0)
        self._panes.addWidget(self._seen, 5)
        self._panes.addWidget(self._beside, 4)
        self._content = QWidget()
        self._content.setLayout(self._panes)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.ending)
        self._column.addWidget(self._content, 1)
        self._column.addStretch(0)


def _on_button(key: int, choice: Choice) -> str:
    words = say("practice.numbered", number=key, text=choice.text)
    return reworded(words, lambda label: label.replace("&", "&&"))
