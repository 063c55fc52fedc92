from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from assistant.vision.tracker import MEMORY, FaceTracker, Look
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
    for index in range(15):
        assert ids(tracker, MEMORY + index * 0.1, []) == []
    assert ids(tracker, 2.7 + MEMORY, [205]) == [2]


def test_a_pause_between_two_frames_is_no_absence() -> None:
    tracker = FaceTracker()
    assert [ids(tracker, now, [200]) for now in (0.0, 0.1, 1.5, 9.5, 60.0)] == [[1]] * 5
    # Nor is a frame without it after a pause, however long the pause was.
    assert ids(tracker, 90.0, []) == []
    assert ids(tracker, 90.1, [200]) == [1]


def look(seed: int) -> Look:
    """A person's look, the same from the same seed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (16, 16), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def test_a_cut_to_somebody_else_at_the_same_place_gives_another_number() -> None:
    tracker, place = FaceTracker(), [found_face(200)]
    for index in range(10):
        (before,) = tracker.update(index * 0.04, place, [look(1)])
    (after,) = tracker.update(0.4, place, [look(2)])
    (later,) = tracker.update(0.44, place, [look(2)])
    assert [(t.face, t.instead_of) for t in (before, after, later)] == [(1, None), (2, 1), (2, 1)]


def test_somebody_who_walks_in_front_of_another_is_not_instead_of_them() -> None:
    tracker, partner, passer = FaceTracker(), look(1), look(2)
    for step in range(51):
        now, place = step * 0.04, 100 + 8.0 * step
        faces, looks = [found_face(place)], [passer]
        if abs(place - 300) > 60:  # else the partner is hidden
            faces, looks = [*faces, found_face(300)], [*looks, partner]
        found = tracker.update(now, faces, looks)
    assert [(t.face, t.instead_of) for t in found] == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "hand",
    [np.s_[:7], np.s_[9:], np.s_[:, :7], np.s_[:, 9:], np.s_[3:, 2:8]],
    ids=["brow", "mouth", "left", "right", "telephone"],
)
def test_a_hand_before_half_of_a_face_makes_nobody_somebody_else(hand: slice | tuple[slice, slice]) -> None:
    tracker, hidden = FaceTracker(), look(1)
    hidden[hand] = (200, 150, 120)
    found = [tracker.update(index * 0.04, [found_face(200)], [seen])[0] for index, seen in enumerate((look(1), hidden))]
    assert [t.face for t in found] == [1, 1]


@pytest.mark.parametrize(
    ("gain", "offset"),
    [(0.4, 0), (0.6, 90), ((0.35, 0.45, 1.0), 0), ((1.0, 0.55, 0.2), 0), ((0.5, 0.5, 0.5), (0, 60, 120))],
)
def test_a_change_of_light_makes_nobody_somebody_else(gain: ArrayLike, offset: ArrayLike) -> None:
    tracker = FaceTracker()
    lit = (look(1) * np.asarray(gain) + np.asarray(offset)).astype(np.uint8)
    found = [tracker.update(index * 0.04, [found_face(200)], [seen])[0] for index, seen in enumerate((look(1), lit))]
    assert [t.face for t in found] == [1, 1]


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
