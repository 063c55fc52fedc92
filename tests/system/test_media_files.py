"""Every suffix in the tables is of a format that sources, decks and the training read."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest

from assistant.adapters.capture.picture_file import is_picture, read_picture
from assistant.adapters.capture.pictures import PictureReader
from assistant.adapters.capture.sources import recording
from assistant.expressions import Expression
from assistant.practice.picture_folders import open_deck
from assistant.system.media_files import PICTURE_SUFFIXES, VIDEO_SUFFIXES
from training.data.sources.class_folders import read_class_folders

SAME = {
    **dict.fromkeys((".jpe", ".jfif", ".jif"), ".jpg"),
    **{".dib": ".bmp", ".qt": ".mov", ".f4v": ".mp4", ".divx": ".avi"},
}
"""Suffixes of one format, of which OpenCV writes the other."""

BY_PILLOW = {".mpo": "MPO", ".j2k": "JPEG2000", ".avif": "AVIF"}

CODECS = {
    **dict.fromkeys((".wmv", ".asf"), "WMV2"),
    **dict.fromkeys((".mpg", ".mpeg"), "mpg1"),
    **dict.fromkeys((".vob", ".m2v", ".mts", ".m2ts", ".m2t", ".ts", ".mxf"), "mpg2"),
    **dict.fromkeys((".webm", ".ogv"), "VP80"),
    ".flv": "FLV1",
}
"""Of the containers that do not take MPEG-4."""


def picture(suffix: str) -> bytes:
    pixels = np.full((32, 48), 120, np.uint8)
    if suffix in BY_PILLOW:
        data = io.BytesIO()
        PIL.Image.fromarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB)).save(data, BY_PILLOW[suffix])
        return data.getvalue()
    if suffix in (".gif", ".ppm"):
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB)
    return bytes(cv2.imencode(SAME.get(suffix, suffix), pixels)[1])


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES | {".PNG", ".JFIF"}))
def test_each_pictures_suffix_opens_everywhere(suffix: str, tmp_path: Path) -> None:
    for expression in ("happy", "sad"):
        file = tmp_path / expression / f"face{suffix}"
        file.parent.mkdir()
        file.write_bytes(picture(suffix.lower()))
    assert is_picture(file)
    assert read_picture(file).shape == (32, 48, 3)
    (photograph,) = open_deck(tmp_path).pictures(Expression.HAPPY)
    with PictureReader() as reader:
        assert reader.read(photograph).shape == (32, 48, 3)
    records = list(read_class_folders(tmp_path))
    assert len(records) == 2
    for record in records:
        assert record.pixels is not None
        assert record.pixels.shape == (32, 48)


@pytest.mark.parametrize("suffix", sorted(VIDEO_SUFFIXES | {".MP4"}))
def test_each_videos_suffix_opens(suffix: str, tmp_path: Path) -> None:
    kind = SAME.get(suffix.lower(), suffix.lower())
    film = tmp_path / f"film{kind}"
    codec = cv2.VideoWriter.fourcc(*CODECS.get(kind, "mp4v"))
    writer = cv2.VideoWriter(str(film), cv2.CAP_FFMPEG, codec, 25, (64, 48))
    assert writer.isOpened()
    for level in range(10):
        writer.write(np.full((48, 64, 3), 100 + level, np.uint8))
    writer.release()
    # So short that the whole file is read ahead: its end must not be taken for missing.
    assert len(list(recording(film.rename(tmp_path / f"film{suffix}")).frames())) == 10
