"""The faces of a source from frame to frame: followed one by one, and searched for only now and then."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from assistant.events import FoundFace
from assistant.imaging import Image
from assistant.vision.found_faces import CLEAR, distinct, largest_first

SEARCH_ALONE = 0.15
"""Seconds between two searches of the whole picture while no face is followed, or one was lost just now."""

SEARCH_SEEN = 1.0
"""Seconds between two searches while every face is followed: so soon a newcomer is found at the latest."""

_LOOKED_FOR = 1.2  # s for which a lost face is looked for at the quicker rate


class Detector(Protocol):
    """Finds faces in an RGB frame (height, width, 3)."""

    def search(self, image: Image, known: Sequence[FoundFace] = ()) -> list[FoundFace]:
        """All faces besides those that are `known` already."""

    def follow(self, image: Image, faces: Sequence[FoundFace]) -> list[FoundFace]:
        """Those of the faces of the frame before that are still where they were, more or less."""


class FaceFollower:
    """Finds the faces of one source. Its rates count by the frames' times, so a clip replays to the same faces.

    A face is followed by a close look at where it was in the frame before; a frame in which one is lost is searched
    at once.

    Args:
        detector: may be lent to others, too.
    """

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._faces: list[FoundFace] = []
        self._searched = self._lost = -math.inf

    def find(self, frame: Image, now: float) -> list[FoundFace]:
        """The faces in an RGB frame (height, width, 3) of the time `now` in seconds, largest first."""
        faces = self._detector.follow(frame, self._faces)
        lost = len(faces) < len(self._faces)
        if lost:
            self._lost = now
        alone = not faces or now - self._lost < _LOOKED_FOR
        if lost or now - self._searched >= (SEARCH_ALONE if alone else SEARCH_SEEN):
            self._searched = now
            # Who is not seen clearly may lie the other way round by now, as when a telephone was turned.
            clear = [face for face in faces if face.score >= CLEAR]
            faces = distinct([*clear, *self._detector.search(frame, known=clear), *faces])
        self._faces = largest_first(faces)
        return self._faces

    def forget(self) -> None:
        """Stop following faces, and search the next frame."""
        self._faces = []
        self._searched = self._lost = -math.inf
