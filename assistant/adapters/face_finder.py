"""Face detection with MediaPipe Tasks (BlazeFace short range; Bazarevsky et al., 2019)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from assistant.adapters.mediapipe_tasks import import_mediapipe, read_model, starting
from assistant.events import Box, FoundFace, Point
from assistant.imaging import Image
from assistant.resources import folder

if TYPE_CHECKING:
    from mediapipe import Image as MediapipeImage
    from mediapipe.tasks.python.vision.face_detector import FaceDetector

MODEL = "face_detection_short_range.tflite"
MODEL_SHA256 = "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8"

Region: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

MIN_SCORE = 0.5
_LARGE = 0.35  # of the picture's longer side: such a face is seen well enough at the first look
_CONTEXT = 2.2  # side of the second look, in widths of the face: about a head and shoulders, as the detector expects
_SAME = 0.3  # overlap above which two finds are one face
_MIN_SIDE = 16  # px, below which nothing can be seen
_RIGHT_EYE, _LEFT_EYE, _NOSE, _MOUTH, _RIGHT_EAR, _LEFT_EAR = range(6)


class FaceFinder:
    """Finds the faces of one picture. Close it, or use it as a context manager.

    Args:
        model: the detector's file; the shipped one by default.

    Raises:
        ModelError: the model is missing or not the one that was shipped.
        InstallationError: a shared library that MediaPipe needs is missing.
    """

    def __init__(self, model: Path | None = None) -> None:
        data = read_model(model or folder("assets") / MODEL, MODEL_SHA256)
        self._mediapipe = import_mediapipe()
        self._detector = self._create(data)

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
        if min(right - left, bottom - top) < _MIN_SIDE:
            return []
        picture = self._picture(image[top:bottom, left:right])
        return [_found_face(detection, region) for detection in self._detector.detect(picture).detections]

    def close(self) -> None:
        """Free the detector; MediaPipe complains at exit otherwise."""
        self._detector.close()

    def __enter__(self) -> FaceFinder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _create(self, data: bytes) -> FaceDetector:
        vision, base = self._mediapipe.tasks.vision, self._mediapipe.tasks.BaseOptions
        options = vision.FaceDetectorOptions(
            base_options=base(model_asset_buffer=data), min_detection_confidence=MIN_SCORE
        )
        with starting():
            return vision.FaceDetector.create_from_options(options)

    def _picture(self, pixels: Image) -> MediapipeImage:
        return self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(pixels))


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


def _found_face(detection: object, region: Region) -> FoundFace:
    left, top, right, bottom = region
    box = detection.bounding_box  # type: ignore[attr-defined]
    points: list[Point] = [
        (left + p.x * (right - left), top + p.y * (bottom - top))
        for p in detection.keypoints  # type: ignore[attr-defined]
    ]
    eyes = sorted((points[_RIGHT_EYE], points[_LEFT_EYE]))
    ears = sorted((points[_RIGHT_EAR], points[_LEFT_EAR]))
    return FoundFace(
        box=Box(left + box.origin_x, top + box.origin_y, box.width, box.height),
        eyes=(eyes[0], eyes[1]),
        nose=points[_NOSE],
        mouth=points[_MOUTH],
        ears=(ears[0], ears[1]),
        score=float(detection.categories[0].score),  # type: ignore[attr-defined]
    )
