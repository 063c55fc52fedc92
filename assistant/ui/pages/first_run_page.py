"""The first steps, spoken one by one; each can be left out and heard again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.commands import way
from assistant.messages import ended, say
from assistant.settings import Settings
from assistant.ui.sight import State
from assistant.ui.widgets.basic import button, card, text
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.option_controls import OptionRow
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.sight_view import SightView
from assistant.ui.widgets.theme import Look
from assistant.ui.widgets.voice_row import VoiceRow

STEPS = ("hear", "voice", "camera", "reading", "cues", "privacy", "trial")

_CUES = ("movements_only", "expressions", "doubtful", "gestures", "gesture_words")
"""Options of the step that asks what is to be told."""


class FirstRunPage(Column):
    """Leads through the steps.

    Signals:
        spoken: what there is to say.
        check_began: the first step asks whether these words are heard.
        heard: they are.
        chosen: the name of an option and its new value.
        check_wanted: the camera is to be checked, with help for aiming.
        trial_wanted: the drawn face is to be read.
        left: a step was left, whatever it had started has to end.
        finished: all steps are done, or left out.
    """

    spoken = Signal(str)
    check_began = Signal(str)
    heard = Signal()
    chosen = Signal(str, object)
    check_wanted = Signal()
    trial_wanted = Signal()
    left = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__(widest=52)
        self._step = 0
        self._ask = ""
        self._number = text(role="quiet")
        self._title = text(role="title")
        self.words = passage("caption")
        self.voices = VoiceRow(partial(self.chosen.emit, "voices"))
        speaker, rate, read_controls = (
            OptionRow(name, partial(self.chosen.emit, name)) for name in ("speaker", "rate", "read_controls")
        )
        of_voice = [speaker, self.voices, rate, read_controls]
        of_cues = [OptionRow(name, partial(self.chosen.emit, name)) for name in _CUES]
        self._options = [*of_voice, *of_cues]
        check = button(say("firstrun.camera_check"))
        check.clicked.connect(self.check_wanted)
        trial = button(say("firstrun.trial_start"))
        trial.clicked.connect(self.trial_wanted)
        self._extras: dict[str, list[QWidget]] = {
            "voice": list(of_voice),
            "cues": list(of_cues),
            "camera": [check],
            "trial": [trial],
        }
        self.sight = SightView()
        self.sight.hide()
        self._next = button(say("firstrun.next"), role="primary")
        self._back = button(say("firstrun.back"))
        again, skip = button(say("firstrun.again")), button(say("firstrun.skip"))
        self._next.clicked.connect(self.next)
        self._back.clicked.connect(lambda: self._go(self._step - 1))
        again.clicked.connect(self.speak)
        skip.clicked.connect(lambda: self._go(len(STEPS)))
        self._arrange((check, trial), (self._next, self._back, again, skip))

    def _arrange(self, trials: Sequence[QWidget], steps: Sequence[QWidget]) -> None:
        """Lay out the page: `trials` begin something within a step, `steps` lead from one to another."""
        frame = card()
        self._inner = QVBoxLayout(frame)
        for widget in (self._number, self._title, self.words, *self._options):
            self._inner.addWidget(widget)
        for made in trials:
            self._inner.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner.addWidget(self.sight, 1)
        self._inner.addStretch(0)
        self._steps_row = Flow()
        for control in steps:
            self._steps_row.add(control)
        self.column.addWidget(frame)
        self.column.addWidget(self._steps_row)
        self.column.addStretch(1)
        # The controls were made before the texts above them.
        order = [self.words, *(option.control for option in self._options), *trials, steps[0]]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._inner.setSpacing(look.gap)
        self._inner.setContentsMargins(*[look.inset] * 4)
        self._steps_row.set_spacing(look.gap)
        self.sight.set_look(look)
        for option in self._options:
            option.set_look(look)

    def show_settings(self, settings: Settings, keys: Mapping[str, str]) -> None:
        """The settings in force, and the key of each command by id."""
        self._ask = way("consent", keys)
        self._show_words()
        for option in self._options:
            option.show_settings(settings)

    def show_state(self, state: State) -> None:
        """What the reading is at: what is read is in view as long as it is."""
        shown = state is not State.PAUSED
        self.sight.setVisible(shown)
        self.column.setStretch(0, int(shown))
        self.column.setStretch(2, int(not shown))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Going to another page leaves the step, too."""
        if not event.spontaneous():
            self.left.emit()
        super().hideEvent(event)

    def begin(self) -> None:
        """Show and speak the first step."""
        self._go(0)

    @property
    def step(self) -> str:
        """The step that is shown."""
        return STEPS[self._step]

    def next(self) -> None:
        """Go on to the next step, or finish after the last."""
        if self.step == "hear":
            self.heard.emit()
        self._go(self._step + 1)

    def _go(self, step: int) -> None:
        self.left.emit()
        if step >= len(STEPS):
            self.finished.emit()
            return
        self._step = step
        name = STEPS[step]
        number = say("firstrun.step", number=step + 1, count=len(STEPS))
        self._number.setText(number)
        title = say(f"firstrun.{name}_title")
        self._title.setText(title)
        self.words.setAccessibleName(title)
        self.words.setAccessibleDescription(number)
        self._show_words()
        self._back.setVisible(step > 0)
        own = {STEPS[0]: "firstrun.hear_yes", STEPS[-1]: "firstrun.finish"}
        self._next.setText(say(own.get(name, "firstrun.next")))
        for owner, widgets in self._extras.items():
            for widget in widgets:
                widget.setVisible(owner == name)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_top()
        self.speak()
        if name == "hear":
            self.check_began.emit(self._all_words)

    def _show_words(self) -> None:
        self.words.setText(say(f"firstrun.{self.step}", way=self._ask))

    def speak(self) -> None:
        """Say the step that is shown."""
        self.spoken.emit(self._all_words)

    @property
    def _all_words(self) -> str:
        return f"{ended(self._title.text())} {self.words.text()}"
