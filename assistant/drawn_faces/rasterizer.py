"""Paints a drawing's display list into pixels."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.drawn_faces.shapes import Colour, Drawing, Fill, LinearGradient, Points, RadialGradient, Shape
from assistant.imaging import Image

_SMALLEST = 240  # px: a picture whose shorter side is less is painted larger and averaged
_FRACTION_BITS = 4  # of a pixel, in the fixed-point corners that OpenCV takes
_SMALL = 64 * 64  # px: a mask of fewer is painted `_FINER` times as large and averaged
_FINER = 3
_BLUR_PIXELS = 2.0  # deviation of a blur on the grid that it is made on; a wider one is made on a coarser grid
_GRID = 4  # px from one point to the next at which a gradient is computed
_MASK, _CLIP, _OVER, _UNDER = range(4)  # the slots of `_Scratch`


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


class _Scratch:
    """Memory that every shape uses again: asking the system for fresh pages takes longer than painting."""

    def __init__(self, width: int, height: int) -> None:
        self._slots = np.empty((4, 3 * (width + _GRID) * (height + _GRID)), dtype=np.uint8)

    def grey(self, slot: int, width: int, height: int) -> Image:
        return self._slots[slot, : width * height].reshape(height, width)

    def colour(self, slot: int, width: int, height: int) -> Image:
        return self._slots[slot, : 3 * width * height].reshape(height, width, 3)


class _Canvas:
    """Pixels being painted, with the map from drawing units to them."""

    def __init__(self, drawing: Drawing, width: int, height: int) -> None:
        self._scale = min(width, height) / drawing.side
        self._origin = np.array([width / 2, height / 2])
        self._size = (width, height)
        self._scratch = _Scratch(width, height)
        self.pixels: Image = _backdrop(drawing.backdrop, width, height).copy()

    def fill(self, shape: Shape) -> None:
        """Paint one shape over what is there: colour · cover + pixels · (255 - cover), all over 255."""
        if shape.opacity <= 0:
            return
        outline = self._to_pixels(shape.outline)
        clip = None if shape.clip is None else self._to_pixels(shape.clip)
        blur = shape.softness * self._scale
        low, high = self._bounds(outline, 3 * blur + 2, clip)
        width, height = (high - low).tolist()
        if width <= 0 or height <= 0:
            return
        mask = _soft_mask(outline - low, blur, self._scratch.grey(_MASK, width, height))
        if clip is not None:
            inside = _mask(clip - low, self._scratch.grey(_CLIP, width, height))
            mask = cv2.multiply(mask, inside, dst=mask, scale=1 / 255)
        if shape.opacity < 1:
            mask = cv2.convertScaleAbs(mask, dst=mask, alpha=shape.opacity)
        pixels = self.pixels[low[1] : high[1], low[0] : high[0]]
        over = self._covered(shape.fill, low, mask)
        clear = cv2.bitwise_not(mask, dst=mask)
        under = cv2.merge((clear, clear, clear), dst=self._scratch.colour(_UNDER, width, height))
        under = cv2.multiply(pixels, under, dst=under, scale=1 / 255)
        cv2.add(over, under, dst=pixels)

    def _bounds(self, outline: Points, margin: float, clip: Points | None) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Left top and right bottom of the pixels that a shape can touch."""
        low, high = outline.min(axis=0) - margin, outline.max(axis=0) + margin
        if clip is not None:
            low, high = np.maximum(low, clip.min(axis=0) - 1), np.minimum(high, clip.max(axis=0) + 1)
        return np.maximum(np.floor(low), 0).astype(int), np.minimum(np.ceil(high), self._size).astype(int)

    def _to_pixels(self, points: Points) -> Points:
        result: Points = points * self._scale + self._origin
        return result

    def _covered(self, fill: Fill, low: NDArray[np.int_], mask: Image) -> Image:
        """The fill's colours times the mask."""
        height, width = mask.shape
        over = self._scratch.colour(_OVER, width, height)
        if isinstance(fill, LinearGradient | RadialGradient):
            cover = cv2.merge((mask, mask, mask), dst=over)
            result = cv2.multiply(self._gradient(fill, low, width, height), cover, dst=cover, scale=1 / 255)
        else:
            channels = [cv2.convertScaleAbs(mask, alpha=min(max(level, 0.0), 255.0) / 255) for level in fill]
            result = cv2.merge(channels, dst=over)
        return np.asarray(result, dtype=np.uint8)

    def _gradient(self, fill: LinearGradient | RadialGradient, low: NDArray[np.int_], width: int, height: int) -> Image:
        """The gradient's colours, worked out on a grid of every fourth pixel: it is smooth."""
        columns, rows = -(-width // _GRID), -(-height // _GRID)
        x = (np.arange(columns, dtype=np.float32) + 0.5) * _GRID + low[0]
        y = ((np.arange(rows, dtype=np.float32) + 0.5) * _GRID + low[1])[:, None]
        if isinstance(fill, LinearGradient):
            start, end = self._to_pixels(np.array([fill.start, fill.end]))
            along = (end - start) / max(float(np.sum((end - start) ** 2)), 1e-6)
            share = (x - start[0]) * along[0] + (y - start[1]) * along[1]
        else:
            centre = self._to_pixels(np.array([fill.centre]))[0]
            share = np.sqrt((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (fill.radius * self._scale)
        share = np.clip(share, 0, 1)[..., None]
        first, last = np.array(fill.first), np.array(fill.last)
        colours = np.rint(first + share * (last - first)).astype(np.uint8)
        full = self._scratch.colour(_UNDER, columns * _GRID, rows * _GRID)
        full = cv2.resize(colours, (columns * _GRID, rows * _GRID), dst=full, interpolation=cv2.INTER_LINEAR)
        return np.asarray(full[:height, :width], dtype=np.uint8)


@lru_cache(maxsize=8)
def _backdrop(colours: tuple[Colour, Colour], width: int, height: int) -> Image:
    top, bottom = np.array(colours)
    rows = top + np.linspace(0, 1, height)[:, None] * (bottom - top)
    return np.broadcast_to(rows[:, None, :].astype(np.uint8), (height, width, 3)).copy()


def _mask(outline: Points, into: Image) -> Image:
    """The outline's cover, 0 to 255, painted into `into`.

    OpenCV's antialiasing makes an outline bolder by most of a pixel. That is nothing to a large shape, but
    to a small one, or to one on the small grid of a wide blur: these are painted larger and averaged.
    """
    height, width = into.shape
    finer = _FINER if width * height < _SMALL else 1
    cover = into if finer == 1 else np.empty((height * finer, width * finer), dtype=np.uint8)
    cover[:] = 0
    fixed = np.rint((outline * finer - 0.5) * (1 << _FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(cover, [fixed], 255, lineType=cv2.LINE_AA, shift=_FRACTION_BITS)
    if finer > 1:
        cover = cv2.resize(cover, (width, height), dst=into, interpolation=cv2.INTER_AREA)
    return np.asarray(cover, dtype=np.uint8)


def _soft_mask(outline: Points, blur: float, into: Image) -> Image:
    """The blurred outline's cover; wide blurs are made on a smaller grid, where they cost little."""
    if blur < 0.3:
        return _mask(outline, into)
    height, width = into.shape
    coarse = max(blur / _BLUR_PIXELS, 1.0)
    small = (max(round(height / coarse), 2), max(round(width / coarse), 2))
    ratio = np.array((small[1] / width, small[0] / height))
    mask = _mask(outline * ratio, np.empty(small, dtype=np.uint8))
    mask = cv2.GaussianBlur(mask, (0, 0), blur / coarse, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(mask, (width, height), dst=into, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
