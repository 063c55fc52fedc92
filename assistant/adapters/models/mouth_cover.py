"""A small network of our own that sees whether something covers a mouth: a mask, a hand, a cup, a scarf."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.adapters.models.litert import Network, read_model
from assistant.imaging import FRAME, Image, standardise
from assistant.system.resources import folder

MODEL = "mouth_cover.tflite"
MODEL_SHA256 = "5c4ec3d7b17086448ea2e3b52e05a492da9421f7a731f47175b76d6405176755"


class MouthCover:
    """Judges canonical faces; any thread may call.

    Raises:
        ModelError: the model is missing or not the one that was shipped.
    """

    def __init__(self) -> None:
        path = folder("assets") / MODEL
        self._network = Network(read_model(path, MODEL_SHA256), path, shape=(1, FRAME, FRAME, 1))

    def __call__(self, crops: Sequence[Image]) -> list[float]:
        """How likely the mouth of each canonical 48×48 grey face is covered, 0 to 1."""
        stack = np.asarray(crops, dtype=np.uint8).reshape(-1, FRAME, FRAME)
        return [float(self._network(face[np.newaxis])[0].item()) for face in standardise(stack, FRAME)]
