"""Somebody who uses every page of the window, over and over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer

from assistant.cues.preferences import Verbosity
from assistant.messages import LANGUAGES
from assistant.practice.cards import Kind
from assistant.ui.application import Application

Step = Callable[[], object]

_CARDS = 5

_TRY_AGAIN = 1000
"""Milliseconds after which reading is started once more where the camera was not there."""


class User(QObject):
    """Presses the next key of the round at each beat.

    Args:
        application: the window.
        cycle: seconds that a round takes.
    """

    def __init__(self, application: Application, cycle: float) -> None:
        super().__init__(application)
        self._application, self._rounds = application, 0
        self._steps: Iterator[Step] = iter(())
        count = len(list(self._round(0)))
        self._timer = QTimer(self, interval=round(1000 * cycle / count))
        self._timer.timeout.connect(self._act)
        self._timer.start()
        # A camera that is away while it is opened has failed, and whoever hears that tries again.
        application.reading.failed.connect(lambda _: QTimer.singleShot(_TRY_AGAIN, self._resume))

    def _act(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self._steps = self._round(self._rounds)
            self._rounds += 1
            step = next(self._steps)
        step()

    def _round(self, number: int) -> Iterator[Step]:
        application, keeper = self._application, self._application.keeper
        languages, kinds, verbosities = list(LANGUAGES), list(Kind), list(Verbosity)
        yield self._resume
        yield partial(keeper.set, "language", languages[number % len(languages)])
        yield from self._keys("go_conversation", "status", "describe", "aim", "repeat", "mute", "mute")
        yield from self._keys("next_theme", "text_larger", "keys", "stop_speaking")
        yield self._pause
        yield from self._keys("status", "describe")
        yield self._resume
        yield from self._keys("go_practice")
        yield partial(self._choose, kinds[number % len(kinds)])
        yield from self._keys("next_card", "describe_card", "repeat_card", "replay_face")
        for card in range(_CARDS):
            yield from self._keys(f"answer_{1 + card % 2}", "next_card")
        yield from self._keys("skip_card", "end_practice", "repeat_card", "next_card")
        yield from self._keys("go_photo", "take_picture")
        yield from self._keys("go_log")
        yield partial(keeper.set, "log", number % 2 == 0)
        yield from self._keys("go_settings")
        yield partial(keeper.set, "verbosity", verbosities[number % len(verbosities)])
        yield partial(keeper.set, "others", number % 2 == 1)
        yield partial(keeper.set, "rate", (150, 170, 200)[number % 3])
        yield application.adjusting.undo
        yield from self._keys("go_help", "text_smaller", "next_pane", "consent", "go_conversation")

    def _keys(self, *commands: str) -> Iterator[Step]:
        for command in commands:
            yield self._application.handlers[command]

    def _pause(self) -> None:
        if self._application.reading.running:
            self._application.handlers["start_pause"]()

    def _resume(self) -> None:
        if not self._application.reading.running:
            self._application.handlers["start_pause"]()

    def _choose(self, kind: Kind) -> None:
        start = self._application.practice_page.start
        start.kind.setCurrentIndex(max(start.kind.findData(kind), 0))
