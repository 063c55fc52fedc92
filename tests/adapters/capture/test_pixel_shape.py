"""Recordings with pixels that are not square are shown as players show them."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.pixel_shape import with_square_pixels
from assistant.adapters.capture.video_source import VideoSource

_AROUND = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")


def anamorphic(path: Path, size: tuple[int, int], across: int, down: int) -> Path:
    """A video of a round disc, squeezed into pixels of `across`:`down`; `size` is the stored one."""
    width, height = size
    ratio = across / down
    shown = np.full((height, round(width * ratio), 3), 30, np.uint8)
    cv2.circle(shown, (shown.shape[1] // 2, height // 2), height // 3, (220, 220, 220), -1)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 25, size)
    for _ in range(5):
        writer.write(cv2.resize(shown, size, interpolation=cv2.INTER_AREA))
    writer.release()
    path.write_bytes(_with_pixel_shape(path.read_bytes(), across, down))
    return path


def _with_pixel_shape(data: bytes, across: int, down: int) -> bytes:
    """The MP4 with a box `pasp` (ISO/IEC 14496-12, 12.1.4) at the end of its video's sample entry."""
    old = data.find(b"pasp")
    if old >= 0:
        return data[: old + 4] + struct.pack(">II", across, down) + data[old + 12 :]
    box = struct.pack(">I4sII", 16, b"pasp", across, down)
    made, at = bytearray(data), 0
    for name in (*_AROUND, b"mp4v"):
        at = data.index(name, at) - 4
        struct.pack_into(">I", made, at, struct.unpack_from(">I", data, at)[0] + len(box))
        at += 4
    entry = data.index(b"mp4v", data.index(b"stsd")) - 4
    end = entry + struct.unpack_from(">I", data, entry)[0]
    return bytes(made[:end]) + box + bytes(made[end:])


@pytest.mark.parametrize(("across", "down"), [(2, 1), (64, 45), (1, 2)])
def test_a_disc_is_round(tmp_path: Path, across: int, down: int) -> None:
    film = anamorphic(tmp_path / "film.mp4", (320, 240), across, down)
    picture = next(iter(VideoSource(film).frames())).pixels
    rows, columns = np.nonzero(picture[..., 0] > 128)
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=4)
    assert picture.shape[0] >= 240
    assert picture.shape[1] >= 320


def test_a_broken_header_changes_nothing(tmp_path: Path) -> None:
    film = anamorphic(tmp_path / "film.mp4", (320, 240), 1, 1)
    film.write_bytes(_with_pixel_shape(film.read_bytes(), 900, 1))
    assert next(iter(VideoSource(film).frames())).pixels.shape == (240, 320, 3)


def test_square_pixels_stay_as_they_are() -> None:
    picture = np.zeros((4, 6, 3), np.uint8)
    assert with_square_pixels(picture, 1.0) is picture
