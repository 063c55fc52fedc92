from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.vision.tracker import MEMORY, FaceTracker
from tests.helpers.faces import found_face


def ids(tracker: FaceTracker, now: float, places: Sequence[float]) -> list[int]:
    return [tracked.face for tracked in tracker.update(now, [found_face(x) for x in places])]


def test_ids_count_from_one_and_stay() -> None:
    tracker = FaceTracker()
    assert ids(tracker, 0.0, [100, 400]) == [1, 2]
    assert ids(tracker, 0.1, [405, 102]) == [2, 1]


def test_id_survives_a_short_loss_but_not_a_long_one() -> None:
    tracker = FaceTracker()
    assert ids(tracker, 0.0, [200]) == [1]
    assert ids(tracker, 0.1, []) == []
    assert ids(tracker, MEMORY - 0.1, [205]) == [1]
    assert ids(tracker, 2 * MEMORY, [205]) == [2]


def test_a_forgotten_face_is_somebody_new() -> None:
    tracker = FaceTracker()
    assert ids(tracker, 0.0, [200]) == [1]
    tracker.forget()
    assert ids(tracker, 0.04, [200]) == [2]


def test_a_face_elsewhere_is_somebody_else() -> None:
    tracker = FaceTracker()
    ids(tracker, 0.0, [100])
    assert ids(tracker, 0.04, [500]) == [2]


def test_a_face_of_another_size_is_somebody_else() -> None:
    tracker = FaceTracker()
    tracker.update(0.0, [found_face(200, size=200)])
    assert [t.face for t in tracker.update(0.04, [found_face(200, size=15)])] == [2]


def test_faces_that_cross_keep_their_ids() -> None:
    tracker = FaceTracker()
    for step in range(51):
        now, left, right = step * 0.04, 100 + 8.0 * step, 500 - 8.0 * step
        # While one is in front of the other, the detector finds a single face.
        hidden = abs(left - right) < 60
        found = tracker.update(now, [found_face(left)] if hidden else [found_face(left), found_face(right)])
    assert [t.face for t in found] == [1, 2]


@given(st.lists(st.lists(st.floats(0, 1000), max_size=4), max_size=12))
def test_an_id_is_never_given_twice_in_one_frame(frames: list[list[float]]) -> None:
    tracker = FaceTracker()
    for index, places in enumerate(frames):
        found = ids(tracker, index * 0.1, places)
        assert len(set(found)) == len(found) == len(places)
