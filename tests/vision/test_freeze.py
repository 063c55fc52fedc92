"""A picture that is repeated, and what is none: a sensor's noise, a slow camera, darkness."""

from __future__ import annotations

import numpy as np

from assistant.imaging import Image
from assistant.vision.freeze import FreezeDetector

ROOM = np.full((48, 64, 3), 120, np.uint8)


def verdicts(pictures: list[Image], fps: float) -> list[bool]:
    detector = FreezeDetector()
    return [detector.see(picture, number / fps) for number, picture in enumerate(pictures)]


def test_a_picture_that_is_repeated_for_two_seconds_stands_still() -> None:
    assert verdicts([ROOM.copy() for _ in range(31)], fps=10) == [False] * 20 + [True] * 11


def test_one_byte_of_noise_is_movement() -> None:
    pictures = [ROOM.copy() for _ in range(60)]
    for number, picture in enumerate(pictures):
        picture[31, 40, 1] += number % 2
    assert not any(verdicts(pictures, fps=10))


def test_two_pictures_of_a_slow_camera_prove_nothing() -> None:
    assert verdicts([ROOM] * 4, fps=0.4) == [False, False, False, True]


def test_it_moves_again_with_the_first_other_picture() -> None:
    assert verdicts([*[ROOM] * 30, ROOM + 1, ROOM], fps=10)[29:] == [True, False, False]


def test_another_size_is_another_picture() -> None:
    assert not any(verdicts([ROOM if number % 8 else ROOM[:24] for number in range(60)], fps=10))


def test_darkness_stands_still_for_another_reason() -> None:
    assert not any(verdicts([np.zeros_like(ROOM)] * 60, fps=10))
