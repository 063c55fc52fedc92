"""What holds of any faces that a detector found, whichever it was."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.events import FoundFace

SAME = 0.3
"""Overlap, as intersection over union, from which two finds are one face."""


def largest_first(faces: Iterable[FoundFace]) -> list[FoundFace]:
    """The faces by size."""
    return sorted(faces, key=lambda face: -face.box.width * face.box.height)


def distinct(faces: Iterable[FoundFace]) -> list[FoundFace]:
    """Each face once, as it was found most surely, surest first."""
    kept: list[FoundFace] = []
    for face in sorted(faces, key=lambda face: -face.score):
        if all(face.box.overlap(other.box) < SAME for other in kept):
            kept.append(face)
    return kept
