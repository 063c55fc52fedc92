"""How the heads of cards move: each in its own way, as far as asked, the same each time."""

from itertools import pairwise

import pytest

from assistant.practice.behaviours import AT_REST, BEHAVIOURS, Behaviour
from assistant.practice.head_motion import BEGIN, LASTS, HeadMotion

AXES = {
    Behaviour.NOD: "pitch",
    Behaviour.SHAKE: "yaw",
    Behaviour.TILT: "roll",
    Behaviour.DOWN: "pitch",
    Behaviour.AWAY: "yaw",
    Behaviour.EYES_AWAY: "gaze_yaw",
}
MOMENTS = [index / 40 for index in range(round(40 * LASTS) + 1)]


def course(behaviour: Behaviour, intensity: float, seed: int) -> list[float]:
    """Degrees from rest about the axis of a behaviour, moment by moment."""
    motion, axis = HeadMotion(behaviour, intensity, seed), AXES[behaviour]
    rest = getattr(motion.at(0.0), axis)
    return [getattr(motion.at(time), axis) - rest for time in MOMENTS]


def spread(behaviour: Behaviour, intensity: float, seed: int) -> float:
    moved = course(behaviour, intensity, seed)
    return max(moved) - min(moved)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("behaviour", AXES)
def test_a_head_rests_moves_about_its_axis_and_is_back_at_the_end(behaviour: Behaviour, seed: int) -> None:
    motion = HeadMotion(behaviour, 0.8, seed)
    assert motion.at(0.0) == motion.at(BEGIN)
    assert motion.at(LASTS) == motion.at(0.0)
    assert spread(behaviour, 0.8, seed) > 15
    assert spread(behaviour, 0.2, seed) < spread(behaviour, 0.6, seed) < spread(behaviour, 1.0, seed)
    still = {"yaw", "pitch", "roll"} - {AXES[behaviour]}
    assert all(getattr(motion.at(time), axis) == getattr(motion.at(0.0), axis) for time in MOMENTS for axis in still)


def test_a_shake_goes_to_both_sides_and_a_look_away_to_one() -> None:
    for seed in range(6):
        moved = course(Behaviour.SHAKE, 1.0, seed)
        assert min(moved) < -10
        assert max(moved) > 10
        aside = course(Behaviour.AWAY, 1.0, seed)
        assert min(*aside, -max(aside)) < -30
        assert min(map(abs, (min(aside), max(aside)))) < 1


def test_a_nod_goes_down_and_up_as_often_as_is_told() -> None:
    counts = set()
    for seed in range(12):
        motion = HeadMotion(Behaviour.NOD, 1.0, seed)
        down = [value < -10 for value in course(Behaviour.NOD, 1.0, seed)]
        assert sum(now and not before for before, now in pairwise(down)) == motion.count
        assert max(course(Behaviour.NOD, 1.0, seed)) <= 0
        counts.add(motion.count)
    assert counts == {1, 2, 3}


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_still_pictures_begin_at_rest_and_hold_the_furthest(behaviour: Behaviour) -> None:
    for seed in range(6):
        motion = HeadMotion(behaviour, 1.0, seed)
        assert motion.at(motion.phases[0]) == motion.at(0.0)
        assert motion.apex in motion.phases
        assert sorted(motion.phases) == list(motion.phases)
        assert 3 <= len(motion.phases) <= 5
        if behaviour not in AT_REST:
            axis = AXES[behaviour]
            furthest = max(map(abs, course(behaviour, 1.0, seed)))
            shown = abs(getattr(motion.at(motion.apex), axis) - getattr(motion.at(0.0), axis))
            assert shown == pytest.approx(furthest, rel=0.05)


def test_who_looks_at_the_learner_points_at_them() -> None:
    for seed in range(12):
        pose = HeadMotion(Behaviour.TOWARD, 0.0, seed).at(1.7)
        assert max(map(abs, (pose.yaw, pose.pitch))) <= 1
        assert (pose.gaze_yaw, pose.gaze_pitch) == (0, 0)
