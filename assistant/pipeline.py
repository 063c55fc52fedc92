"""The way of one frame: find faces, keep their ids, read them, and decide what is worth telling."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import TypeAlias

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.cue_engine import CueEngine
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.cues.presence import APPEAR_AFTER
from assistant.events import Event, FaceReading, FoundFace, Observation, Trouble
from assistant.imaging import Image, align, look_of, size_of
from assistant.vision.behaviour import Behaviour, BehaviourEvent, Wanted
from assistant.vision.face_follower import FaceFollower
from assistant.vision.quality_gate import Gate, is_dark
from assistant.vision.reading_rate import READING, Measured, difference
from assistant.vision.tracker import FaceTracker, TrackedFace

_Readings: TypeAlias = tuple[FaceReading, ...]
_Find: TypeAlias = Callable[[Image, float], list[FoundFace]]

LOOK = 0.12
"""Seconds between two looks, as nearly as the frames' times allow: each frame of a camera of up to ten a second."""

LEFT = 20.0
"""Mean difference of two pictures of one place, in grey levels, from which the face there has left it: by a tenth of
its width or more. It is looked for at once, while it is still near."""


class Pipeline:
    """Reads one source from frame to events. It holds no clock and no thread: a clip replays to the same events.

    Args:
        reader: lends the models; it may be lent to other pipelines at the same time.
        preferences: what the user wants to be told, and how.

    Raises:
        ModelError: a model is missing, damaged, or does not match.
    """

    def __init__(self, reader: FaceReader, preferences: CuePreferences | None = None) -> None:
        self._reader = reader
        self._now = self._looked = -math.inf  # times of the last frame, and of the last that was searched for faces
        self._passed_over: tuple[Image, float] | None = None  # the last frame, where it was not searched
        self._size = (0, 0)  # of the last frame
        self._readings: _Readings = ()
        self._crops: Sequence[Image] = ()
        self._trouble = Trouble.NO_FACE
        self._follower = FaceFollower(reader)
        self._tracker = FaceTracker()
        self._gate = Gate()
        self._expressions = Measured[tuple[float, ...]](READING)
        self._behaviour = Behaviour(reader)
        self._behaved: tuple[BehaviourEvent, ...] = ()
        self._silence: float | None = None
        chosen = preferences or CuePreferences()
        self._engine = CueEngine(chosen, reader.abstain if chosen.reads_expressions else None)
        self._began = math.inf  # time of the first frame
        self._brief: tuple[Image, float] | None = None  # the last frame, as long as no face can count yet

    @property
    def preferences(self) -> CuePreferences:
        """What the user wants to be told, and how; may be replaced at any time."""
        return self._engine.preferences

    @preferences.setter
    def preferences(self, preferences: CuePreferences) -> None:
        before = self._engine.preferences
        if preferences.reads_expressions and not self._engine.knows_thresholds:
            self._engine.know(self._reader.abstain)
        self._engine.preferences = preferences
        if preferences.reads_expressions is not before.reads_expressions:
            # The last look has readings that are no longer wanted, or lacks those that are.
            self._looked = -math.inf

    def step(self, frame: Image, now: float, silence: float | None = None) -> Observation:
        """Take in one frame.

        Args:
            frame: RGB (height, width, 3).
            now: its time in seconds, later than the last call's.
            silence: seconds since somebody has been heard where it was taken; None where that is not known.
        """
        self._silence = silence
        self._began = min(self._began, now)
        self._brief = (frame, now) if now - self._began < APPEAR_AFTER else None
        clock = _StopWatch()
        self._passed_over = None
        if size_of(frame) != self._size:
            # Where faces were in the frame before, they need not be in this one, nor even a picture.
            self._size, self._looked = size_of(frame), -math.inf
            self._follower.forget()
        # The next frame would come too late by more than this one comes too early.
        nearest = (now - self._looked) + (now - self._now) / 2 >= LOOK
        self._now = now
        if nearest or not self._glance(frame, now, clock):
            self._look(frame, now, clock, self._follower.find)
        else:
            self._passed_over = frame, now
        with clock("cue"):
            events = self._tell(frame, now)
        engine = self._engine
        return Observation(
            time=now,
            faces=self._readings,
            stable=engine.stable,
            events=events,
            milliseconds=clock.milliseconds,
            in_view=engine.in_view,
            clarity=engine.clarity,
            trouble=None if engine.in_view else self._trouble,
            partner=engine.partner,
            withheld=engine.withheld,
            moves=engine.moves,
            gestures=engine.gestures,
        )

    def forget_faces(self) -> tuple[Event, ...]:
        """The events of all faces leaving, as when the source is lost; later faces get new ids."""
        self._looked, self._passed_over = -math.inf, None
        self._follower.forget()
        self._tracker.forget()
        return self._engine.forget_faces()

    def finish(self) -> tuple[Event, ...]:
        """What the last picture of a recording still tells, once the recording has ended.

        One of a single picture, or of so few that no face could count, is searched as thoroughly as a photo, now that
        there is time for it.
        """
        found: tuple[Event, ...] = ()
        if self._brief is not None:
            found = self._look_thoroughly(*self._brief)
        elif self._passed_over is not None:
            (frame, now), self._passed_over = self._passed_over, None
            self._look(frame, now, _StopWatch(), self._follower.find)
            found = self._tell(frame, now)
        return (*found, *self._engine.finish())

    def _tell(self, frame: Image, now: float) -> tuple[Event, ...]:
        behaved, self._behaved = self._behaved, ()
        return self._engine.observe(now, self._readings, size_of(frame), self._trouble, behaved)

    @property
    def _wanted(self) -> Wanted:
        chosen = self.preferences
        return Wanted(
            heads=chosen.behaviour,
            movements=chosen.movements is not Delivery.OFF,
            everybody=not chosen.reads_expressions,
            your_way=chosen.your_way,
            eyes=chosen.eyes,
        )

    def _glance(self, frame: Image, now: float, clock: _StopWatch) -> bool:
        """Watch heads and mouths where they were at the last look; False where a face is no longer there."""
        with clock("behave"):
            crops = [align(frame, reading.found.eyes) for reading in self._readings]
            if any(difference(*pair) >= LEFT for pair in zip(crops, self._crops, strict=True)):
                return False
            self._watch(frame, now, self._readings, crops)
        return True

    def _look_thoroughly(self, picture: Image, now: float) -> tuple[Event, ...]:
        self._look(picture, now, _StopWatch(), lambda image, _: self._reader.search(image, thorough=True))
        # A face counts once it has been seen for a moment; here it is no slip of a detector that looked just once.
        return (*self._tell(picture, now), *self._tell(picture, now + APPEAR_AFTER))

    def _look(self, frame: Image, now: float, clock: _StopWatch, find: _Find) -> None:
        self._looked = now
        with clock("find"):
            found = find(frame, now)
        with clock("track"):
            looks = [look_of(frame, (face.box.x, face.box.y, face.box.width, face.box.height)) for face in found]
            tracked = self._tracker.update(now, found, looks)
        with clock("read"):
            self._crops = crops = [align(frame, face.eyes) for face in found]
            readings = self._read(now, tracked, crops, size_of(frame))
        with clock("behave"):
            self._watch(frame, now, readings, crops)
        dark = not readings and is_dark(frame)
        self._trouble = Trouble.DARK_PICTURE if dark else Trouble.NO_FACE

    def _watch(self, frame: Image, now: float, readings: _Readings, crops: Sequence[Image]) -> None:
        self._readings, self._behaved = self._behaviour.read(
            frame, now, readings, crops, self._engine.partner, self._wanted, self._silence
        )

    def _read(
        self, now: float, faces: Sequence[TrackedFace], crops: Sequence[Image], size: tuple[int, int]
    ) -> _Readings:
        """The readings of the faces, whose canonical pictures `crops` are, in a frame of `size` (width, height)."""
        troubles = self._gate.assess(now, faces, size, crops, self._reader.covers(crops))
        clear = [(f.face, crop) for f, crop, trouble in zip(faces, crops, troubles, strict=True) if not trouble]
        if not self.preferences.reads_expressions:
            clear = []
        due = [(face, crop) for face, crop in clear if self._expressions.due(face, crop, now)]
        if due:
            rows = self._reader.probabilities([crop for _, crop in due])
            for (face, crop), row in zip(due, rows, strict=True):
                self._expressions.keep(face, crop, now, tuple(row.tolist()))
        read = {face: self._expressions.of(face) for face, _ in clear}
        return tuple(
            FaceReading(f.face, f.found, read.get(f.face), trouble, instead_of=f.instead_of)
            for f, trouble in zip(faces, troubles, strict=True)
        )


class _StopWatch:
    """Times the steps of one frame, each in a `with` statement of its own.

    Attributes:
        milliseconds: by the steps' names.
    """

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.milliseconds[step] = (perf_counter() - start) * 1000
