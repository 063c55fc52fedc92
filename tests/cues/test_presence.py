"""Who is in view: not a slip of the detector, still whoever is hidden for a moment, and each comes and goes once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cues.presence import APPEAR_AFTER, LEAVE_AFTER, Presence
from assistant.events import FaceEvent
from assistant.vision.tracker import LONGEST_STEP
from tests.helpers.streams import reading

STEP = 0.05


def watched(presence: Presence, start: float, seconds: float, faces: Sequence[int] = ()) -> list[FaceEvent]:
    """What changes while these faces are found twenty times a second."""
    times = [start + STEP * n for n in range(round(seconds / STEP))]
    return [event for now in times for event in presence.update(now, [reading(face, None) for face in faces])]


def told(events: Sequence[FaceEvent]) -> list[tuple[int, str]]:
    return [(event.face, event.state) for event in events]


def test_a_face_counts_once_it_has_been_seen_for_a_moment() -> None:
    presence = Presence()
    (event,) = watched(presence, 0.0, 1.0, [1])
    assert (event.face, event.state, event.time) == (1, "appeared", pytest.approx(APPEAR_AFTER, abs=STEP))
    assert presence.boxes == {1: reading(1, None).found.box}


def test_a_face_of_a_single_frame_never_was_there() -> None:
    presence = Presence()
    assert presence.update(0.0, [reading(1, None)]) == []
    assert watched(presence, STEP, 2 * LEAVE_AFTER) == []
    assert (presence.readings, presence.boxes) == ((), {})


def test_who_is_hidden_for_a_moment_is_where_they_were_last_seen() -> None:
    presence = Presence()
    watched(presence, 0.0, 1.0, [1])
    presence.update(1.0, [reading(1, None, x=200.0)])
    assert watched(presence, 1.05, LEAVE_AFTER - 0.1) == []
    assert presence.boxes == {1: reading(1, None, x=200.0).found.box}
    assert watched(presence, LEAVE_AFTER + 0.95, 1.0, [1]) == []
    assert watched(presence, LEAVE_AFTER + 1.95, LEAVE_AFTER - 0.1) == [], "a second time counts anew"


def test_who_has_been_gone_for_longer_has_left() -> None:
    presence = Presence()
    watched(presence, 0.0, 1.0, [1])
    (event,) = watched(presence, 1.0, 2 * LEAVE_AFTER)
    assert (event.face, event.state) == (1, "left")
    assert event.time == pytest.approx(1.0 + LEAVE_AFTER, abs=2 * STEP)
    assert presence.boxes == {}


def test_a_pause_between_two_frames_is_no_absence() -> None:
    presence = Presence()
    watched(presence, 0.0, 1.0, [1])
    assert presence.update(60.0, []) == []
    assert told(presence.update(60.0 + LONGEST_STEP, [])) == [(1, "left")]


def test_who_takes_the_place_of_another_counts_at_once_and_the_other_has_left() -> None:
    presence = Presence()
    watched(presence, 0.0, 1.0, [1, 2])
    cut = replace(reading(3, None), instead_of=1)
    assert told(presence.update(1.0, [cut, reading(2, None)])) == [(1, "left"), (3, "appeared")]
    assert list(presence.boxes) == [2, 3]
    assert presence.update(1.05, [cut, reading(2, None)]) == []


def test_when_all_leave_only_those_who_counted_are_told_of() -> None:
    presence = Presence()
    watched(presence, 0.0, 1.0, [2, 1])
    presence.update(1.0, [reading(3, None)])
    assert told(presence.leave(1.0)) == [(2, "left"), (1, "left")]
    assert presence.leave(2.0) == []


moments = st.lists(st.tuples(st.floats(0.01, 2.0), st.sets(st.integers(1, 3))), max_size=60)


@settings(max_examples=40)
@given(moments)
def test_each_face_comes_and_goes_by_turns_and_is_in_view_between(frames: list[tuple[float, set[int]]]) -> None:
    presence, now, here = Presence(), 0.0, set()
    for gap, faces in frames:
        now += gap
        for event in presence.update(now, [reading(face, None) for face in faces]):
            assert event.time == now
            assert (event.state == "left") is (event.face in here)
            here ^= {event.face}
        assert set(presence.boxes) == here
