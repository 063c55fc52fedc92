"""The head in space: pose, light, the colours of skin, and how points of the face move with a turn."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.pen import Pen
from assistant.drawn_faces.shapes import Colour, Points, mix


@dataclass(frozen=True, slots=True)
class Pose:
    """How the head is held: angles in degrees, place and size in the picture.

    Attributes:
        yaw: turned to the picture's right (positive) or left.
        pitch: looking up (positive) or down.
        roll: tilted clockwise as seen (positive).
        x: drawing units to the right of the picture's centre.
        y: drawing units below the picture's centre.
        size: 1 is a face that fills about half the picture's height.
        gaze_yaw: by which the eyes are turned in the head, to the picture's right (positive) or left.
        gaze_pitch: likewise, up (positive) or down.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    x: float = 0.0
    y: float = 0.0
    size: float = 1.0
    gaze_yaw: float = 0.0
    gaze_pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light comes from: `side` -1 (picture's left) to 1 (right), `strength` of shade 0 to 1."""

    side: float = -0.5
    strength: float = 0.5

    @property
    def lit(self) -> float:
        """The half of the face that is lit: -1 (the picture's left) or 1."""
        return 1.0 if self.side > 0 else -1.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go with one another."""

    skin: Colour
    lit: Colour
    shade: Colour
    fold: Colour
    lip: Colour
    lip_shade: Colour
    hair: Colour
    hair_lit: Colour
    hair_shade: Colour

    @classmethod
    def of(cls, identity: Identity) -> Palette:
        """The palette of a person."""
        skin, hair = identity.skin, identity.hair_colour
        shade = _times(skin, (0.70, 0.58, 0.54))
        return cls(
            skin=skin,
            lit=mix(skin, (255, 246, 232), 0.42),
            shade=shade,
            fold=_times(skin, (0.46, 0.31, 0.28)),
            lip=mix(_times(skin, (0.84, 0.60, 0.60)), (178, 74, 80), 0.28),
            lip_shade=mix(_times(skin, (0.56, 0.36, 0.36)), (110, 36, 44), 0.3),
            hair=hair,
            hair_lit=mix(hair, (255, 236, 210), 0.24),
            hair_shade=_times(hair, (0.55, 0.55, 0.58)),
        )


class Head:
    """Maps points of the face, as it looks straight ahead, to where they are seen.

    In the face's own frame the pupils lie at (-0.5, 0) and (0.5, 0). The head turns about the neck;
    what lies nearer to the viewer moves further, which gives the turn its parallax.
    """

    def __init__(self, pose: Pose, who: Identity) -> None:
        self.pose = pose
        self._width = 1.2 * who.face_width
        self._asymmetry = who.asymmetry
        yaw, pitch, roll = (math.radians(angle) for angle in (pose.yaw, pose.pitch, pose.roll))
        turn = np.array([[math.cos(roll), math.sin(roll)], [-math.sin(roll), math.cos(roll)]]) * pose.size
        self._flat = np.array([[1.0, 0.0], [0.0, math.cos(pitch)]]) @ turn
        self._front = np.array([[math.cos(yaw), 0.0], [0.0, math.cos(pitch)]]) @ turn
        self._depth = np.array([math.sin(yaw), -math.sin(pitch)]) @ turn
        self._eyes = np.array([pose.x, pose.y + _EYE_LINE * pose.size])
        self._shift = self._eyes + (0, _NECK * pose.size) + np.array([0, -_NECK]) @ turn

    def surface(self, lift: float = 0.0) -> Pen:
        """Draws on the front of the face, `lift` above it."""

        def project(points: Points) -> Points:
            points = self._asymmetry.moved(points)
            across, along = points[:, 0] / self._width, (points[:, 1] - 0.3) / 2.0
            depth = 0.95 * np.sqrt(np.maximum(1 - across * across - along * along, 0.02)) + lift
            result: Points = points @ self._front + depth[:, None] * self._depth + self._shift
            return result

        return Pen(project)

    def silhouette(self) -> Pen:
        """Draws the head's outline, which is round, so that a turn hardly moves it but for the chin."""

        def project(points: Points) -> Points:
            points = self._asymmetry.moved(points)
            depth = 0.62 * np.clip((points[:, 1] - 0.2) / 1.6, 0, 1) ** 1.3
            result: Points = points @ self._flat + depth[:, None] * self._depth + self._shift
            return result

        return Pen(project)

    def behind(self, depth: float) -> Pen:
        """Draws on a flat layer `depth` behind the head's axis."""
        shift = self._shift - depth * self._depth
        return Pen(lambda points: points @ self._flat + shift)

    def body(self) -> Pen:
        """Draws on the body, which does not turn with the head."""
        return Pen(lambda points: points * self.pose.size + self._eyes)


_NECK = 1.4  # drawing units from the eyes down to the point about which the head turns
_EYE_LINE = -0.25  # of the eyes in the picture, in drawing units downwards from its centre


def _times(colour: Colour, factor: Colour) -> Colour:
    return (colour[0] * factor[0], colour[1] * factor[1], colour[2] * factor[2])
