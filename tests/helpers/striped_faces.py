"""Pictures that a small network learns in moments, in the folders of a data set."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from assistant.expressions import EXPRESSIONS

_PERIODS = (2, 3, 4, 6, 9, 14, 24)


def draw_face(label: int, seed: int) -> np.ndarray:
    """A 48×48 picture that a network can tell by its label: stripes as wide as the label says, in noise.

    The stripes lie level, so that a mirror image belongs to the same label.
    """
    generator = np.random.default_rng((label, seed))
    noise = generator.normal(120, 25, (48, 48))
    rows = np.arange(48)[:, np.newaxis] + generator.uniform(0, 48)
    stripes = 60 * np.cos(2 * np.pi * rows / _PERIODS[label])
    return np.asarray((noise + stripes).clip(0, 255), dtype=np.uint8)


def write_class_folders(folder: Path, folds: dict[str, int]) -> Path:
    """`<fold>/<expression>/<number>.png`, so many pictures of each expression in each fold."""
    number = 0
    for fold, each in folds.items():
        for label, expression in enumerate(EXPRESSIONS):
            (folder / fold / expression).mkdir(parents=True)
            for _ in range(each):
                cv2.imwrite(str(folder / fold / expression / f"fer{number:07d}.png"), draw_face(label, number))
                number += 1
    return folder
