"""Validation faces held for seconds before a moving camera, then changed for the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from assistant.events import Frame
from assistant.expressions import EXPRESSIONS
from assistant.imaging import Image
from benchmarks.cues.scores import Shown
from training.data.faces import Faces
from training.data.sources.opening import read_faces

WIDTH, HEIGHT = 640, 360
HELD = 12.0
"""Seconds for which each face is held: five changes a minute, which the default budget of cues allows."""

AGREED = 0.7
"""Share of the ten FERPlus annotators who must agree with the face's label: what people cannot tell is no label."""

_SIDE = 192  # px of the enlarged face, about as large as in front of a laptop
_SWAY = 1.2  # 1/s, how fast the jitter forgets
_PIXEL_NOISE = 4.0  # grey levels


def agreed_faces(data: Path, count: int, odd: bool) -> Faces:
    """Clear validation faces, as even over the expressions as can be, neighbours always different.

    Args:
        data: folder of `images.zip` and FERPlus's `fer2013new.csv`.
        count: at most so many.
        odd: those with an odd number (held out) or an even one (for tuning).

    Raises:
        TrainingError: the data cannot be read.
    """
    faces = read_faces(data / "images.zip", "validation", data / "fer2013new.csv")
    agree = (faces.votes.max(axis=1) >= AGREED) & (faces.votes.argmax(axis=1) == faces.labels)
    half = np.array([int(name.removeprefix("fer")) % 2 == int(odd) for name in faces.names])
    rng = np.random.default_rng(0)
    queues = [rng.permutation(np.flatnonzero(agree & half & (faces.labels == e.position))) for e in EXPRESSIONS]
    rounds = [[queue[turn] for queue in queues if turn < len(queue)] for turn in range(max(map(len, queues)))]
    return faces.select(np.array([index for turn in rounds for index in turn][:count], dtype=np.int64))


def labels(faces: Faces) -> tuple[Shown, ...]:
    """What is shown when; a cut between two faces has no transition."""
    return tuple(
        Shown(index * HELD, (index + 1) * HELD, EXPRESSIONS[label]) for index, label in enumerate(faces.labels)
    )


def frames(faces: Faces, fps: float) -> Iterator[Frame]:
    """The film: each face enlarged, shifted, turned, scaled and lit a little differently from frame to frame."""
    rng = np.random.default_rng(0)
    sway = np.zeros(5)
    kept = float(np.exp(-_SWAY / fps))
    for index in range(round(len(faces) * HELD * fps)):
        now = index / fps
        sway = kept * sway + (1 - kept**2) ** 0.5 * rng.normal(size=5)
        face = faces.pixels[min(int(now / HELD), len(faces) - 1)]
        yield Frame(_picture(face, sway, rng), now)


def _picture(face: Image, sway: Sequence[float] | np.ndarray, rng: np.random.Generator) -> Image:
    across, down, turn, size, light = sway
    large = cv2.resize(face, (_SIDE, _SIDE), interpolation=cv2.INTER_CUBIC)
    middle = (WIDTH / 2, HEIGHT / 2)
    matrix = cv2.getRotationMatrix2D((_SIDE / 2, _SIDE / 2), 2.5 * turn, 1 + 0.03 * size)
    matrix[:, 2] += np.array(middle) - _SIDE / 2 + 6 * np.array([across, down])
    placed = cv2.warpAffine(large, matrix, (WIDTH, HEIGHT), borderValue=int(face.mean()))
    noisy = placed * (1 + 0.06 * light) + rng.normal(0, _PIXEL_NOISE, placed.shape)
    grey = np.clip(noisy, 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)
