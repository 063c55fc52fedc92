"""A network that places landmarks on a face, which is cut out upright as MediaPipe does it."""

from __future__ import annotations

import cv2
import numpy as np

from assistant.adapters.models.litert import Network
from assistant.imaging import Image
from assistant.vision.landmarks import Crop, Points

_MIN_PRESENCE = 0.5


class LandmarkNetwork:
    """Places landmarks; any thread may call.

    Args:
        network: takes a square RGB picture of 0 to 1, and gives the landmarks in its pixels and the logit of a face's
            presence.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._side = network.input_shape[1]

    def __call__(self, image: Image, crop: Crop) -> Points | None:
        """The landmarks of the face in a part of an RGB picture (height, width, 3); None where there is none.

        Args:
            image: the whole picture.
            crop: where to look: `Crop.around` a found face, or the `crop` of the face's last landmarks.
        """
        if crop.side < 1:
            return None
        # From the picture's pixels to the network's: a similarity transform is one complex multiplication and addition.
        factor = self._side / crop.side * complex(np.cos(crop.angle), -np.sin(crop.angle))
        offset = complex(self._side, self._side) / 2 - factor * complex(*crop.centre)
        matrix = np.array([[factor.real, -factor.imag, offset.real], [factor.imag, factor.real, offset.imag]])
        square = cv2.warpAffine(image, matrix, (self._side, self._side), flags=cv2.INTER_LINEAR)
        points, presence = self._network(np.divide(square, 255, dtype=np.float32)[np.newaxis])[:2]
        if 1 / (1 + np.exp(-presence.item())) < _MIN_PRESENCE:
            return None
        points = points.reshape(-1, 3)
        flat = (points[:, 0] + 1j * points[:, 1] - offset) / factor
        return np.stack([flat.real, flat.imag, points[:, 2] / abs(factor)], axis=1).astype(np.float32)
