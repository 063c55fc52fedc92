"""Reads a source in a thread of its own: the newest observation is kept for the window, events never get lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

from PySide6.QtCore import QObject, QThread, Signal

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.errors import OutputError
from assistant.events import Event, Frame, NoticeEvent, Observation, Priority
from assistant.messages import say
from assistant.pipeline import Pipeline
from assistant.ports import Source
from assistant.runtime.event_log import EventRecorder
from assistant.runtime.source_runner import run_session
from assistant.system.allocator import give_back
from assistant.ui.sight import Sight
from assistant.ui.workers.failures import reported


class VisionWorker(QThread):
    """One run of one source, from its first frame to its end.

    Args:
        reader: lends the models.
        source: is read.
        preferences: how cues are told.
        recorder: writes down what comes about, every frame of it; used in the thread.
        silence: seconds since somebody has been heard in this room, None where that is not known; called in the thread.
        turn: entered before the source is opened; left when it is closed again.
        parent: owns the thread.

    Signals:
        arrived: a new sight waits in `take`; sent once until it is taken.
        told: an `Event`, each one, in order.
        lost: the source gives no more frames; it is tried again. What was not taken is dropped.
        failed: the sentence that says why the source or the models cannot be used.
    """

    arrived = Signal()
    told = Signal(object)
    lost = Signal()
    failed = Signal(object)

    def __init__(
        self,
        reader: FaceReader,
        source: Source,
        preferences: CuePreferences,
        recorder: EventRecorder,
        silence: Callable[[], float | None],
        turn: AbstractContextManager[None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reader, self._source, self._recorder = reader, source, recorder
        self._preferences = preferences
        self._turn, self._silence = turn, silence
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._sight: Sight | None = None

    def stop(self) -> None:
        """End the run soon; what is sent after this does not count any more."""
        self._stopped.set()

    def take(self) -> Sight | None:
        """The newest sight that was not yet taken."""
        with self._lock:
            sight, self._sight = self._sight, None
        return sight

    def change(self, preferences: CuePreferences) -> None:
        """Tell cues in another way from the next frame on."""
        self._preferences = preferences

    def run(self) -> None:
        """See `QThread.run`."""
        # Around the handling of errors: a traceback keeps the source open.
        with self._turn:
            self._read()
        give_back()

    def _read(self) -> None:
        with reported(self.failed, "reading failed"):
            pipeline = Pipeline(self._reader, self._preferences)
            observe = self._observer(pipeline)
            run_session(self._source, pipeline, observe, self._tell, self._stopped, self._lose, self._silence)

    def _tell(self, event: Event) -> None:
        self._record(partial(self._recorder.event, event), event.time)
        self.told.emit(event)

    def _record(self, write: Callable[[], None], time: float) -> None:
        """Write down what came about; where that fails it is said once, and the conversation goes on without."""
        try:
            write()
        except (OutputError, OSError) as error:
            self._recorder.end()
            if not isinstance(error, OutputError):
                error = OutputError(say("error.output_unwritable", detail=error.strerror))
            self.told.emit(NoticeEvent(time, error.sentence, Priority.ERROR))

    def _lose(self) -> None:
        self.take()
        self.lost.emit()

    def _observer(self, pipeline: Pipeline) -> Callable[[Frame, Observation], None]:
        def observe(frame: Frame, observation: Observation) -> None:
            self._record(partial(self._recorder.observation, observation), observation.time)
            with self._lock:
                waiting = self._sight is not None
                self._sight = Sight(frame, observation)
            if not waiting:
                self.arrived.emit()
            for event in observation.events:
                self.told.emit(event)
            pipeline.preferences = self._preferences

        return observe
