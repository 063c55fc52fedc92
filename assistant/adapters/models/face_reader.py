"""The models that find and read faces, loaded once and lent to everybody who needs them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.ensemble import Ensemble
from assistant.adapters.models.face_detector import FaceDetector
from assistant.adapters.models.face_landmarker import FaceLandmarker
from assistant.adapters.models.face_mesh import FaceMesh
from assistant.adapters.models.mouth_cover import MouthCover
from assistant.events import FaceReading, FoundFace
from assistant.imaging import Image, align, size_of
from assistant.system.resources import folder
from assistant.vision.found_faces import rows_of
from assistant.vision.landmarks import Crop, Mesh
from assistant.vision.quality_gate import assess

_Model = TypeVar("_Model")

_LEAST = 24  # px, of a doubtful face's width: below that the landmarker cannot confirm it

_WITHIN = 0.8
"""Share of a doubtful face that lies in a sure one from which it is a part of that: a scarf may have one."""

SURE = 0.75
"""Score of the closer look from which the landmarker need not confirm a face: nine of ten faces 40 px wide reach 0.84,
and shapes, patterns and drawn animals 0.67."""


class FaceReader:
    """Detector, face mesh, landmarker, ensemble, and the judge of covered mouths.

    Each model is loaded when it is first needed. Any thread may call; each model works for one thread at a time, so a
    photo of a crowd holds up a live picture for no longer than one look.

    Args:
        models: folder of the ensemble; the shipped one by default.

    Raises:
        ModelError: by whatever needs a model, where that is missing, damaged, or does not match.
    """

    def __init__(self, models: Path | None = None) -> None:
        self._detector = _Lazy(FaceDetector)
        self._landmarker = _Lazy(FaceLandmarker)
        self._mesh = _Lazy(FaceMesh)
        self._mouth_cover = _Lazy(MouthCover)
        self._ensemble = _Lazy(lambda: Ensemble(models or folder("models")))

    @property
    def abstain(self) -> tuple[float, ...]:
        """Per expression, in the models' order, the calibrated probability below which it counts as unsure, 0 to 1."""
        return self._ensemble().manifest.abstain

    def search(self, image: Image, known: Sequence[FoundFace] = (), thorough: bool = False) -> list[FoundFace]:
        """The faces in an RGB picture; see `FaceDetector.find`.

        What both looks see counts as a face; where the closer one is in doubt, the landmarker must see it too, and not
        in the midst of another face.
        """
        found = self._detector().find(image, thorough, known)
        sure = [face for face in found if face.score >= SURE]
        return [face for face in found if face.score >= SURE or self._is_confirmed(image, face, sure)]

    def _is_confirmed(self, image: Image, face: FoundFace, sure: Sequence[FoundFace]) -> bool:
        if face.box.width < _LEAST or any(face.box.inside(other.box) >= _WITHIN for other in sure):
            return False
        return self._landmarker().measure(image, Crop.around(face), movements=False) is not None

    def follow(self, image: Image, faces: Sequence[FoundFace]) -> list[FoundFace]:
        """Those of the faces of the frame before that are still where they were, more or less."""
        return self._detector().follow(image, faces)

    def read_picture(
        self, picture: Image, *, expressions: bool = True, movements: bool = False
    ) -> tuple[FaceReading, ...]:
        """The faces of a single RGB picture, row by row from left to right, counted from 1, however small.

        Args:
            picture: (height, width, 3) RGB.
            expressions: read what they look like; without, the ensemble is not needed.
            movements: measure what moves in them.
        """
        found = self.search(picture, thorough=True)
        faces = [found[index] for row in rows_of([face.box for face in found]) for index in row]
        crops = [align(picture, face.eyes) for face in faces]
        size = size_of(picture)
        troubles = [
            assess(face, size, crop, cover) for face, crop, cover in zip(faces, crops, self.covers(crops), strict=True)
        ]
        clear = [crop for crop, trouble in zip(crops, troubles, strict=True) if not trouble]
        rows = iter(self.probabilities(clear) if expressions else ())
        return tuple(
            FaceReading(
                number,
                face,
                tuple(next(rows).tolist()) if expressions and not trouble else None,
                trouble,
                self.movements(picture, face) if movements and not trouble else None,
            )
            for number, (face, trouble) in enumerate(zip(faces, troubles, strict=True), 1)
        )

    def probabilities(self, crops: Sequence[Image]) -> NDArray[np.float64]:
        """Calibrated probabilities of canonical 48×48 grey faces: (n, expressions), in the order of `EXPRESSIONS`."""
        return self._ensemble().probabilities(crops)

    def covers(self, crops: Sequence[Image]) -> list[float]:
        """How likely something covers the mouths of canonical 48×48 grey faces, 0 to 1."""
        return self._mouth_cover()(crops) if crops else []

    def movements(self, picture: Image, face: FoundFace) -> Mapping[str, float] | None:
        """What moves in a face by name (see `BLENDSHAPES`), 0 to 1, or None where the model sees no face."""
        mesh = self._landmarker().measure(picture, Crop.around(face))
        return mesh.movements if mesh else None

    def landmarks(self, image: Image, face: FoundFace, before: Mesh | None = None) -> Mesh | None:
        """The 468 landmarks of a face's surface, or None where the model sees no face.

        Args:
            image: the whole RGB picture.
            face: as the detector found it in this picture.
            before: its landmarks of a moment ago; looked for where they were, they are placed more steadily.
        """
        mesh = self._mesh()
        if before is not None and (found := mesh.measure(image, before.crop)) is not None:
            return found
        return mesh.measure(image, Crop.around(face))

    def refined(self, image: Image, mesh: Mesh, *, movements: bool = False) -> Mesh | None:
        """The landmarks of a face with its irises, at several times the cost, or None where the model sees no face.

        Args:
            image: the whole RGB picture.
            mesh: the face's `landmarks` in it.
            movements: read the blendshapes, too.
        """
        return self._landmarker().measure(image, mesh.crop, movements=movements)


class _Lazy(Generic[_Model]):
    """A model that is loaded when it is first needed, by one thread alone; where that fails, by the next use anew."""

    def __init__(self, load: Callable[[], _Model]) -> None:
        self._load, self._loading = load, threading.Lock()
        self._model: _Model | None = None

    def __call__(self) -> _Model:
        with self._loading:
            if self._model is None:
                self._model = self._load()
            return self._model
