"""Every kind of cue to be heard at will: the short sounds one after the other, and the words of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from assistant.cues import phrasing
from assistant.cues.movements import MOVES
from assistant.cues.preferences import Delivery
from assistant.events import Attention, Earcon, Gesture
from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.settings import Settings
from assistant.speech.outbox import seconds_to_say
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.speech_presenter import SpeechPresenter

_SOUND = 400  # ms from a short sound to its words
_PAUSE = 900  # ms after the words, until the next sound

_OF_HEADS = (Earcon.NOD, Earcon.SHAKE)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sound, where there is one, and the words that follow it."""

    earcon: Earcon | None
    words: str


def samples(chosen: Settings) -> Iterator[Sample]:
    """What there is to hear of the kinds of cues that are not off."""
    wanted = chosen.cue_preferences
    if wanted.reads_expressions:
        yield from (Sample(each, say(f"earcon.{each.value}")) for each in Earcon if each not in _OF_HEADS)
        yield _in_words("expressions", [phrasing.looks(Expression.HAPPY, 1.0), phrasing.looks(Expression.SAD, 0.0)])
    if wanted.gestures is not Delivery.OFF:
        yield from (Sample(each, say(f"earcon.{each.value}")) for each in _OF_HEADS)
        yield _in_words("gestures", [phrasing.gesture(gesture) for gesture in Gesture])
    if wanted.attention is not Delivery.OFF:
        states = [state for state in Attention if state is not Attention.SILENT]
        yield _in_words("attention", [phrasing.attention(state) for state in states])
    if wanted.movements is not Delivery.OFF:
        yield _in_words("movements", [phrasing.moving([move]) for move in MOVES])


class CuePreview(QObject):
    """Lets the samples be heard, until they are over or something else is done.

    Args:
        presenter: speaks and sounds.
        keeper: knows which kinds of cues there are to be.
    """

    def __init__(self, presenter: SpeechPresenter, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._presenter, self._keeper = presenter, keeper
        self._left: list[Sample] = []
        self._sample: Sample | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)

    def toggle(self) -> None:
        """Begin with the first sample, or end where they are being heard."""
        if self._next.isActive():
            self.stop()
            self._presenter.stop()
            return
        self._left = list(samples(self._keeper.current))
        self._go_on()

    def stop(self) -> None:
        """End."""
        self._next.stop()
        self._left, self._sample = [], None

    def _go_on(self) -> None:
        if self._sample is not None:
            sample, self._sample = self._sample, None
            self._presenter.answer(sample.words)
            if self._left:
                self._next.start(round(1000 * seconds_to_say(sample.words)) + _PAUSE)
        elif self._left:
            self._sample = self._left.pop(0)
            if self._sample.earcon:
                self._presenter.sound(self._sample.earcon)
            self._next.start(_SOUND)


def _in_words(option: str, words: list[str]) -> Sample:
    return Sample(None, say("ui.cue_sample", option=say(f"setting.{option}"), samples=joined(", ", words)))
