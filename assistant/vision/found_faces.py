"""Put the faces that a detector found in order, and leave out those that it found twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from assistant.events import Box, FoundFace

CLEAR = 0.88
"""Score from which a face lies as it is taken to lie: all upright ones that were tried reach 0.91. Those upside down,
in which the detector sees an upright face too, reach 0.83."""

SAME = 0.3
"""Overlap, as intersection over union, from which two finds are one face."""

_BETWEEN_ROWS = 0.5
"""Heights of a face by which the highest face of a row lies below the lowest one of the row before, at the least."""

_LEAST_IN_ROW = 3
"""People who make a row: two and a child before them are told from left to right."""

_FAR_APART = 2.0
"""Heights of a face between two rows from which fewer people make rows, as in the tiles of a video call."""


def rows_of(boxes: Sequence[Box]) -> list[list[int]]:
    """The faces' indices in rows from top to bottom, each from left to right; in one row where rows are not clear."""
    across, down = (sorted(range(len(boxes)), key=lambda index: boxes[index].centre[axis]) for axis in (0, 1))
    height = median([box.height for box in boxes] or [0.0])
    steps = [boxes[below].centre[1] - boxes[above].centre[1] for above, below in pairwise(down)]
    starts = [0, *(n for n, step in enumerate(steps, 1) if step > _BETWEEN_ROWS * height), len(down)]
    rows = [sorted(down[start:end], key=across.index) for start, end in pairwise(starts)]
    if min(map(len, rows)) >= _LEAST_IN_ROW:
        return rows
    far_apart = all(steps[start - 1] >= _FAR_APART * height for start in starts[1:-1])
    if far_apart and all(_are_tiles(boxes, above, below) for above, below in pairwise(rows)):
        return rows
    return [across]


def _are_tiles(boxes: Sequence[Box], above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether two rows may be of a video call: several people in each, or one straight beneath another."""
    if min(len(above), len(below)) > 1:
        return True
    return any(
        abs(boxes[one].centre[0] - boxes[other].centre[0]) < boxes[one].width / 2 for one in above for other in below
    )


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
