"""Finding all faces of a picture: a first look at the whole and at tiles of it, and a closer one at each face.

Two detectors share the work. The full-range one finds small faces in a whole picture, but places their eyes coarsely
and misses a face that fills the picture; the short-range one sees faces near by, and places their eyes to the pixel
when it is shown each face alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.adapters.models.blazeface import FULL_RANGE, SHORT_RANGE, BlazeFace, Region
from assistant.events import Box, FoundFace, Point
from assistant.imaging import Image
from assistant.vision.found_faces import CLEAR, SAME, distinct, largest_first

MIN_SCORE = 0.5
_CONTEXT = 2.2  # side of the second look, in widths of the face: about a head and shoulders, as the detector expects
_TURNED_MARGIN = 0.1
"""By how much a face must score more upside down than upright to be read so. A mask may pass for a brow: of 126 upright
faces with a mask, 3 exceed the margin. Of 244 small and coarse faces upside down 92 % do; the others stay upright."""
_MIN_SIDE = 16  # px, below which nothing can be seen
_MIN_TILE = 48  # px: a face that fills a smaller one is too small to be told from none
_SQUARE = 1.15  # longer over shorter side up to which a picture is looked at as one
_SHARED = 0.2  # of a tile's side that it shares with the next: more than a small face is wide


class FaceDetector:
    """Finds the faces of one picture; any thread may call.

    Raises:
        ModelError: a model is missing or not the one that was shipped.
    """

    def __init__(self) -> None:
        self._near, self._far = BlazeFace(SHORT_RANGE, MIN_SCORE), BlazeFace(FULL_RANGE, MIN_SCORE)

    def find(self, image: Image, thorough: bool = False, known: Sequence[FoundFace] = ()) -> list[FoundFace]:
        """The faces in an RGB picture (height, width, 3), besides those that are `known` already, largest first.

        The detectors shrink whatever they are given to 128 and 192 pixels, so besides the whole picture they are
        shown square tiles of it. That finds four of five faces 40 px wide in 1280×720, and all from 60 px on. Each is
        then looked at closely, which places its eyes and drops what was no face.

        Args:
            thorough: also search small tiles, as a photo of a group needs it; takes about four times as long.
        """
        height, width = image.shape[:2]
        whole = (0, 0, width, height)
        found = self._look(self._near, image, whole)
        for region in (whole, *_tiles(width, height, thorough)):
            found += self._look(self._far, image, region)
        new = [face for face in distinct(found) if all(face.box.overlap(other.box) < SAME for other in known)]
        closer = [self._either_way_up(image, face) for face in new]
        return largest_first(distinct([face for face in closer if face is not None]))

    def follow(self, image: Image, faces: Sequence[FoundFace]) -> list[FoundFace]:
        """Those faces of another picture, or of a first look, that are there, looked at closely; surest first."""
        closer = [self._look_closer(image, face) for face in faces]
        return distinct([face for face in closer if face is not None])

    def _either_way_up(self, image: Image, face: FoundFace) -> FoundFace | None:
        """The face of a first look, looked at closely; upside down where it is seen more clearly so."""
        upright = self._look_closer(image, face)
        if upright is not None and upright.score >= CLEAR:
            return upright
        turned = self._look_closer(image, replace(face, eyes=(face.eyes[1], face.eyes[0])))
        if upright is None or (turned is not None and turned.score > upright.score + _TURNED_MARGIN):
            return turned
        return upright

    def _look_closer(self, image: Image, face: FoundFace) -> FoundFace | None:
        """The same face looked at alone, its eyes to the pixel; None where there is none after all."""
        if face.upside_down:
            turned = self._look_closer(image[::-1, ::-1], _turned(face, image))
            return _turned(turned, image) if turned else None
        height, width = image.shape[:2]
        reach = face.box.width * _CONTEXT / 2
        x, y = face.box.centre
        left, top = max(int(x - reach), 0), max(int(y - reach), 0)
        right, bottom = min(int(x + reach), width), min(int(y + reach), height)
        candidates = self._look(self._near, image, (left, top, right, bottom))
        closest = max(candidates, key=lambda candidate: candidate.box.overlap(face.box), default=None)
        return closest if closest and closest.box.overlap(face.box) >= SAME else None

    def _look(self, detector: BlazeFace, image: Image, region: Region) -> list[FoundFace]:
        left, top, right, bottom = region
        return detector.detect(image, region) if min(right - left, bottom - top) >= _MIN_SIDE else []


def _turned(face: FoundFace, image: Image) -> FoundFace:
    """The face as it lies in the picture turned by half."""
    height, width = image.shape[:2]

    def point(there: Point) -> Point:
        return width - there[0], height - there[1]

    left, top = point((face.box.x + face.box.width, face.box.y + face.box.height))
    return replace(
        face,
        box=Box(left, top, face.box.width, face.box.height),
        eyes=(point(face.eyes[0]), point(face.eyes[1])),
        nose=point(face.nose),
        mouth=point(face.mouth),
    )


def _tiles(width: int, height: int, thorough: bool) -> Iterator[Region]:
    """Square tiles as wide as the picture's shorter side; thorough also of half of that."""
    side = min(width, height)
    if max(width, height) > _SQUARE * side:
        yield from _grid(width, height, side)
    if thorough:
        yield from _grid(width, height, side // 2)


def _grid(width: int, height: int, side: int) -> Iterator[Region]:
    if side < _MIN_TILE:
        return
    for top in _starts(height, side):
        for left in _starts(width, side):
            yield left, top, left + side, top + side


def _starts(length: int, side: int) -> list[int]:
    """Where tiles begin that cover `length` pixels evenly and share at least `_SHARED` of their side."""
    steps = -(-(length - side) // max(round(side * (1 - _SHARED)), 1))
    return [round(step * (length - side) / steps) for step in range(steps + 1)] if steps else [0]
