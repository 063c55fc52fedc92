"""Where people are, in words that tell them apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.cues import position
from assistant.cues.position import Place, pan, place
from assistant.events import Box
from tests.helpers.streams import FRAME_SIZE


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    messages.use("en")


def test_places_and_pan() -> None:
    assert [place(Box(x, 0, 40, 40), 640) for x in (0, 300, 600)] == [Place.LEFT, Place.MIDDLE, Place.RIGHT]
    assert pan(Box(-20, 0, 40, 40), 640) == -1
    assert pan(Box(300, 0, 40, 40), 640) == 0
    assert pan(Box(2000, 0, 40, 40), 640) == 1


@given(st.floats(-1000, 2000), st.floats(1, 500), st.integers(100, 4000))
def test_a_sound_comes_from_the_side_that_is_named(x: float, width: float, frame: int) -> None:
    box = Box(x, 0, width, width)
    assert -1 <= pan(box, frame) <= 1
    sides = {Place.LEFT: pan(box, frame) < 0, Place.RIGHT: pan(box, frame) > 0, Place.MIDDLE: True}
    assert sides[place(box, frame)]


def test_people_in_thirds_of_their_own_are_named_by_them() -> None:
    boxes = [Box(x, 0, 40, 40) for x in (0, 300, 600)]
    assert position.names(boxes, FRAME_SIZE[0]) == ["left", "middle", "right"]
    assert position.names(boxes[2:], FRAME_SIZE[0]) == ["right"]
    assert position.names([], FRAME_SIZE[0]) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_two_people_have_the_same_words_for_their_place(language: str) -> None:
    messages.use(language)
    in_a_row = [Box(20.0 * number, 0, 20, 20) for number in range(30)]
    in_rows = [Box(20.0 * (number % 6), 40.0 * (number // 6), 20, 20) for number in range(30)]
    for boxes in (in_a_row, in_rows):
        assert len({*position.names(boxes, FRAME_SIZE[0])}) == 30


def test_people_in_rows_are_counted_in_each_row() -> None:
    boxes = [Box(20.0 * (number % 3), 40.0 * (number // 3) + number % 2, 20, 20) for number in range(6)]
    first, second, *_, last = position.names(boxes, FRAME_SIZE[0])
    assert (first, second, last) == ("row 1, first from the left", "row 1, second", "row 2, third")
