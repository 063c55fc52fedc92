"""How `benchmarks.gestures` counts."""

from __future__ import annotations

import pytest

from assistant.drawn_faces import Pose
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.events import Attention, AttentionEvent, Gesture, GestureEvent
from benchmarks.gestures import material
from benchmarks.gestures.films import Film
from benchmarks.gestures.scores import Score, looks_right

NOD, SHAKE = Gesture.NOD, Gesture.SHAKE


def told(time: float, gesture: Gesture = NOD) -> GestureEvent:
    return GestureEvent(time, 1, gesture, 7.0)


def test_a_gesture_is_right_once_while_it_lasts_or_soon_after() -> None:
    film = Film("", 0, 60.0, (Swinging(NOD, 5.0, 2, 2.0, 14), Swinging(SHAKE, 10.0), Swinging(NOD, 20.0, degrees=4)))
    score = Score()
    score.add(film, [told(5.8), told(6.1), told(10.5), told(20.5)])
    assert (score.shown, score.seen, score.right, score.wrong) == (2, 1, 2, 2)
    assert (score.recall, score.precision, score.false_a_minute) == (0.5, 0.5, 2.0)
    assert score.delays == [pytest.approx(5.8 - 5.5)], "one that is too small to count is not timed"


def test_looks_count_but_for_a_moment_after_each_turn() -> None:
    film = Film("", 0, 20.0, turns=(Turn(5.0, Pose(yaw=20), 6.0),))
    right = [AttentionEvent(1.0, 1, Attention.TOWARD), AttentionEvent(6.3, 1, Attention.AWAY)]
    back = AttentionEvent(11.9, 1, Attention.TOWARD)
    share, counted = looks_right(film, [*right, back])
    assert share == pytest.approx(counted)
    assert looks_right(film, right)[0] == pytest.approx(counted - 20 + 12.1, abs=0.2)


def test_films_hold_what_they_say() -> None:
    films = [*material.gestures(1, 6), *material.while_talking(1, 2), *material.others(1), *material.looks(1, 2)]
    for film in films:
        starts = [gesture.start for gesture in film.gestures]
        ends = [gesture.end for gesture in film.gestures]
        assert all(end + 1 < start for end, start in zip(ends, starts[1:], strict=False))
        assert not ends or ends[-1] + 1 < film.seconds
        assert film.width >= 84
    assert {film.fps for film in films} >= {10.0, 15.0, 30.0}
    assert not any(film.gestures for film in films if film.name not in ("gestures", "while talking"))
