"""What a network places in its own square lies at the same place of the whole picture."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.models.landmark_network import LandmarkNetwork
from assistant.adapters.models.litert import Network
from assistant.vision.landmarks import Crop

SIDE = 64


class BrightestSpot(Network):
    """Stands for the network: one landmark where its square is brightest, at a depth of 8, and a presence."""

    def __init__(self, presence: float = 5.0) -> None:
        self.input_shape = (1, SIDE, SIDE, 3)
        self._presence = presence

    def __call__(self, values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        assert values.shape == self.input_shape
        assert 0 <= values.min() <= values.max() <= 1
        y, x = np.unravel_index(values[0, :, :, 0].argmax(), (SIDE, SIDE))
        return [np.array([[[[x, y, 8]]]], np.float32), np.array([[self._presence]], np.float32)]


def spot(x: int, y: int) -> NDArray[np.uint8]:
    picture = np.zeros((240, 320, 3), np.uint8)
    cv2.circle(picture, (x, y), 3, (255, 255, 255), -1)
    return cv2.GaussianBlur(picture, (0, 0), 3)


@pytest.mark.parametrize("side", [100.0, 200.0])
@pytest.mark.parametrize("angle", [0.0, 0.5, -1.2])
@pytest.mark.parametrize("place", [(160, 120), (180, 135), (130, 100)])
def test_a_landmark_is_found_where_it_lies(place: tuple[int, int], angle: float, side: float) -> None:
    points = LandmarkNetwork(BrightestSpot())(spot(*place), Crop((155.0, 118.0), side, angle))
    assert points is not None
    (x, y, depth) = points[0]
    assert math.dist((x, y), place) < 1.5 * side / SIDE
    assert depth == pytest.approx(8 * side / SIDE)


def test_where_no_face_is_present_nothing_is_placed() -> None:
    crop = Crop((160.0, 120.0), 100.0, 0.0)
    for presence, there in ((0.1, True), (-0.1, False)):
        network = LandmarkNetwork(BrightestSpot(presence))
        assert (network(spot(160, 120), crop) is not None) is there


def test_a_crop_of_nothing_holds_no_face() -> None:
    assert LandmarkNetwork(BrightestSpot())(spot(1, 1), Crop((1.0, 1.0), 0.5, 0.0)) is None
