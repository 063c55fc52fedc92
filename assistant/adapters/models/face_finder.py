"""Finding all faces of a picture: a first look at the whole, and a second, closer one at what is small."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.adapters.models.blazeface import SHORT_RANGE, BlazeFace, Region
from assistant.events import FoundFace
from assistant.imaging import Image

MIN_SCORE = 0.5
_LARGE = 0.35  # of the picture's longer side: such a face is seen well enough at the first look
_CONTEXT = 2.2  # side of the second look, in widths of the face: about a head and shoulders, as the detector expects
_SAME = 0.3  # overlap above which two finds are one face
_MIN_SIDE = 16  # px, below which nothing can be seen


class FaceFinder:
    """Finds the faces of one picture; not to be called from two threads at a time.

    Raises:
        ModelError: the model is missing or not the one that was shipped.
    """

    def __init__(self) -> None:
        self._detector = BlazeFace(SHORT_RANGE, MIN_SCORE)

    def find(self, image: Image, thorough: bool = False) -> list[FoundFace]:
        """The faces in an RGB picture (height, width, 3), largest first.

        The detector shrinks whatever it is given to 128×128 pixels, so a small face is looked at a second
        time, closely: that places its eyes to the pixel, and drops what was no face.

        Args:
            thorough: also search overlapping tiles for small faces, as a photo of a group needs it; takes
                about ten times as long.
        """
        height, width = image.shape[:2]
        regions = [(0, 0, width, height)]
        if thorough:
            regions += _tiles(width, height)
        found = [face for region in regions for face in self._look(image, region)]
        closer = [self._look_closer(image, face) for face in _distinct(found)]
        faces = _distinct([face for face in closer if face is not None])
        return sorted(faces, key=lambda face: -face.box.width * face.box.height)

    def _look_closer(self, image: Image, face: FoundFace) -> FoundFace | None:
        height, width = image.shape[:2]
        if face.box.width > _LARGE * max(height, width):
            return face
        side = face.box.width * _CONTEXT
        x, y = face.box.centre
        left, top = max(int(x - side / 2), 0), max(int(y - side / 2), 0)
        right, bottom = min(int(x + side / 2), width), min(int(y + side / 2), height)
        candidates = self._look(image, (left, top, right, bottom))
        return max(candidates, key=lambda candidate: candidate.box.overlap(face.box), default=None)

    def _look(self, image: Image, region: Region) -> list[FoundFace]:
        left, top, right, bottom = region
        return self._detector.detect(image, region) if min(right - left, bottom - top) >= _MIN_SIDE else []


def _tiles(width: int, height: int) -> Iterator[Region]:
    """Square tiles, half overlapping, as wide as the picture's shorter side and as half of it."""
    for side in (min(width, height), min(width, height) // 2):
        if side < _MIN_SIDE:
            return
        for top in _starts(height, side):
            for left in _starts(width, side):
                yield left, top, left + side, top + side


def _starts(length: int, side: int) -> list[int]:
    steps = -(-2 * (length - side) // side)
    return [round(step * (length - side) / steps) for step in range(steps + 1)] if steps else [0]


def _distinct(faces: list[FoundFace]) -> list[FoundFace]:
    kept: list[FoundFace] = []
    for face in sorted(faces, key=lambda face: -face.score):
        if all(face.box.overlap(other.box) < _SAME for other in kept):
            kept.append(face)
    return kept
