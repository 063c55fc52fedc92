"""Paints a drawing's display list into pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.imaging import Image
from assistant.practice.faces.shapes import Colour, Drawing, Fill, Linear, Points, Radial, Shape

_FRACTION_BITS = 4
_SMALLEST = 240
_BLUR_PIXELS = 2.0


def paint(drawing: Drawing, width: int, height: int) -> Image:
    """The drawing as pixels, its centre in the middle.

    Edges are antialiased with a sixteenth of a pixel; small pictures are painted larger and averaged,
    so that fine lines fade instead of breaking up.

    Args:
        drawing: the shapes.
        width: pixels, at least 1.
        height: pixels, at least 1.

    Returns:
        (height, width, 3) RGB.
    """
    enlarge = -(-_SMALLEST // min(width, height))
    canvas = _Canvas(drawing, width * enlarge, height * enlarge)
    for shape in drawing.shapes:
        canvas.fill(shape)
    if enlarge == 1:
        return canvas.pixels
    return np.asarray(cv2.resize(canvas.pixels, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


class _Canvas:
    """Pixels being painted, with the map from drawing units to them."""

    def __init__(self, drawing: Drawing, width: int, height: int) -> None:
        self._scale = min(width, height) / drawing.side
        self._origin = np.array([width / 2, height / 2])
        self._size = (width, height)
        top, bottom = np.array(drawing.backdrop)
        rows = top + np.linspace(0, 1, height)[:, None] * (bottom - top)
        self.pixels: Image = np.broadcast_to(rows[:, None, :].astype(np.uint8), (height, width, 3)).copy()

    def fill(self, shape: Shape) -> None:
        if shape.opacity <= 0:
            return
        outline = self._to_pixels(shape.outline)
        blur = shape.softness * self._scale
        margin = 3 * blur + 2
        low = np.maximum(np.floor(outline.min(axis=0) - margin), 0).astype(int)
        high = np.minimum(np.ceil(outline.max(axis=0) + margin), self._size).astype(int)
        clip = None if shape.clip is None else self._to_pixels(shape.clip)
        if clip is not None:
            low = np.maximum(low, np.floor(clip.min(axis=0) - 1).astype(int))
            high = np.minimum(high, np.ceil(clip.max(axis=0) + 1).astype(int))
        width, height = (high - low).tolist()
        if width <= 0 or height <= 0:
            return
        mask = _soft_mask(outline - low, width, height, blur)
        if clip is not None:
            mask = cv2.multiply(mask, _mask(clip - low, width, height), scale=1 / 255)
        if shape.opacity < 1:
            mask = cv2.convertScaleAbs(mask, alpha=shape.opacity)
        region = self.pixels[low[1] : high[1], low[0] : high[0]]
        self._blend(region, self._colours(shape.fill, low, width, height), mask)

    def _to_pixels(self, points: Points) -> Points:
        result: Points = points * self._scale + self._origin
        return result

    @staticmethod
    def _blend(region: Image, colours: Image, mask: Image) -> None:
        cover = cv2.merge((mask, mask, mask))
        over = cv2.multiply(colours, cover, scale=1 / 255)
        under = cv2.multiply(region, cv2.bitwise_not(cover), scale=1 / 255)
        cv2.add(over, under, dst=region)

    def _colours(self, fill: Fill, low: NDArray[np.int_], width: int, height: int) -> Image:
        if not isinstance(fill, Linear | Radial):
            return _plain(fill, width, height)
        x = np.arange(width, dtype=np.float32) + (low[0] + 0.5)
        y = np.arange(height, dtype=np.float32)[:, None] + (low[1] + 0.5)
        if isinstance(fill, Linear):
            start, end = self._to_pixels(np.array([fill.start, fill.end])).astype(np.float32)
            along = (end - start) / max(float(np.sum((end - start) ** 2)), 1e-6)
            share = (x - start[0]) * along[0] + (y - start[1]) * along[1]
        else:
            centre = self._to_pixels(np.array([fill.centre]))[0].astype(np.float32)
            share = np.sqrt((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / np.float32(fill.radius * self._scale)
        levels = cv2.convertScaleAbs(np.clip(share, 0, 1), alpha=255)
        steps = np.linspace(fill.first, fill.last, 256).round().astype(np.uint8)
        return np.asarray(cv2.LUT(cv2.merge((levels, levels, levels)), steps[:, None, :]), dtype=np.uint8)


def _plain(colour: Colour, width: int, height: int) -> Image:
    colours = np.empty((height, width, 3), dtype=np.uint8)
    colours[:] = np.clip(colour, 0, 255)
    return colours


def _mask(outline: Points, width: int, height: int) -> Image:
    mask = np.zeros((height, width), dtype=np.uint8)
    fixed = np.round((outline - 0.5) * (1 << _FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [fixed], 255, lineType=cv2.LINE_AA, shift=_FRACTION_BITS)
    return mask


def _soft_mask(outline: Points, width: int, height: int, blur: float) -> Image:
    """The outline's cover, 0 to 255; wide blurs are made on a smaller grid, where they cost little."""
    if blur < 0.3:
        return _mask(outline, width, height)
    coarse = max(blur / _BLUR_PIXELS, 1.0)
    small = (max(round(width / coarse), 2), max(round(height / coarse), 2))
    ratio = np.array(small) / (width, height)
    mask = cv2.GaussianBlur(_mask(outline * ratio, *small), (0, 0), blur / coarse, borderType=cv2.BORDER_REPLICATE)
    if small == (width, height):
        return np.asarray(mask, dtype=np.uint8)
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
