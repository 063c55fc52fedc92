"""Taking a picture with help for aiming, on drawn faces and the real face detector; no expression is read for that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.errors import SourceError
from assistant.imaging import Image
from assistant.ui.workers.aiming import BETWEEN, PATIENCE, SETTLING, Described, take
from tests.helpers.feelings import NO_ENSEMBLE
from tests.helpers.scenes import ASIDE, CENTRED, EMPTY, Scenes


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader(NO_ENSEMBLE)


def taken(
    reader: FaceReader, *scenes: tuple[Image, float], at_once: Callable[[], bool] = lambda: False
) -> tuple[Image, list[Described]]:
    hints: list[Described] = []
    return take(Scenes(*scenes), reader, hints.append, at_once), hints


def test_a_face_in_the_middle_is_taken_without_a_word(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (EMPTY, SETTLING), (CENTRED, 1.0))
    assert pixels is CENTRED
    assert hints == []


def test_a_face_aside_is_helped_into_the_middle(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (ASIDE, 2.5), (CENTRED, 5.0))
    assert pixels is CENTRED
    assert [hint.words for hint in hints] == ["Turn the camera left."] * 2
    assert hints[0].pixels is ASIDE
    assert len(hints[0].faces) == 1


def test_hints_leave_time_to_follow_and_end(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (EMPTY, PATIENCE + 5))
    assert pixels is EMPTY
    assert 3 <= len(hints) <= (PATIENCE - SETTLING) / BETWEEN + 1
    assert {hint.words for hint in hints} == {"No face in view."}


def test_the_picture_can_be_had_at_once(reader: FaceReader) -> None:
    pixels, hints = taken(reader, (ASIDE, 5.0), at_once=lambda: True)
    assert pixels is ASIDE
    assert hints == []


def test_a_camera_that_gives_nothing_is_said(reader: FaceReader) -> None:
    with pytest.raises(SourceError):
        taken(reader)
