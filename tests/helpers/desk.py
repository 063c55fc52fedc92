"""An announcer whose words, troubles and outcomes are written down."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.events import Channel, CueEvent, Earcon
from assistant.expressions import Expression
from assistant.ports import Output, Voice
from assistant.speech.announcer import Announcer, SoundPreferences
from assistant.speech.arbiter import Outcome, Utterance


class Desk:
    """An announcer with everything it tells written down."""

    def __init__(self) -> None:
        self.captions: list[str] = []
        self.troubles: list[str] = []
        self.outcomes: list[tuple[str, Outcome]] = []
        self.now = 0.0
        self.talking = threading.Event()
        self.announcer: Announcer | None = None

    def open(self, voice: Voice, output: Output, *, real_time: bool = False, **options: SoundPreferences) -> Announcer:
        clock = {} if real_time else {"clock": lambda: self.now}
        self.announcer = Announcer(
            voice,
            output,
            self.captions.append,
            self.troubles.append,
            talking=self.talking.is_set,
            on_outcome=self._note,
            **clock,
            **options,
        )
        return self.announcer

    def _note(self, utterance: Utterance, outcome: Outcome) -> None:
        self.outcomes.append((utterance.text, outcome))


def cue(text: str = "looks happy", channels: frozenset[Channel] = frozenset(Channel), pan: float = 0.0) -> CueEvent:
    return CueEvent(0.0, 1, text, channels, Expression.HAPPY, Earcon.POSITIVE, pan)


def spoken(announcer: Announcer) -> None:
    assert announcer.wait(10)


def until(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it never came to that")
