"""How far the saving of many recordings' events has come, in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from assistant.messages import joined, say
from assistant.runtime.batch import Begun, PhotoRead, Step, Underway
from assistant.system.printable import listed


class Progress:
    """Puts the steps into words: beginnings and ends, and between them only now and then how far it has come.

    Args:
        every: seconds between two of the sentences that only say how far it has come.
        clock: tells the seconds.

    Attributes:
        saved: how many recordings' events are in their files.
        read: how many recordings are done with.
        kept: the sentences about those that were not read, since their file was there already.
        troubled: the recordings with which something else was wrong.
        complaints: the sentences that say what, one for each.
    """

    def __init__(self, every: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._every, self._clock = every, clock
        self._last = clock()
        self.read = self.saved = 0
        self.kept: list[str] = []
        self.troubled: list[Path] = []
        self.complaints: list[str] = []

    def words(self, step: Step) -> str:
        """What there is to say of a step; nothing where it is too soon for that."""
        now = self._clock()
        job = step.job
        values = {"number": job.number, "count": job.count, "name": Path(job.recording.name)}
        words: str
        if isinstance(step, Underway | PhotoRead) and now - self._last < self._every:
            return ""
        if isinstance(step, PhotoRead):
            words = say("batch.photos_underway", **values, photo=step.number, photos=step.count)
        elif isinstance(step, Underway):
            minutes, seconds = divmod(int(step.time), 60)
            words = say("batch.underway", **values, time=f"{minutes}:{seconds:02}")
        elif isinstance(step, Begun):
            words = say("batch.begun", **values)
        else:
            self.read += 1
            self.saved += step.saved
            if step.kept:
                self.kept.append(step.complaint)
            elif step.complaint:
                self.troubled.append(job.recording)
                self.complaints.append(step.complaint)
            saved = say("ui.saved", file=job.target) if step.saved else ""
            words = joined(" ", (step.complaint or "", saved))
        self._last = now
        return words

    def summary(self, *, stopped: bool = False) -> str:
        """What came of it all."""
        parts = [
            say("batch.stopped") if stopped else "",
            say("batch.summary", read=self.read, saved=self.saved),
            say("batch.kept", count=len(self.kept)) if self.kept else "",
            say("batch.trouble", names=listed(path.name for path in self.troubled)) if self.troubled else "",
        ]
        return joined(" ", parts)
