"""Contrast by WCAG 2.2, of colours and of what is drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ENOUGH, GRAPHICS = 7.0, 3.0
"""What text, and what graphics, need at least."""


def luminance(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance of RGB colours from 0 to 255 (WCAG 2.2)."""
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    high, low = np.maximum(luminance(first), luminance(second)), np.minimum(luminance(first), luminance(second))
    return np.asarray((high + 0.05) / (low + 0.05))


def text_contrast(picture: NDArray[np.uint8]) -> float:
    """Of the strokes against the ground: the commonest colour is the ground, the most different one the ink."""
    red, green, blue = picture.reshape(-1, 3).T.astype(np.uint32)
    found, counts = np.unique(red << 16 | green << 8 | blue, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(float)
    return float(contrast(colours, colours[counts.argmax()]).max())
