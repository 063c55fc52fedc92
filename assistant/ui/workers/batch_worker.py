"""Saves the events of recordings in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing

from PySide6.QtCore import QObject, QThread, Signal

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.runtime.batch import Ended, Format, Job, save_events
from assistant.runtime.batch_progress import Progress
from assistant.ui.workers.failures import reported

_PROGRESS = 1.0  # s between two words of how far a recording has come, which are shown, and seldom spoken


class BatchWorker(QThread):
    """One run over all jobs.

    Args:
        reader: lends the models.
        jobs: as `assistant.runtime.batch.plan` makes them.
        preferences: how cues are told.
        form: of the files.
        overwrite: whether files that are there already are replaced.
        parent: owns the thread.

    Attributes:
        reads_expressions: whether what it saves tells of expressions.
        progress: what came of it; to be read when the thread has finished.
        stopped: whether it was ended before its end.

    Signals:
        told: how far it has come.
        complained: what is wrong with a recording.
        failed: the sentence that says why nothing more can be read.
    """

    told = Signal(object)
    complained = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        reader: FaceReader,
        jobs: Sequence[Job],
        preferences: CuePreferences,
        form: Format,
        overwrite: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._steps = save_events(reader, jobs, preferences, form, overwrite=overwrite)
        self._free = threading.Event()
        self._free.set()
        self.reads_expressions = preferences.reads_expressions
        self.progress = Progress(_PROGRESS)
        self.stopped = False

    @property
    def held(self) -> bool:
        """Whether it waits."""
        return not self._free.is_set()

    def stop(self) -> None:
        """End it after the frame at hand; what is saved stays."""
        self.stopped = True
        self._free.set()

    def hold(self, held: bool) -> None:
        """Wait after the frame at hand, or go on."""
        if held:
            self._free.clear()
        else:
            self._free.set()

    def run(self) -> None:
        """See `QThread.run`."""
        with reported(self.failed, "events could not be saved"), closing(self._steps) as steps:
            for step in steps:
                words = self.progress.words(step)
                if words:
                    troubled = isinstance(step, Ended) and step.complaint and not step.kept
                    (self.complained if troubled else self.told).emit(words)
                while not self.stopped and not self._free.wait(_PROGRESS):
                    pass
                if self.stopped:
                    return
