"""Starting, pausing and ending the reading of a source, and what is known of it right now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from assistant.adapters.desktop.activity import Activity
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.directions import Gaze
from assistant.events import FaceReading
from assistant.ports import Source
from assistant.runtime.event_log import EventRecorder
from assistant.runtime.turn_queue import TurnQueue
from assistant.ui.shell.qt import end_threads
from assistant.ui.sight import Sight, State
from assistant.ui.workers.vision_worker import VisionWorker


class Reading(QObject):
    """Owns the source and the thread that reads it.

    Args:
        reader: lends the models.
        preferences: how cues are told.
        recorder: writes down what comes about.
        silence: seconds since somebody has been heard in this room, None where that is not known; from any thread.

    Attributes:
        state: what the reading is at.
        name: of the source; empty where there is none.
        turn_queue: of those who want the camera.

    Signals:
        changed: the `State` is another one.
        seen: a `Sight` to be shown, at most as often as the screen is drawn.
        told: an `Event`.
        failed: the sentence that says what is wrong.
    """

    changed = Signal(object)
    seen = Signal(object)
    told = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        reader: FaceReader,
        preferences: CuePreferences,
        recorder: EventRecorder,
        silence: Callable[[], float | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._reader, self._preferences, self._recorder = reader, preferences, recorder
        self._silence = silence
        self._source: Source | None = None
        self._worker: VisionWorker | None = None
        self._ending: set[VisionWorker] = set()
        self._sight: Sight | None = None
        self._your_way, self._at_rest = preferences.your_way, preferences.at_rest
        self.state = State.PAUSED
        self._activity = Activity()
        self.name = ""
        self.turn_queue = TurnQueue()
        self._next_paint = QTimer(self, singleShot=True)
        rate = max(QGuiApplication.primaryScreen().refreshRate(), 30.0)
        self._next_paint.setInterval(round(1000 / rate))
        self._next_paint.timeout.connect(self._show)

    @property
    def running(self) -> bool:
        """Whether the source is being read, opened, or tried again."""
        return self.state.running

    @property
    def sight(self) -> Sight | None:
        """What was seen last while reading; None when nothing is being read."""
        return self._sight if self.running else None

    @property
    def partner(self) -> FaceReading | None:
        """The newest reading of the conversation partner's face; None where nobody is in view."""
        seen = self.sight.observation if self.sight else None
        return next((face for face in seen.in_view if face.face == seen.partner), None) if seen else None

    @property
    def preferences(self) -> CuePreferences:
        """How cues are told, with what the user has said of this partner."""
        return self._preferences

    @property
    def from_camera(self) -> bool:
        """Whether what is read, or was last, is a camera."""
        return self._source is not None and self._source.returns

    @property
    def live(self) -> bool:
        """Whether it is a camera that is being read."""
        return self.running and self.from_camera

    def use(self, source: Source, name: str) -> None:
        """Read `source` from now on, from its beginning; the window calls it by `name`."""
        self.pause()
        self._source, self.name = source, name
        self.start()

    def rename(self, name: str) -> None:
        """Call what is read by another name from now on."""
        self.name = name
        self.changed.emit(self.state)

    def start(self) -> None:
        """Begin to read; does nothing while it is on or where there is no source."""
        if self._worker is not None or self._source is None:
            return
        # A recording can be read twice at a time, so it need not wait for a camera that is slow to close.
        turn = self.turn_queue.join() if self._source.returns else nullcontext()
        worker = self._worker = VisionWorker(
            self._reader, self._source, self._preferences, self._recorder, self._silence, turn, self
        )
        worker.arrived.connect(self._arrived)
        worker.told.connect(self._on_told)
        worker.lost.connect(self._on_lost)
        worker.failed.connect(self._on_failed)
        worker.finished.connect(self._on_finished)
        self._set(State.OPENING)
        worker.start()

    def pause(self) -> None:
        """Stop reading and close the camera."""
        if self._worker is not None:
            self._retire(State.PAUSED)

    def close(self) -> None:
        """Pause, and wait until no thread is left but one that hangs."""
        self.pause()
        end_threads(self._ending)

    def prefer(self, preferences: CuePreferences) -> None:
        """Tell cues in another way from now on."""
        self._preferences = replace(preferences, your_way=self._your_way, at_rest=self._at_rest)
        if self._worker is not None:
            self._worker.change(self._preferences)

    def set_your_way(self, gaze: Gaze) -> None:
        """Let this gaze of the partner count as the user's way, as long as the window is open."""
        self._your_way = gaze
        self.prefer(self._preferences)

    def take_as_neutral(self) -> None:
        """Let what the partner's face looks like now count as neutral, until it is gone."""
        self._at_rest += 1
        self.prefer(self._preferences)

    def _arrived(self) -> None:
        if self.sender() is self._worker and not self._next_paint.isActive():
            self._next_paint.start()

    def _show(self) -> None:
        sight = self._worker.take() if self._worker else None
        if sight is not None:
            self._sight = sight
            self._set(State.READING)
            self.seen.emit(sight)

    def _on_told(self, event: object) -> None:
        if self.sender() is self._worker:
            self.told.emit(event)

    def _on_lost(self) -> None:
        if self.sender() is self._worker:
            self._sight = None
            self._set(State.LOST)

    def _on_failed(self, sentence: str) -> None:
        if self.sender() is self._worker:
            self._retire(State.FAILED)
            self.failed.emit(sentence)

    def _on_finished(self) -> None:
        worker = self.sender()
        assert isinstance(worker, VisionWorker)
        if worker is self._worker:
            self._show()
            self._retire(State.ENDED)
        self._ending.discard(worker)
        worker.deleteLater()

    def _retire(self, state: State) -> None:
        assert self._worker is not None
        self._worker.stop()
        if not self._worker.isFinished():
            self._ending.add(self._worker)
        self._worker = self._sight = None
        self._set(state)

    def _set(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self._activity.hold(state.running)
            self.changed.emit(state)
