import numpy as np

from assistant.vision.reading_rate import CHANGE, Measured, Rate

RATE = Rate(moving=0.06, still=0.25)
CROP = np.random.default_rng(0).integers(60, 190, (48, 48), dtype=np.uint8)
NOISY = CROP + np.random.default_rng(1).integers(-2, 3, CROP.shape).astype(np.uint8)
CHANGED = CROP + np.uint8(CHANGE + 1)


def measured_at(times: list[float], crops: list[np.ndarray]) -> list[float]:
    """The times at which a face is measured anew."""
    measured, taken = Measured[float](RATE), []
    for now, crop in zip(times, crops, strict=True):
        if measured.due(1, crop, now):
            measured.keep(1, crop, now, now)
            taken.append(now)
        assert measured.of(1) == taken[-1]
    return taken


def test_a_still_face_is_measured_seldom() -> None:
    times = [index * 0.05 for index in range(11)]
    taken = measured_at(times, [CROP if index % 2 else NOISY for index in range(11)])
    assert taken == [times[0], times[5], times[10]]


def test_a_change_is_measured_at_once() -> None:
    times = [0.0, 0.1, 0.2, 0.3]
    assert measured_at(times, [CROP, CROP, CHANGED, CHANGED]) == [0.0, 0.2]


def test_what_is_known_to_move_is_measured_at_the_quick_rate_however_it_looks() -> None:
    measured = Measured[None](Rate(moving=0.1, still=1.0))
    measured.keep(1, CROP, 0.0, None)
    assert [measured.due(1, CROP, now, moves=True) for now in (0.05, 0.15)] == [False, True]
    assert not measured.due(1, CROP, 0.15)


def test_a_face_that_changes_all_the_time_is_measured_with_every_other_frame_of_a_quick_camera() -> None:
    times = [index / 30 for index in range(7)]
    taken = measured_at(times, [CROP if index % 4 < 2 else CHANGED for index in range(7)])
    assert taken == times[::2]


def test_each_face_has_its_own_and_what_is_old_is_forgotten() -> None:
    measured = Measured[str](RATE)
    measured.keep(1, CROP, 0.0, "one")
    assert measured.due(2, CROP, 0.1)
    measured.keep(2, CROP, 0.1, "two")
    assert (measured.of(1), measured.of(2)) == ("one", "two")
    measured.keep(2, CROP, 0.3, "two")
    assert measured.due(1, CROP, 0.3)
