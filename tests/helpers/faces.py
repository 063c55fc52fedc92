"""Found faces and small films for tests."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from assistant.drawn_faces import Identity, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Box, FoundFace
from assistant.expressions import Expression
from assistant.imaging import Image


def found_face(x: float, y: float = 100.0, size: float = 80.0) -> FoundFace:
    """A level face whose box is centred on (x, y)."""
    return FoundFace(
        box=Box(x - size / 2, y - size / 2, size, size),
        eyes=((x - 0.2 * size, y - 0.2 * size), (x + 0.2 * size, y - 0.2 * size)),
        nose=(x, y),
        mouth=(x, y + 0.25 * size),
        score=0.9,
    )


def drawn_picture(expression: Expression, seed: int = 3, side: int = 400) -> Image:
    """A clear drawn face, (side, side, 3) RGB."""
    return paint(draw_face(Identity.random(seed), prototype(expression)), side, side)


def save_face(path: Path, expression: Expression, seed: int = 3) -> Path:
    """A picture file of a drawn face, in the format of its suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = cv2.cvtColor(drawn_picture(expression, seed), cv2.COLOR_RGB2BGR)
    path.write_bytes(cv2.imencode(path.suffix.replace("jfif", "jpg"), pixels)[1].tobytes())
    return path


def write_film(path: Path, frames: int, fps: float = 25.0, size: tuple[int, int] = (64, 48)) -> Path:
    """A film whose n-th frame has brightness 2·n."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), fps, size)
    for index in range(frames):
        writer.write(np.full((size[1], size[0], 3), 2 * index, dtype=np.uint8))
    writer.release()
    return path
