"""Small valid inputs from which mutation starts."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import PIL.Image

from tests.fuzz.mutators.archives import Entry, pack

VIDEO_KINDS = (
    (".mp4", "mp4v"), (".avi", "MJPG"), (".avi", "XVID"), (".mkv", "MJPG"), (".mkv", "FFV1"), (".webm", "VP80"),
    (".webm", "VP90"), (".ts", "mp4v"), (".ts", "mpg2"), (".mov", "mp4v"),
)  # fmt: skip


def drawn(height: int = 16, width: int = 20, value: int = 0) -> np.ndarray:
    """Some pixels, (height, width, 3) uint8."""
    rows, columns = np.mgrid[:height, :width]
    return np.stack([rows * 9 + value, columns * 7, rows * columns], axis=2).astype(np.uint8)


@cache
def picture(suffix: str, *, grey: bool = False) -> bytes:
    """An encoded picture of some hundred bytes."""
    pixels = drawn()[:, :, 0] if grey else drawn()
    return cv2.imencode(suffix, pixels)[1].tobytes()


@cache
def pictures() -> tuple[bytes, ...]:
    """One of each format that is read."""
    suffixes = (".png", ".jpg", ".bmp", ".webp", ".tiff", ".ppm")
    found = [picture(suffix) for suffix in suffixes] + [picture(".png", grey=True), picture(".pgm", grey=True)]
    return (
        *found,
        _by_pillow("GIF"),
        _by_pillow("JPEG2000"),
        _by_pillow("PNG", mode="P"),
        _by_pillow("JPEG", progressive=True),
    )


@cache
def class_zips() -> tuple[bytes, ...]:
    """Zips of class folders: plain, with folds, with every format, and with folders as entries."""
    png, jpeg = picture(".png"), picture(".jpg")
    plain = [Entry(f"{name}/{number}.png".encode(), png) for name in ("happy", "sad", "angry") for number in (1, 2)]
    folds = [Entry(f"train/{name}/1.jpg".encode(), jpeg, method=0) for name in ("happy", "fear")]
    formats = [
        Entry(f"{name}/1.{kind}".encode(), data) for name in ("neutral", "disgust") for kind, data in _by_suffix()
    ]
    entered = [Entry(b"surprise/", b"", method=0), *(Entry(b"surprise/x.png", png), Entry(b"aia_anger/y.png", png))]
    return tuple(pack(entries) for entries in (plain, folds, formats, entered))


@cache
def clips() -> tuple[bytes, ...]:
    """Four frames in each container and coding that this OpenCV writes, and a moving GIF."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, coding in VIDEO_KINDS:
            path = Path(folder, coding + suffix)
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*coding), 10, (48, 32))
            for value in range(4):
                writer.write(drawn(32, 48, 40 * value))
            writer.release()
            if path.exists() and path.stat().st_size:
                made.append(path.read_bytes())
    return (*made, _by_pillow("GIF", save_all=True, append_images=[_pillow(60)]))


def texts(*values: str) -> Iterable[bytes]:
    """Texts in UTF-8."""
    return [value.encode() for value in values]


def _by_suffix() -> list[tuple[str, bytes]]:
    return [(suffix, picture(f".{suffix}")) for suffix in ("png", "jpg", "bmp", "webp", "tiff")]


def _pillow(value: int = 0) -> PIL.Image.Image:
    return PIL.Image.fromarray(drawn(value=value))


def _by_pillow(form: str, mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    _pillow().convert(mode).save(file, form, **options)
    return file.getvalue()
