"""MediaPipe's face mesh, run in LiteRT: landmarks without irises, a look at a quarter of the attention mesh's cost.

Kartynnik et al., 2019 (arXiv 1907.06724). Its landmarks are the first 468 of the attention mesh's.
"""

from __future__ import annotations

import numpy as np

from assistant.adapters.models.landmark_network import LandmarkNetwork
from assistant.adapters.models.litert import Network, read_model
from assistant.imaging import Image
from assistant.system.resources import folder
from assistant.vision.landmarks import Crop, Mesh

MODEL = "face_landmark.tflite"
MODEL_SHA256 = "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814"

_BESIDE = (0.03, 1.12, 0.12)
"""By how much the second look differs: moved, in sides of the crop, to the right and down; widened; and turned, in
radians."""


class FaceMesh:
    """Places landmarks on a face; any thread may call.

    Raises:
        ModelError: the model is missing or not the one that was shipped.
    """

    def __init__(self) -> None:
        path = folder("assets") / MODEL
        self._place = LandmarkNetwork(Network(read_model(path, MODEL_SHA256), path))

    def measure(self, image: Image, crop: Crop) -> Mesh | None:
        """The landmarks of the face in a part of an RGB picture (height, width, 3); None where there is none.

        They are the mean of two looks, the second where the first has found the face, and a little off: each errs in
        its own way. Where a head is carried along, together they tremble no more than the attention mesh, in half of
        its time.
        """
        first = self._place(image, crop)
        if first is None:
            return None
        second = self._place(image, Mesh(first).crop.beside(*_BESIDE))
        return None if second is None else Mesh(np.mean([first, second], axis=0, dtype=np.float32))
