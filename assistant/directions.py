"""Where heads and eyes point, as seen from the camera."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeadPose:
    """How a head is held, in degrees, as seen from the camera: all 0 for a face that points at it.

    Attributes:
        yaw: turned to the picture's right (positive) or left.
        pitch: looking up (positive) or down.
        roll: tilted clockwise as seen (positive).
    """

    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True, slots=True)
class Gaze:
    """Where somebody looks, in degrees from their line to the camera.

    Attributes:
        yaw: to the picture's right (positive) or left.
        pitch: up (positive) or down.
    """

    yaw: float
    pitch: float


CAMERA = Gaze(0.0, 0.0)
"""Into the camera."""
