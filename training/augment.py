"""Augmentation on the fly: one affine warp and a change of light per face, at the running scale."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.imaging import FRAME


@dataclass(frozen=True)
class Augmentation:
    """How far each face is varied; zero switches a variation off.

    Attributes:
        rotate: largest turn in degrees.
        scale: largest change of size, as a share.
        shift: largest move, as a share of the frame's side.
        flip: probability of mirroring.
        contrast: largest change of contrast, as a share.
        gamma: largest change of the exponent of brightness, as a share.
        noise: largest deviation of added sensor noise, in grey levels.
        blur: probability of a soft lens or motion (3×3 or 5×5 Gaussian).
        erase: probability of hiding a rectangle of up to a quarter of the face.
    """

    rotate: float = 10.0
    scale: float = 0.08
    shift: float = 0.08
    flip: float = 0.5
    contrast: float = 0.2
    gamma: float = 0.2
    noise: float = 4.0
    blur: float = 0.1
    erase: float = 0.0

    def __call__(self, faces: NDArray[np.uint8], generator: np.random.Generator) -> NDArray[np.uint8]:
        """Varied copies of (n, side, side) grey faces, same shape and dtype."""
        side = faces.shape[1]
        matrices = self._matrices(len(faces), side, generator)
        tables = self._tone_tables(len(faces), generator)
        blurred = generator.random(len(faces)) < self.blur
        erased = generator.random(len(faces)) < self.erase
        result = np.empty_like(faces)
        for face, matrix, table, blur, erase, out in zip(
            faces, matrices, tables, blurred, erased, result, strict=True
        ):
            warped = cv2.warpAffine(face, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)
            if blur:
                warped = cv2.GaussianBlur(warped, (0, 0), generator.uniform(0.5, 1.1))
            cv2.LUT(warped, table, dst=out)
            if erase:
                _erase(out, generator)
        if self.noise:
            deviation = generator.uniform(0, self.noise, (len(faces), 1, 1)).astype(np.float32)
            noise = generator.standard_normal(faces.shape, dtype=np.float32) * deviation
            result = np.clip(result + noise, 0, 255).astype(np.uint8)
        return result

    def _matrices(self, n: int, side: int, generator: np.random.Generator) -> NDArray[np.float64]:
        angle = np.deg2rad(generator.uniform(-self.rotate, self.rotate, n))
        zoom = 1 + generator.uniform(-self.scale, self.scale, n)
        mirror = np.where(generator.random(n) < self.flip, -1.0, 1.0)
        shift = generator.uniform(-self.shift, self.shift, (n, 2)) * side
        cosine, sine = zoom * np.cos(angle), zoom * np.sin(angle)
        linear = np.stack([np.stack([cosine * mirror, -sine], 1), np.stack([sine * mirror, cosine], 1)], 1)
        centre = np.full(2, (side - 1) / 2)
        offset = centre - linear @ centre + shift
        return np.concatenate([linear, offset[:, :, np.newaxis]], axis=2)

    def _tone_tables(self, n: int, generator: np.random.Generator) -> NDArray[np.uint8]:
        levels = np.linspace(0, 1, 256)
        gamma = np.exp(generator.uniform(-self.gamma, self.gamma, (n, 1)))
        contrast = 1 + generator.uniform(-self.contrast, self.contrast, (n, 1))
        tones = (levels**gamma - 0.5) * contrast + 0.5
        return np.asarray(np.clip(tones * 255, 0, 255), dtype=np.uint8)


NO_AUGMENTATION = Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0)


def _erase(face: NDArray[np.uint8], generator: np.random.Generator) -> None:
    height, width = generator.integers(FRAME // 8, FRAME // 2, 2)
    top, left = generator.integers(0, face.shape[0] - height), generator.integers(0, face.shape[1] - width)
    face[top : top + height, left : left + width] = generator.integers(0, 256)
