"""Paints a drawing's display list into pixels."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.imaging import Image
from assistant.practice.faces.shapes import Colour, Drawing, Linear, Points, Radial, Shape

_FRACTION_BITS = 4
_FINER = 3
_SMALL = 64 * 64
_SMALLEST = 240
_BLUR_PIXELS = 2.0
_GRID = 4


def paint(drawing: Drawing, width: int, height: int) -> Image:
    """The drawing as pixels, its centre in the middle.

    Edges are antialiased by supersampling; small pictures are painted larger and averaged, so that fine
    lines fade instead of breaking up.

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
        self.pixels: Image = _backdrop(drawing.backdrop, width, height).copy()

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
        cover = cv2.merge((mask, mask, mask))
        clear = cv2.bitwise_not(mask)
        under = cv2.multiply(region, cv2.merge((clear, clear, clear)), scale=1 / 255)
        if isinstance(shape.fill, Linear | Radial):
            over = cv2.multiply(self._gradient(shape.fill, low, width, height), cover, scale=1 / 255)
        else:
            over = cv2.LUT(cover, _shares(shape.fill))
        cv2.add(over, under, dst=region)

    def _to_pixels(self, points: Points) -> Points:
        result: Points = points * self._scale + self._origin
        return result

    def _gradient(self, fill: Linear | Radial, low: NDArray[np.int_], width: int, height: int) -> Image:
        """The gradient's colours, worked out on a grid of every fourth pixel: it is smooth."""
        columns, rows = -(-width // _GRID), -(-height // _GRID)
        x = (np.arange(columns, dtype=np.float32) + 0.5) * _GRID + low[0]
        y = ((np.arange(rows, dtype=np.float32) + 0.5) * _GRID + low[1])[:, None]
        if isinstance(fill, Linear):
            start, end = self._to_pixels(np.array([fill.start, fill.end]))
            along = (end - start) / max(float(np.sum((end - start) ** 2)), 1e-6)
            share = (x - start[0]) * along[0] + (y - start[1]) * along[1]
        else:
            centre = self._to_pixels(np.array([fill.centre]))[0]
            share = np.sqrt((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (fill.radius * self._scale)
        share = np.clip(share, 0, 1)[..., None]
        first, last = np.array(fill.first), np.array(fill.last)
        colours = np.rint(first + share * (last - first)).astype(np.uint8)
        full = cv2.resize(colours, (columns * _GRID, rows * _GRID), interpolation=cv2.INTER_LINEAR)
        return np.asarray(full[:height, :width], dtype=np.uint8)


@lru_cache(maxsize=8)
def _backdrop(colours: tuple[Colour, Colour], width: int, height: int) -> Image:
    top, bottom = np.array(colours)
    rows = top + np.linspace(0, 1, height)[:, None] * (bottom - top)
    return np.broadcast_to(rows[:, None, :].astype(np.uint8), (height, width, 3)).copy()


@lru_cache(maxsize=512)
def _shares(colour: Colour) -> Image:
    """What a colour adds to a pixel at each cover from 0 to 255."""
    return np.rint(np.outer(np.arange(256) / 255, np.clip(colour, 0, 255))).astype(np.uint8)[:, None, :]


def _mask(outline: Points, width: int, height: int) -> Image:
    """The outline's cover, 0 to 255.

    OpenCV's antialiasing makes an outline bolder by most of a pixel. That is nothing to a large shape, but
    to a small one, or to one on the small grid of a wide blur: these are painted larger and averaged.
    """
    finer = _FINER if width * height < _SMALL else 1
    cover = np.zeros((height * finer, width * finer), dtype=np.uint8)
    fixed = np.rint((outline * finer - 0.5) * (1 << _FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(cover, [fixed], 255, lineType=cv2.LINE_AA, shift=_FRACTION_BITS)
    if finer > 1:
        cover = cv2.resize(cover, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cover, dtype=np.uint8)


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
