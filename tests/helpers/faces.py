"""Found faces and small films for tests."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from assistant.events import Box, FoundFace


def found_face(x: float, y: float = 100.0, size: float = 80.0) -> FoundFace:
    """A level face whose box is centred on (x, y)."""
    return FoundFace(
        box=Box(x - size / 2, y - size / 2, size, size),
        eyes=((x - 0.2 * size, y - 0.2 * size), (x + 0.2 * size, y - 0.2 * size)),
        nose=(x, y),
        mouth=(x, y + 0.25 * size),
        ears=((x - 0.45 * size, y - 0.1 * size), (x + 0.45 * size, y - 0.1 * size)),
        score=0.9,
    )


def write_film(path: Path, frames: int, fps: float = 25.0, size: tuple[int, int] = (64, 48)) -> Path:
    """A film whose n-th frame has brightness 2·n."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), fps, size)
    for index in range(frames):
        writer.write(np.full((size[1], size[0], 3), 2 * index, dtype=np.uint8))
    writer.release()
    return path
