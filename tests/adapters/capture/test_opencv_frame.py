"""Frames of any number of channels, and frames without pixels."""

from __future__ import annotations

import numpy as np

from assistant.adapters.capture.opencv_frame import is_empty, to_rgb


def test_frames_become_rgb_whatever_their_channels() -> None:
    blue = np.array([[[200, 100, 50]]], dtype=np.uint8)
    assert to_rgb(blue).tolist() == [[[50, 100, 200]]]
    assert to_rgb(np.dstack([blue, np.full((1, 1), 7, np.uint8)])).tolist() == [[[50, 100, 200]]]
    assert to_rgb(blue[..., 0]).tolist() == to_rgb(blue[..., :1]).tolist() == [[[200, 200, 200]]]


def test_a_frame_without_pixels_is_known() -> None:
    assert is_empty(None)
    assert is_empty(np.zeros((0, 64, 3), np.uint8))
    assert not is_empty(np.zeros((1, 1, 3), np.uint8))
