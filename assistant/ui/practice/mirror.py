"""The camera as a mirror: begins with a card, ends with it, and keeps nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.explain import Word
from assistant.practice.mirror import Mirror
from assistant.ui.controllers.reading import Reading
from assistant.ui.sight import Sight, State


class CameraMirror(QObject):
    """Compares what the camera reads with an expression.

    Args:
        reading: reads the camera.
        lend_camera: begins to read the user's camera.

    Signals:
        remarked: what there is to say.
        neared: how near the reading comes, 0 to 1.
    """

    remarked = Signal(str)
    neared = Signal(float)

    def __init__(self, reading: Reading, lend_camera: Callable[[], None]) -> None:
        super().__init__()
        self._reading, self._lend_camera = reading, lend_camera
        self._mirror: Mirror | None = None
        self._opened = False
        self._clock = QElapsedTimer()
        reading.seen.connect(self._on_sight)
        reading.changed.connect(self._on_state)

    @property
    def active(self) -> bool:
        """Whether an expression is being tried."""
        return self._mirror is not None

    def begin(self, expression: Expression, word: Word) -> None:
        """Follow the camera while `expression` is tried; the camera is opened where it is not being read."""
        self._mirror = Mirror(expression, word)
        self._clock.start()
        if not self._reading.live:
            self._opened = True
            self._lend_camera()

    def end(self) -> None:
        """Stop following, and close the camera if the mirror opened it."""
        self._mirror = None
        if self._opened:
            self._opened = False
            self._reading.pause()

    def _on_state(self, state: State) -> None:
        if self._mirror is not None and state is State.LOST:
            self.neared.emit(0.0)
            self.remarked.emit(say("answer.lost"))

    def _on_sight(self, sight: Sight) -> None:
        faces, partner = sight.observation.faces, sight.observation.partner
        seen = next((face.probabilities for face in faces if face.face == partner), None)
        if self._mirror is None or seen is None:
            return
        remark = self._mirror.see(seen, self._clock.elapsed() / 1000)
        self.neared.emit(self._mirror.closeness)
        if remark:
            self.remarked.emit(remark)
