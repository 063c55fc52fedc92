"""The page for a live conversation: what the partner's face looks like, read across a room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QVBoxLayout, QWidget

from assistant.messages import again, say
from assistant.speech.outbox import seconds_to_say
from assistant.ui.pages.command_button import command_button
from assistant.ui.sight import State
from assistant.ui.widgets.basic import Switch, text, with_role
from assistant.ui.widgets.column import Column, Together
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.sight_view import SightView
from assistant.ui.widgets.stack import Stack
from assistant.ui.widgets.theme import Look

_TO_READ = 5.0
"""Seconds for which an answer stays in view beyond the time that it takes to say it."""

_LARGE = 24  # px of running text from which the buttons stand beside the label, where there is room for both


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
        self._said = self.caption.text()
        self._back_to_said = QTimer(self, singleShot=True)
        self._back_to_said.timeout.connect(lambda: self._keep(again(self._said)))
        self.start = command_button("start_pause", say("ui.start"), self.asked, primary=True)
        self.sound = Switch(say("ui.sound"), say("ui.sound_help"))
        self.sound.clicked.connect(lambda: self.asked.emit("mute"))
        self._again = command_button("start_pause", say("ui.try_again"), self.asked, primary=True)
        self._controls = Flow()
        controls: tuple[QAbstractButton, ...] = (
            self.start,
            command_button("repeat", say("ui.repeat"), self.asked),
            command_button("describe", say("ui.describe"), self.asked),
            self.sound,
        )
        for control in controls:
            self._controls.add(control)
        self._stage = Stack()
        self._trouble_card = self._trouble_view()
        self._stage.add(self.sight)
        self._stage.add(self._trouble_card)
        self._places = QGridLayout()
        self._places.setRowStretch(0, 1)
        self._places.setColumnStretch(0, 1)
        self._places.addWidget(self._stage, 0, 0)
        self._places.addWidget(self.caption, 1, 0, 1, 2)
        self.column.addLayout(self._places, 1)
        self._text_size = self._margins = 0
        self._beside: bool | None = None
        self._fit()
        self.first = self.start

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._controls.set_spacing(look.gap)
        self._places.setSpacing(look.gap)
        self._text_size, self._margins = look.text, 2 * look.inset + look.gap
        self._fit()
        self._trouble_column.setSpacing(look.gap)
        self._trouble_column.setContentsMargins(*[look.inset] * 4)
        self._trouble_row.set_spacing(look.gap)
        self.sight.set_look(look)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the buttons where they take the least from the label."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Put the buttons elsewhere when other words make them wider."""
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def show_state(self, state: State) -> None:
        """What the reading is at."""
        self.start.setText(say("ui.pause" if state.running else "ui.start"))
        self.start.setVisible(state is not State.FAILED)
        if self._again.hasFocus():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stage.show_only(self._trouble_card if state is State.FAILED else self.sight)

    def show_trouble(self, sentence: str) -> None:
        """What is wrong and what to do; the buttons beneath do it, the first of which gets the focus of this page."""
        self.trouble.setText(sentence)
        self._stage.show_only(self._trouble_card)
        if self.isVisible():
            self._again.setFocus(Qt.FocusReason.OtherFocusReason)
            self.keep_in_view(self.trouble)

    def show_caption(self, words: str) -> None:
        """What was told last; it stays."""
        self._keep(say("ui.caption_said", words=words))

    def forget_caption(self) -> None:
        """What was told last may be shown no more."""
        self._keep(say("ui.caption_empty"))

    def show_answer(self, words: str) -> None:
        """What was said for a key, for as long as it takes to read it; then what was told last comes back."""
        self.caption.setText(words)
        self.keep_in_view(self.caption)
        self._back_to_said.start(round(1000 * (seconds_to_say(words) + _TO_READ)))

    def show_muted(self, muted: bool) -> None:
        """Whether there is sound."""
        self.sound.setChecked(not muted)

    def _keep(self, caption: str) -> None:
        self._said = caption
        self._back_to_said.stop()
        self.caption.setText(caption)
        self.keep_in_view(None)

    def _fit(self) -> None:
        # Rows of large buttons beneath the label would take its height, and with that the size of the word.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - self._margins
        beside = self._text_size > _LARGE and self._widest_button + self._stage.minimumSizeHint().width() <= room
        if beside is self._beside:
            return
        self._beside = beside
        self._places.removeWidget(self._controls)
        self._places.addWidget(self._controls, *((0, 1) if beside else (2, 0, 1, 2)))
        self._controls.stack(beside)

    @property
    def _widest_button(self) -> int:
        """Of the buttons beneath or beside the label: the same while reading goes on and while it is paused."""
        words, letters = (say("ui.start"), say("ui.pause")), self.start.fontMetrics()
        more = max(map(letters.horizontalAdvance, words)) - letters.horizontalAdvance(self.start.text())
        return max(self._controls.minimumSizeHint().width(), self.start.sizeHint().width() + more)

    def _trouble_view(self) -> QWidget:
        view = Together()
        with_role(view, "card")
        self._trouble_column = QVBoxLayout(view)
        self._trouble_row = Flow()
        for control in (
            self._again,
            command_button("use_drawn_face", say("ui.drawn_face"), self.asked),
            command_button("open_file", say("ui.open_file"), self.asked),
        ):
            self._trouble_row.add(control)
        self._trouble_column.addStretch(1)
        self._trouble_column.addWidget(text(say("ui.trouble"), "quiet"))
        self._trouble_column.addWidget(self.trouble)
        self._trouble_column.addWidget(self._trouble_row)
        self._trouble_column.addStretch(2)
        return view
