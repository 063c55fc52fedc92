"""What MP4 says of itself: how long it shows pictures, and whether it goes on behind its end."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture import mp4
from assistant.adapters.capture.video_source import VideoSource

ONCE = 1 << 16
COUNTED = 20.0


def box(kind: bytes, *inside: bytes) -> bytes:
    data = b"".join(inside)
    return struct.pack(">I", 8 + len(data)) + kind + data


def track(*edits: tuple[int, int, int], handler: bytes = b"vide", version: int = 0) -> bytes:
    """A track with these edits: ticks, where they begin, and their speed."""
    rows = b"".join(struct.pack(">Qqi" if version else ">Iii", *edit) for edit in edits)
    table = box(b"elst", struct.pack(">B3xI", version, len(edits)), rows)
    return box(b"trak", box(b"edts", table) if edits else b"", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12))))


def film(*inside: bytes) -> bytes:
    """A film whose clock has 1000 ticks a second."""
    head = box(b"mvhd", bytes(12), struct.pack(">II", 1000, 0))
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(99)) + box(b"moov", head, *inside)


def shown(data: bytes) -> float:
    return mp4.seconds_shown(io.BytesIO(data), len(data), COUNTED)


def test_what_an_edit_list_hides_is_not_shown() -> None:
    assert shown(film(track((5000, 700, ONCE)))) == 5
    assert shown(film(track((5000, 700, ONCE), version=1))) == 5
    assert shown(film(track((2000, 0, ONCE), (1500, 9000, ONCE)))) == 3.5


def test_a_wait_before_the_first_picture_is_none() -> None:
    assert shown(film(track((3000, -1, ONCE), (5000, 0, ONCE)))) == 5


@pytest.mark.parametrize(
    "tracks",
    [
        [track()],
        [track((0, 0, ONCE))],
        [track((5000, 0, ONCE // 2))],
        [track((30_000, 0, ONCE))],
        [track((5000, 0, ONCE), handler=b"soun"), track()],
    ],
    ids=["no edits", "all of it", "slowly", "more than there is", "of the sound"],
)
def test_what_hides_nothing_shows_all_pictures(tracks: list[bytes]) -> None:
    assert shown(film(*tracks)) == COUNTED


def test_pieces_that_are_counted_nowhere_promise_nothing() -> None:
    assert shown(film(track(), box(b"mvex"))) == 0


@pytest.mark.parametrize("data", [b"", b"\0\0\0\x08moov", film(track((5000, 0, ONCE)))[:-30], film()[:-10]])
def test_what_is_damaged_hides_nothing(data: bytes) -> None:
    assert shown(data) == COUNTED


def test_what_goes_on_behind_the_end_ends_early() -> None:
    whole = film(track())
    for data, early in ((whole, False), (whole[:-1], True), (whole + b"\xff\xff\xff\xffnote", False)):
        assert mp4.ends_early(io.BytesIO(data), len(data), data) == early


def test_a_film_that_was_cut_without_coding_it_anew_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"mp4v"), 25, (64, 48))
    for index in range(75):
        writer.write(np.full((48, 64, 3), 3 * index, np.uint8))
    writer.release()
    made = bytearray(path.read_bytes())
    place = made.index(b"elst") + 12
    assert struct.unpack_from(">Iii", made, place) == (3000, 0, ONCE)
    clock = int.from_bytes(made[(head := made.index(b"mdhd") + 16) : head + 4], "big")
    struct.pack_into(">Iii", made, place, 1000, 2 * clock, ONCE)
    path.write_bytes(made)
    frames = list(VideoSource(path).frames())
    assert 25 <= len(frames) <= 27
    assert frames[0].pixels.mean() == pytest.approx(150, abs=9)
