"""Movements of a face from MediaPipe's landmark model, where the user has added that file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs

from assistant.adapters.mediapipe_tasks import import_mediapipe, read_model, starting
from assistant.events import FoundFace
from assistant.imaging import Image
from assistant.messages import say

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision.face_landmarker import FaceLandmarker

MODEL = "face_landmarker.task"
MODEL_SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"

_CONTEXT = 2.0  # side of the patch that is looked at, in widths of the face


def default_path() -> Path:
    """Where the user puts the landmark model."""
    return platformdirs.user_data_path("expression-assistant", appauthor=False) / MODEL


def missing(model: Path) -> str:
    """The sentence that says that movements cannot be told without this file."""
    return say("error.no_landmarks", file=MODEL, folder=model.parent)


class Landmarks:
    """Measures the 52 blendshapes of a face (Apple's ARKit names, 0 to 1). Close it when done.

    Args:
        model: the file `face_landmarker.task`.

    Raises:
        ModelError: the file is missing or another one.
        InstallationError: a shared library that MediaPipe needs is missing.
    """

    def __init__(self, model: Path) -> None:
        data = read_model(model, MODEL_SHA256)
        self._mediapipe = import_mediapipe()
        vision, base = self._mediapipe.tasks.vision, self._mediapipe.tasks.BaseOptions
        options = vision.FaceLandmarkerOptions(
            base_options=base(model_asset_buffer=data), output_face_blendshapes=True, num_faces=1
        )
        with starting():
            self._landmarker: FaceLandmarker = vision.FaceLandmarker.create_from_options(options)

    def blendshapes(self, image: Image, face: FoundFace) -> dict[str, float] | None:
        """Activations by name of a face found in the RGB image, or None where the model does not see it."""
        x, y = face.box.centre
        reach = face.box.width * _CONTEXT / 2
        top, left = max(int(y - reach), 0), max(int(x - reach), 0)
        patch = np.ascontiguousarray(image[top : int(y + reach), left : int(x + reach)])
        picture = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=patch)
        found = self._landmarker.detect(picture).face_blendshapes
        return {shape.category_name: float(shape.score) for shape in found[0]} if found else None

    def close(self) -> None:
        """Free the model; MediaPipe complains at exit otherwise."""
        self._landmarker.close()
