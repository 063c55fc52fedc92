"""What holds of any faces that were found."""

from __future__ import annotations

from random import Random

import pytest

from assistant.events import Box
from assistant.vision.found_faces import distinct, largest_first, rows_of
from tests.helpers.faces import found_face


def test_a_face_that_was_found_twice_counts_once() -> None:
    faces = [found_face(100), found_face(104), found_face(300, size=40)]
    assert len(distinct(faces)) == 2
    assert [face.box.width for face in largest_first(faces[::-1])] == [80, 80, 40]


@pytest.mark.parametrize("unevenness", [0, 15])
def test_people_in_rows_come_row_by_row(unevenness: int) -> None:
    rng = Random(1)
    places = [(100 * column, 150 * row) for row in range(3) for column in range(7)]
    boxes = [Box(x + rng.randint(-20, 20), y + rng.randint(-unevenness, unevenness), 80, 100) for x, y in places]
    mixed = rng.sample(range(21), 21)
    found = rows_of([boxes[index] for index in mixed])
    assert [[mixed[index] for index in row] for row in found] == [[*range(7 * n, 7 * n + 7)] for n in range(3)]


def test_without_clear_rows_they_come_from_left_to_right() -> None:
    assert rows_of([]) == [[]]
    assert rows_of([Box(200, 0, 50, 50), Box(0, 150, 50, 50)]) == [[1, 0]]
    slope = [Box(100.0 * number, 20.0 * number, 80, 100) for number in range(9)]
    assert rows_of(slope[::-1]) == [[*range(8, -1, -1)]]


@pytest.mark.parametrize(
    ("centres", "rows"),
    [
        ([(0, 0), (400, 0), (0, 250), (400, 250)], [[0, 1], [2, 3]]),
        ([(0, 0), (400, 10), (800, 0), (200, 250), (600, 240)], [[0, 1, 2], [3, 4]]),
        ([(0, 0), (400, 0), (800, 0), (410, 250)], [[0, 1, 2], [3]]),
        ([(0, 0), (20, 250)], [[0], [1]]),
        ([(0, 0), (400, 0), (200, 250)], [[0, 2, 1]]),
        ([(0, 0), (400, 0), (0, 120), (400, 120)], [[0, 2, 1, 3]]),
    ],
    ids=["two and two", "three and two", "one beneath three", "one beneath one", "one between two", "close together"],
)
def test_the_tiles_of_a_video_call_are_rows(centres: list[tuple[float, float]], rows: list[list[int]]) -> None:
    assert rows_of([Box(x, y, 80, 100) for x, y in centres]) == rows
