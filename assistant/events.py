"""Frozen values that cross threads, processes and packages. They hold no logic and no pixels but a frame's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant.directions import Gaze, HeadPose
from assistant.expressions import Expression

if TYPE_CHECKING:
    # Settings and the speech process know events, and must not load OpenCV for it.
    from assistant.imaging import Image

Point: TypeAlias = tuple[float, float]
"""(x, y) in pixels of the source's frame, from its top left corner."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels of the source's frame; it may reach beyond the frame's edge."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        shared = self._shared(other)
        union = self.width * self.height + other.width * other.height - shared
        return min(shared / union, 1.0) if union > 0 else 0.0

    def inside(self, other: Box) -> float:
        """The share of this box that lies in the other one, 0 to 1."""
        return min(self._shared(other) / max(self.width * self.height, 1e-9), 1.0)

    def _shared(self, other: Box) -> float:
        width = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        height = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(width, 0.0) * max(height, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source.

    Attributes:
        pixels: (height, width, 3) RGB uint8.
        time: seconds since the source began, by its own clock.
    """

    pixels: Image
    time: float


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face as the detector found it in one frame.

    Attributes:
        box: the detector's own box.
        eyes: centres of the eye at the image's left and of the one at its right; of a face that is upside down the
            other way round, so that turning it upright puts each in its place.
        nose: tip of the nose.
        mouth: centre of the mouth.
        score: the detector's confidence, 0 to 1.
    """

    box: Box
    eyes: tuple[Point, Point]
    nose: Point
    mouth: Point
    score: float

    @property
    def upside_down(self) -> bool:
        """Whether the face stands on its head."""
        return self.eyes[0][0] > self.eyes[1][0]


class Trouble(StrEnum):
    """Why a face, or a whole frame, cannot be read: each is said once, then silence until it is better."""

    NO_FACE = "no_face"
    DARK_PICTURE = "dark_picture"
    TOO_SMALL = "too_small"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"
    TURNED_AWAY = "turned_away"
    OUT_OF_VIEW = "out_of_view"
    MOUTH_COVERED = "mouth_covered"


@dataclass(frozen=True, slots=True)
class FaceReading:
    """What one frame says about one face.

    Attributes:
        face: the tracker's id.
        found: where the face is.
        probabilities: calibrated, in the order of `EXPRESSIONS`, summing to 1; None where `trouble`
            forbade a reading, or where no expression is read.
        trouble: why there is no reading, or None.
        blendshapes: activations of the landmark model by name, 0 to 1; None where they were not measured.
        instead_of: id of the face whose place it took at once, as after a cut; None otherwise.
        talks: whether the face talks; False where that was not measured.
        mouth_moves: whether its lips go to and fro as in talk, be it in silence, as when it chews; likewise.
        head: how the head is held; None where that was not measured.
        gaze: where head and eyes point together; None where that was not measured.
        toward: whether that has been the user's way for a while; None where it was not measured.
    """

    face: int
    found: FoundFace
    probabilities: tuple[float, ...] | None
    trouble: Trouble | None = None
    blendshapes: Mapping[str, float] | None = None
    instead_of: int | None = None
    talks: bool = False
    mouth_moves: bool = False
    head: HeadPose | None = None
    gaze: Gaze | None = None
    toward: bool | None = None


@dataclass(frozen=True, slots=True)
class FaceEvent:
    """A face came into view or left it."""

    time: float
    face: int
    state: Literal["appeared", "left"]
    box: Box


@dataclass(frozen=True, slots=True)
class ExpressionEvent:
    """The stable expression of a face changed. `expression` is None for "unsure"."""

    time: float
    face: int
    expression: Expression | None
    probability: float


class Gesture(StrEnum):
    """What a head does on purpose. What is meant by it differs between people and places."""

    NOD = "nod"
    SHAKE = "shake"


@dataclass(frozen=True, slots=True)
class GestureEvent:
    """A head nodded or shook.

    Attributes:
        time: at which that was plain; a gesture that goes on is told once.
        strength: degrees from one turning point of the head to the next, the widest of them.
    """

    time: float
    face: int
    gesture: Gesture
    strength: float


class Attention(StrEnum):
    """Where somebody's face points, and whether they talk: each lasts, and is told when it begins."""

    TOWARD = "toward"
    AWAY = "away"
    TALKING = "talking"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class AttentionEvent:
    """A face turned the user's way or away, began to talk or fell silent."""

    time: float
    face: int
    state: Attention


class Channel(StrEnum):
    """A way in which a cue reaches the user."""

    SPEECH = "speech"
    EARCON = "earcon"
    LABEL = "label"


class Priority(StrEnum):
    """What may interrupt what: earlier members interrupt later ones."""

    ANSWER = "answer"
    """The answer to a key that the user pressed."""
    ERROR = "error"
    CUE = "cue"
    HINT = "hint"


class Earcon(StrEnum):
    """The short sounds; each always means the same. Expressions and heads have a family each."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    ATTENTION = "attention"
    NOD = "nod"
    SHAKE = "shake"


class CueKind(StrEnum):
    """What a cue is about."""

    EXPRESSION = "expression"
    MOVEMENT = "movement"
    GESTURE = "gesture"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class CueEvent:
    """A change that is worth telling the user, and how.

    Attributes:
        text: what is said and shown ("looks happy").
        expression: what the face looks like, None for "can't tell" and where the cue is about something else.
        earcon: the sound that goes with it, None for none.
        pan: where the sound comes from, -1 (left) to 1 (right), as the user faces the scene.
        certainty: how clearly the face shows the expression, 0 to 1; None where that was not measured.
        about: what the cue is about.
    """

    time: float
    face: int
    text: str
    channels: frozenset[Channel]
    expression: Expression | None
    earcon: Earcon | None
    pan: float = 0.0
    priority: Priority = Priority.CUE
    certainty: float | None = None
    about: CueKind = CueKind.EXPRESSION


@dataclass(frozen=True, slots=True)
class NoticeEvent:
    """Something about the source or the application that the user should know."""

    time: float
    text: str
    priority: Priority = Priority.HINT


Event: TypeAlias = FaceEvent | ExpressionEvent | GestureEvent | AttentionEvent | CueEvent | NoticeEvent


@dataclass(frozen=True, slots=True)
class Observation:
    """All results of one frame.

    Attributes:
        time: of the frame, in seconds of the source.
        faces: the readings, largest face first.
        in_view: the newest reading of each face that counts as in view, be it from an earlier frame.
        clarity: how clearly each face that is decided on shows its stable expression, 0 to 1, by id.
        trouble: why no face can be found in the frame, where it is known.
        partner: id of the conversation partner's face, None while nobody is in view.
        stable: stable expression of each face in view (None = unsure), by id; empty where none is read.
        withheld: the faces whose stable expression is too doubtful to be told or shown unasked.
        moves: what moves in each face whose movements are told by themselves (`cues.movements.MOVES`), by id.
        gestures: the last nod or shake of each face, for some seconds, by id.
        events: what changed, in order.
        milliseconds: time spent in each step.
    """

    time: float
    faces: tuple[FaceReading, ...]
    stable: dict[int, Expression | None]
    events: tuple[Event, ...]
    milliseconds: dict[str, float] = field(default_factory=dict, compare=False)
    in_view: tuple[FaceReading, ...] = ()
    clarity: dict[int, float] = field(default_factory=dict)
    trouble: Trouble | None = None
    partner: int | None = None
    withheld: frozenset[int] = frozenset()
    moves: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    gestures: Mapping[int, Gesture] = field(default_factory=dict)
