"""What one frame shows to the cues."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.events import Box, FaceReading, Trouble


@dataclass(frozen=True, slots=True)
class FrameReadings:
    """One frame.

    Attributes:
        now: its time in seconds of the source.
        readings: of the faces found in it, by id.
        boxes: where each face that counts as in view was last seen, by id, in order of appearance.
        size: (width, height) in pixels.
        trouble: why there is no face in it, if so.
    """

    now: float
    readings: dict[int, FaceReading]
    boxes: dict[int, Box]
    size: tuple[int, int]
    trouble: Trouble
