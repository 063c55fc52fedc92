"""The way of one frame: find faces, keep their ids, read them, and decide what is worth telling."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import TracebackType

from assistant.adapters.ensemble import Ensemble
from assistant.adapters.face_finder import FaceFinder
from assistant.cues.director import CuePreferences, Director
from assistant.cues.quality import Gate
from assistant.events import FaceReading, Observation
from assistant.imaging import Image, align
from assistant.resources import folder
from assistant.tracker import FaceTracker


class Pipeline:
    """Reads one source from frame to events. It holds no clock and no thread: a clip replays to the same events.

    Args:
        preferences: what the user wants to be told, and how.
        models: folder of the ensemble; the shipped one by default.

    Raises:
        ModelError: a model is missing, damaged, or does not match.
        InstallationError: the system lacks a library.
    """

    def __init__(self, preferences: CuePreferences | None = None, models: Path | None = None) -> None:
        self._ensemble = Ensemble(models or folder("models"))
        self._finder = FaceFinder()
        self._tracker = FaceTracker()
        self._gate = Gate()
        self.director = Director(preferences or CuePreferences(), self._ensemble.manifest.abstain)

    def step(self, frame: Image, now: float) -> Observation:
        """Take in one RGB frame (height, width, 3) of the time `now`, in seconds, later than the last call's."""
        clock = _StopWatch()
        with clock("find"):
            found = self._finder.find(frame)
        with clock("track"):
            tracked = self._tracker.update(now, found)
        with clock("gate"):
            troubles = [self._gate.assess(face, frame) for face in tracked]
        with clock("read"):
            crops = [align(frame, t.found.eyes) for t, trouble in zip(tracked, troubles, strict=True) if not trouble]
            rows = iter(self._ensemble.probabilities(crops) if crops else ())
        readings = tuple(
            FaceReading(t.face, t.found, None if trouble else tuple(next(rows).tolist()), trouble)
            for t, trouble in zip(tracked, troubles, strict=True)
        )
        with clock("cue"):
            events = self.director.observe(now, readings, (frame.shape[1], frame.shape[0]))
        return Observation(now, readings, dict(self.director.stable), events, clock.milliseconds)

    def close(self) -> None:
        """Free the models."""
        self._finder.close()

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _StopWatch:
    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.milliseconds[step] = (perf_counter() - start) * 1000
