"""Augmentation on the fly: one affine warp, a change of light and a poor camera, at the running scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.schema import Between, Share


@dataclass(frozen=True)
class Augmentation:
    """`[augment]`: how far each face is varied; zero switches a variation off.

    Attributes:
        rotate: largest turn in degrees.
        scale: largest change of size, as a share.
        shift: largest move, as a share of the frame's side.
        flip: probability of mirroring.
        contrast: largest change of contrast, as a share.
        gamma: largest change of the logarithm of brightness's exponent.
        noise: largest deviation of added sensor noise, in grey levels.
        blur: probability of a soft lens (Gaussian, deviation 0.5 to 1.1 pixels).
        motion: probability of motion blur over three to five pixels.
        coarse: probability of fewer pixels, down to half, as of a face far from the camera.
        compress: probability of a camera's compression (JPEG of quality 20 to 70).
        shade: largest share of the light that one side of the face lacks.
        speech: probability that an angry, fearful, neutral or sad face has another's mouth, as if it spoke
            (`training.data.mouths`).
        erase: probability of hiding a rectangle of up to half the side (Zhong et al., AAAI 2020).
        mixup: α of the Beta distribution by which faces and targets are mixed in pairs (Zhang et al.,
            ICLR 2018); 0.2 is usual.
    """

    rotate: Annotated[float, Between(0, 180)] = 10.0
    scale: Annotated[float, Between(0, 0.9)] = 0.08
    shift: Share = 0.08
    flip: Share = 0.5
    contrast: Share = 0.2
    gamma: Annotated[float, Between(0, 3)] = 0.2
    noise: Annotated[float, Between(0, 255)] = 4.0
    blur: Share = 0.1
    motion: Share = 0.0
    coarse: Share = 0.0
    compress: Share = 0.0
    shade: Share = 0.0
    speech: Share = 0.0
    erase: Share = 0.0
    mixup: Annotated[float, Between(0, 100)] = 0.0

    def __call__(self, faces: NDArray[np.uint8], generator: np.random.Generator) -> NDArray[np.uint8]:
        """Varied copies of (n, side, side) grey or (n, side, side, 3) RGB faces, same shape and dtype."""
        side = faces.shape[1]
        matrices = self._matrices(len(faces), side, generator)
        tables = self._tone_tables(len(faces), generator)
        shades = self._shades(len(faces), side, generator)
        chances = np.array([self.blur, self.motion, self.coarse, self.compress, self.erase])
        happens = generator.random((len(faces), len(chances))) < chances
        result = np.empty_like(faces)
        for face, matrix, table, shade, (blur, motion, coarse, compress, erase), out in zip(
            faces, matrices, tables, shades, happens, result, strict=True
        ):
            warped = cv2.warpAffine(face, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)
            if blur:
                warped = cv2.GaussianBlur(warped, (0, 0), generator.uniform(0.5, 1.1))
            if motion:
                warped = cv2.filter2D(warped, -1, _streak(generator))
            if coarse:
                fewer = int(generator.integers(side // 2, side))
                small = cv2.resize(warped, (fewer, fewer), interpolation=cv2.INTER_AREA)
                warped = cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)
            if self.shade:
                warped = (warped * (shade if faces.ndim == 3 else shade[..., np.newaxis])).astype(np.uint8)
            if compress:
                warped = _compressed(warped, generator)
            cv2.LUT(warped, table, dst=out)
            if erase:
                _erase(out, generator)
        if self.noise:
            ones = (1,) * (faces.ndim - 1)
            deviation = generator.uniform(0, self.noise, (len(faces), *ones)).astype(np.float32)
            noise = generator.standard_normal(faces.shape, dtype=np.float32) * deviation
            result = np.clip(result + noise, 0, 255).astype(np.uint8)
        return result

    def mix(
        self, inputs: NDArray[np.float32], targets: NDArray[Any], generator: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[Any]]:
        """A batch mixed with itself in another order, one share for the whole batch; as it is without mixup."""
        if not self.mixup:
            return inputs, targets
        share = np.float32(generator.beta(self.mixup, self.mixup))
        other = generator.permutation(len(inputs))
        return share * inputs + (1 - share) * inputs[other], share * targets + (1 - share) * targets[other]

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
        return np.asarray(np.clip(np.rint(tones * 255), 0, 255), dtype=np.uint8)

    def _shades(self, n: int, side: int, generator: np.random.Generator) -> Iterator[NDArray[np.float32]]:
        """Maps (side, side) of how much light falls, one for each of `n` faces: 1 at most, less towards one side."""
        place = np.linspace(-0.5, 0.5, side, dtype=np.float32)
        for angle, depth in zip(generator.uniform(0, 2 * np.pi, n), generator.uniform(0, self.shade, n), strict=True):
            slope = np.float32(depth * np.cos(angle)) * place + np.float32(depth * np.sin(angle)) * place[:, np.newaxis]
            yield 1 + slope - slope.max()


NO_AUGMENTATION = Augmentation(*(0.0,) * len(fields(Augmentation)))


def _compressed(face: NDArray[np.uint8], generator: np.random.Generator) -> NDArray[np.uint8]:
    quality = int(generator.integers(20, 71))
    data = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), dtype=np.uint8)


def _streak(generator: np.random.Generator) -> NDArray[np.float32]:
    length = int(generator.integers(3, 6))
    kernel = np.zeros((5, 5), np.float32)
    angle = generator.uniform(0, np.pi)
    for step in np.linspace(-(length - 1) / 2, (length - 1) / 2, length):
        kernel[round(2 + step * np.sin(angle)), round(2 + step * np.cos(angle))] = 1
    return np.asarray(kernel / kernel.sum())


def _erase(face: NDArray[np.uint8], generator: np.random.Generator) -> None:
    side = face.shape[0]
    height, width = generator.integers(side // 8, side // 2, 2)
    top, left = generator.integers(0, side - height), generator.integers(0, side - width)
    face[top : top + height, left : left + width] = generator.integers(0, 256)
