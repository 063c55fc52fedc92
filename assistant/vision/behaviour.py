"""What heads and mouths do: nods, shakes, where somebody looks, who talks.

The landmarks are placed once for a frame and a face, whoever needs them. The partner is watched all the time, as often
as a nod needs; of the others one at a time, each in its turn, and all that is told of them is whether they talk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

import numpy as np

from assistant.directions import CAMERA, Gaze, HeadPose
from assistant.events import Attention, AttentionEvent, FaceReading, FoundFace, GestureEvent, Trouble
from assistant.imaging import Image
from assistant.vision import head_pose
from assistant.vision.attention import LookingUsersWay
from assistant.vision.blinks import BLINK_TILTS, Blinks
from assistant.vision.debounce import Debounced
from assistant.vision.gaze import gaze
from assistant.vision.gestures import HeadGestures
from assistant.vision.landmarks import Mesh
from assistant.vision.reading_rate import GAZE, HEAD, LIPS, MOVEMENTS, Measured
from assistant.vision.speaking import TalkingMouth
from assistant.vision.tracker import MEMORY
from assistant.vision.unheard import Hearing, UnheardMouth

TURN = 1.0
"""Seconds for which one of the others is watched before the next."""

RECENT = 0.3
"""Seconds within which a face's landmarks say where to look for the next ones."""

TALKS_AFTER, SILENT_AFTER = 0.2, 1.0
"""Seconds for which a mouth talks, or does not, pauses between words apart, until that is told."""

_HIDDEN = frozenset({Trouble.TOO_SMALL, Trouble.OUT_OF_VIEW, Trouble.TOO_DARK})
"""What hinders even landmarks: in the dark, a camera's noise moves them. A head that turns, or moves so fast that it
blurs, is seen to do so."""

BehaviourEvent: TypeAlias = GestureEvent | AttentionEvent


class Landmarker(Protocol):
    """Places landmarks on a face of an RGB frame (height, width, 3)."""

    def landmarks(self, image: Image, face: FoundFace, before: Mesh | None = None) -> Mesh | None:
        """The landmarks, looked for where they were `before`; None where there is no face."""

    def refined(self, image: Image, mesh: Mesh, *, movements: bool = False) -> Mesh | None:
        """The same with the irises, and with the movements where they are asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured, besides whether the partner talks.

    Attributes:
        heads: nods, shakes, where the partner looks, and who else talks.
        movements: the partner's blendshapes.
        everybody: the others', too.
        your_way: the gaze that counts as the user's way.
        eyes: let the eyes count for it.
    """

    heads: bool = True
    movements: bool = False
    everybody: bool = False
    your_way: Gaze = CAMERA
    eyes: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One face of one frame: what is seen of it, and what is to be measured.

    Attributes:
        watched: whether head and lips are followed.
        moves: whether it is time to measure its movements.
    """

    frame: Image
    now: float
    reading: FaceReading
    crop: Image
    wanted: Wanted
    watched: bool
    moves: bool


class Behaviour:
    """Follows the faces of one source; no clock of its own.

    Args:
        landmarker: may be lent to others, too.
    """

    def __init__(self, landmarker: Landmarker) -> None:
        self._landmarker = landmarker
        self._faces: dict[int, _Face] = {}
        self._hearing = Hearing()
        self._lips, self._heads = Measured[None](LIPS), Measured[None](HEAD)
        self._movements = Measured[Mapping[str, float] | None](MOVEMENTS)
        self._gaze = Measured[None](GAZE)
        self._watched: int | None = None
        self._since = 0.0

    def read(
        self,
        frame: Image,
        now: float,
        readings: Sequence[FaceReading],
        crops: Sequence[Image],
        partner: int | None,
        wanted: Wanted,
        silence: float | None = None,
    ) -> tuple[tuple[FaceReading, ...], tuple[BehaviourEvent, ...]]:
        """The readings with what was measured, and what changed.

        Args:
            frame: RGB (height, width, 3).
            now: seconds of the source, rising.
            readings: of the faces in the frame.
            crops: their canonical 48×48 grey pictures.
            partner: id of the conversation partner's face.
            wanted: what to measure.
            silence: seconds since somebody has been heard where this is seen; None where a voice might be missed.
        """
        self._hearing.silence = silence
        there = {reading.face for reading in readings}
        self._faces = {face: seen for face, seen in self._faces.items() if face in there or now - seen.placed <= MEMORY}
        other = self._other(now, readings, partner) if wanted.heads else None
        read: list[FaceReading] = []
        events: list[BehaviourEvent] = []
        besides = Wanted(heads=False, movements=wanted.movements and wanted.everybody)
        for reading, crop in zip(readings, crops, strict=True):
            mine = wanted if reading.face == partner else besides
            watched = reading.face in (partner, other)
            if watched or mine.movements:
                seen = self._faces.setdefault(reading.face, _Face(reading.face, self._hearing))
                moves = mine.movements and not reading.trouble and self._movements.due(reading.face, crop, now)
                look = _Look(frame, now, reading, crop, mine, watched, moves)
                mesh = self._landmarks(look, seen)
                changes = list(seen.take(now, mesh, reading.trouble, mine)) if mesh and watched else []
                events += changes if wanted.heads else []
                events += self._refine(look, seen, mesh)
            read.append(self._completed(reading, mine))
        return tuple(read), tuple(events)

    def _other(self, now: float, readings: Sequence[FaceReading], partner: int | None) -> int | None:
        """Which of the others is watched."""
        others = sorted(reading.face for reading in readings if reading.face != partner)
        if self._watched not in others or now - self._since >= TURN:
            later = [face for face in others if self._watched is not None and face > self._watched]
            self._watched, self._since = next(iter(later or others), None), now
        return self._watched

    def _landmarks(self, look: _Look, seen: _Face) -> Mesh | None:
        """The landmarks of a face, if it is time to place them; of one that is not watched, for its movements alone."""
        face, crop, wanted = look.reading.face, look.crop, look.wanted
        if look.reading.trouble in _HIDDEN or (look.reading.trouble and not wanted.heads):
            return None
        rate, part = (self._heads, crop) if wanted.heads else (self._lips, crop[crop.shape[0] // 2 :])
        restless = wanted.heads and seen.is_restless(look.now)
        if not look.moves and not (look.watched and rate.due(face, part, look.now, moves=restless)):
            return None
        if look.watched:
            rate.keep(face, part, look.now, None)
        found = look.reading.found
        seen.mesh, seen.placed = self._landmarker.landmarks(look.frame, found, seen.before(look.now, found)), look.now
        return seen.mesh

    def _refine(self, look: _Look, seen: _Face, mesh: Mesh | None) -> Iterator[AttentionEvent]:
        """Measure gaze and movements, if it is time to: that costs several times what the landmarks do."""
        face, crop = look.reading.face, look.crop
        gaze = mesh is not None and look.wanted.heads and not seen.blinks and self._gaze.due(face, crop, look.now)
        refined = None
        if mesh and (look.moves or gaze):
            refined = self._landmarker.refined(look.frame, mesh, movements=look.moves)
        if look.moves:
            self._movements.keep(face, crop, look.now, refined.movements if refined else None)
        if gaze:
            self._gaze.keep(face, crop, look.now, None)
            if refined:
                yield from seen.take_gaze(look.now, refined, look.wanted)

    def _completed(self, reading: FaceReading, wanted: Wanted) -> FaceReading:
        """A reading with what is known of its face."""
        seen = self._faces.get(reading.face)
        if seen is None or reading.trouble in _HIDDEN:
            return reading
        movements = self._movements.of(reading.face) if wanted.movements and not reading.trouble else None
        if not reading.trouble:
            # A mouth that chews misleads a reading as one that talks does: what is read goes by the lips alone.
            reading = replace(reading, mouth_moves=seen.mouth.talks, talks=seen.talks)
        reading = replace(reading, blendshapes=movements)
        if not wanted.heads:
            return reading
        looks = seen.looks
        return replace(reading, head=seen.head, gaze=looks.gaze, toward=looks.toward)


class _Face:
    """What one face did until now."""

    def __init__(self, face: int, hearing: Hearing) -> None:
        self.mouth, self.looks = TalkingMouth(), LookingUsersWay()
        self.talks = False
        self.head: HeadPose | None = None
        self.mesh: Mesh | None = None
        self.placed = 0.0
        self.blinks = False
        self._face = face
        self._unheard = UnheardMouth(hearing)
        self._blinks, self._gestures = Blinks(), HeadGestures()
        self._covered = False
        self._speaks = Debounced(yes=TALKS_AFTER, no=SILENT_AFTER, state=False)

    def before(self, now: float, found: FoundFace) -> Mesh | None:
        """The landmarks of a moment ago, where they are of the face that was found."""
        recent = self.mesh is not None and now - self.placed <= RECENT
        return self.mesh if recent and self.mesh and self.mesh.box.overlap(found.box) > 0 else None

    def is_restless(self, now: float) -> bool:
        """Whether the head turned just now."""
        return self._gestures.is_restless(now)

    def take(self, now: float, mesh: Mesh, trouble: Trouble | None, wanted: Wanted) -> Iterator[BehaviourEvent]:
        """Take in new landmarks; what changed by them."""
        if trouble is None:
            moves = self.mouth.update(now, mesh.lips_apart)
            unheard = self._unheard.update(now, moves)
            self.talks = moves and not unheard
            if self._speaks.update(now, self.talks):
                yield AttentionEvent(now, self._face, Attention.TALKING if self.talks else Attention.SILENT)
        if not wanted.heads:
            return
        covered = trouble is Trouble.MOUTH_COVERED
        if covered is not self._covered:
            # Whatever comes before the mouth, or goes, moves the landmarks: a sip is no nod.
            self._covered, self._gestures = covered, HeadGestures()
        turned, scale = head_pose.rotation(mesh.points)
        held = head_pose.pose(turned)
        self.blinks = self._blinks.update(now, mesh.eyes_open)
        if self.blinks and self.head and abs(held.pitch - self.head.pitch) <= BLINK_TILTS:
            return
        self.head = held
        x, y = (np.mean(mesh.points[:, :2], axis=0) / scale).tolist()
        made = self._gestures.update(now, turned, (x, y), mesh.mouth_open)
        if made is not None:
            yield GestureEvent(now, self._face, *made)

    def take_gaze(self, now: float, refined: Mesh, wanted: Wanted) -> Iterator[AttentionEvent]:
        """Take in landmarks with the irises; what changed by them."""
        looks = gaze(refined.points, *head_pose.rotation(refined.points), eyes=wanted.eyes)
        if self.looks.update(now, looks, wanted.your_way):
            yield AttentionEvent(now, self._face, Attention.TOWARD if self.looks.toward else Attention.AWAY)
