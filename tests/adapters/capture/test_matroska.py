"""What Matroska says of itself: where it ends, and whether something lies between its elements."""

from __future__ import annotations

import io

import pytest

from assistant.adapters.capture import matroska

UNKNOWN = b"\x01" + 7 * b"\xff"
INFORMATION, CLUSTER, TIME, BLOCK, CUES = b"\x15I\xa9f", b"\x1fC\xb6u", b"\xe7", b"\xa3", b"\x1cS\xbbk"


def element(kind: bytes, data: bytes, length: bytes | None = None) -> bytes:
    return kind + (length or (1 << 28 | len(data)).to_bytes(4, "big")) + data


def film(*inside: bytes, length: bytes | None = None) -> bytes:
    return element(matroska.BEGINNING, bytes(20)) + element(b"\x18S\x80g", b"".join(inside), length)


PICTURES = element(TIME, b"\0\0") + element(BLOCK, bytes(500)) + 9 * element(BLOCK, bytes(70))
WHOLE = film(element(INFORMATION, bytes(9)), element(CLUSTER, PICTURES), element(CUES, bytes(30)))
LIVE = film(element(CLUSTER, PICTURES, UNKNOWN), element(CLUSTER, PICTURES, UNKNOWN), length=UNKNOWN)


def looks(data: bytes) -> tuple[bool, bool]:
    """Whether it ends early, and whether it has a hole."""
    file = io.BytesIO(data)
    return matroska.ends_early(file, len(data), data), matroska.has_hole(file, len(data), data)


@pytest.mark.parametrize("data", [WHOLE, LIVE, LIVE + LIVE], ids=["whole", "live", "one behind the other"])
def test_a_whole_film_is_one(data: bytes) -> None:
    assert looks(data) == (False, False)


def test_notes_behind_the_end_are_no_hole() -> None:
    assert looks(WHOLE + b"some notes of a program") == (False, False)


def test_one_that_is_cut_ends_early_and_has_no_hole() -> None:
    assert looks(WHOLE[:400]) == (True, False)


def test_what_is_lost_or_overwritten_within_is_a_hole() -> None:
    place = WHOLE.index(BLOCK, WHOLE.index(TIME))
    assert looks(WHOLE[: place + 9] + WHOLE[place + 200 :]) == (True, True)
    assert looks(WHOLE[:place] + bytes(20) + WHOLE[place + 20 :]) == (False, True)


def test_places_that_no_file_has_are_not_looked_at() -> None:
    assert looks(film(element(BLOCK, bytes(99), b"\x01" + 7 * b"\xfe"))) == (False, False)
