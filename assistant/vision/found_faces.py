"""Put the faces that a detector found in order, and leave out those that it found twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from assistant.events import Box, FoundFace

SAME = 0.3
"""Overlap, as intersection over union, from which two finds are one face."""

_BETWEEN_ROWS = 0.5
"""Heights of a face by which the highest face of a row lies below the lowest one of the row before, at the least."""

_LEAST_IN_ROW = 3
"""People who make a row: two and a child before them are told from left to right."""


def rows_of(boxes: Sequence[Box]) -> list[list[int]]:
    """The faces' indices in rows from top to bottom, each from left to right; in one row where rows are not clear."""
    across, down = (sorted(range(len(boxes)), key=lambda index: boxes[index].centre[axis]) for axis in (0, 1))
    gap = _BETWEEN_ROWS * median([box.height for box in boxes] or [0.0])
    heights = [boxes[index].centre[1] for index in down]
    starts = [0, *(n for n in range(1, len(down)) if heights[n] - heights[n - 1] > gap), len(down)]
    parts = [down[start:end] for start, end in pairwise(starts)]
    if min(map(len, parts)) < _LEAST_IN_ROW:
        return [across]
    return [sorted(part, key=across.index) for part in parts]


def largest_first(faces: Iterable[FoundFace]) -> list[FoundFace]:
    """The faces by size."""
    return sorted(faces, key=lambda face: -face.box.width * face.box.height)


def distinct(faces: Iterable[FoundFace]) -> list[FoundFace]:
    """Each face once, as it was found most surely, surest first (non-maximum suppression)."""
    kept: list[FoundFace] = []
    for face in sorted(faces, key=lambda face: -face.score):
        if all(face.box.overlap(other.box) < SAME for other in kept):
            kept.append(face)
    return kept
