"""The way of one frame: find faces, keep their ids, read them, and decide what is worth telling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from assistant.adapters.models.ensemble import Ensemble
from assistant.adapters.models.face_finder import FaceFinder
from assistant.adapters.models.face_mesh import Crop, FaceMesh
from assistant.cues.cue_engine import Director
from assistant.cues.preferences import CuePreferences, Verbosity
from assistant.cues.presence import APPEAR_AFTER
from assistant.events import Event, FaceReading, Observation, TrackedFace, Trouble
from assistant.imaging import Image, align
from assistant.system.resources import folder
from assistant.vision.quality_gate import Gate, is_dark
from assistant.vision.tracker import FaceTracker


class Pipeline:
    """Reads one source from frame to events. It holds no clock and no thread: a clip replays to the same events.

    Args:
        preferences: what the user wants to be told, and how.
        models: folder of the ensemble; the shipped one by default.

    Attributes:
        abstain: per expression, in the models' order, the calibrated probability below which it counts
            as unsure, 0 to 1.
        director: decides what is worth telling; its preferences may be changed at any time.

    Raises:
        ModelError: a model is missing, damaged, or does not match.
    """

    def __init__(self, preferences: CuePreferences | None = None, models: Path | None = None) -> None:
        self._ensemble = Ensemble(models or folder("models"))
        self._finder = FaceFinder()
        self._tracker = FaceTracker()
        self._gate = Gate()
        self.abstain = self._ensemble.manifest.abstain
        self._mesh: FaceMesh | None = None
        self.director = Director(preferences or CuePreferences(), self.abstain)
        self._frames = 0
        self._only: tuple[Image, float] | None = None

    def step(self, frame: Image, now: float) -> Observation:
        """Take in one RGB frame (height, width, 3) of the time `now`, in seconds, later than the last call's."""
        self._only = (frame, now) if self._frames == 0 else None
        self._frames += 1
        clock = _StopWatch()
        with clock("find"):
            found = self._finder.find(frame)
        with clock("track"):
            tracked = self._tracker.update(now, found)
        with clock("read"):
            readings = self._read(frame, tracked, self._gate)
        wants_movements = self.director.preferences.verbosity is Verbosity.MOVEMENTS
        if wants_movements:
            with clock("move"):
                readings = tuple(self._with_movements(frame, reading) for reading in readings)
        with clock("cue"):
            trouble = Trouble.DARK_PICTURE if not readings and is_dark(frame) else Trouble.NO_FACE
            events = self.director.observe(now, readings, (frame.shape[1], frame.shape[0]), trouble)
        in_view = self.director.in_view
        return Observation(
            now,
            readings,
            dict(self.director.stable),
            events,
            clock.milliseconds,
            in_view,
            self.director.clarity,
            None if in_view else trouble,
        )

    def lose_sight(self) -> tuple[Event, ...]:
        """Who leaves when the source is lost; when it is back, everybody is somebody new."""
        self._tracker.forget()
        return self.director.lose_sight()

    def finish(self) -> tuple[Event, ...]:
        """What the last picture of a recording still tells, once the recording has ended.

        One that held a single picture is searched as thoroughly as a photo, now that there is time for it.
        """
        found = self._look_thoroughly(*self._only) if self._only else ()
        return (*found, *self.director.finish())

    def _look_thoroughly(self, picture: Image, now: float) -> tuple[Event, ...]:
        tracked = self._tracker.update(now, self._finder.find(picture, thorough=True))
        readings = self._read(picture, tracked, Gate())
        size = (picture.shape[1], picture.shape[0])
        trouble = Trouble.DARK_PICTURE if not readings and is_dark(picture) else Trouble.NO_FACE
        # A face counts once it has been seen for a moment; here it is no slip of a detector that looked just once.
        times = (now, now + APPEAR_AFTER)
        return tuple(event for time in times for event in self.director.observe(time, readings, size, trouble))

    def read_picture(self, picture: Image) -> tuple[FaceReading, ...]:
        """The faces of a single RGB picture, from left to right, counted from 1, however small."""
        found = sorted(self._finder.find(picture, thorough=True), key=lambda face: face.box.centre)
        return self._read(picture, [TrackedFace(number, face) for number, face in enumerate(found, 1)], Gate())

    def _read(self, picture: Image, faces: Sequence[TrackedFace], gate: Gate) -> tuple[FaceReading, ...]:
        crops = [align(picture, face.found.eyes) for face in faces]
        size = (picture.shape[1], picture.shape[0])
        troubles = [gate.assess(face, size, crop) for face, crop in zip(faces, crops, strict=True)]
        clear = [crop for crop, trouble in zip(crops, troubles, strict=True) if not trouble]
        rows = iter(self._ensemble.probabilities(clear))
        return tuple(
            FaceReading(f.face, f.found, None if trouble else tuple(next(rows).tolist()), trouble)
            for f, trouble in zip(faces, troubles, strict=True)
        )

    def _with_movements(self, frame: Image, reading: FaceReading) -> FaceReading:
        if reading.trouble or reading.face != self.director.partner:
            return reading
        self._mesh = self._mesh or FaceMesh()
        mesh = self._mesh.measure(frame, Crop.around(reading.found))
        return replace(reading, blendshapes=mesh.movements if mesh else None)


class _StopWatch:
    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.milliseconds[step] = (perf_counter() - start) * 1000
