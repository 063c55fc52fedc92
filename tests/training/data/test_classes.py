"""The classes that data sets label, and what a network learns them as."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data.classes import DATA_CLASSES, SCHEMES, parse_class


def test_every_data_class_parses_to_itself() -> None:
    assert [parse_class(name) for name in DATA_CLASSES] == list(range(len(DATA_CLASSES)))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("aia_anger", "angry"),
        ("bonnie_Happiness", "happy"),
        (" Contempt ", "contempt"),
        ("ray_contempt", "contempt"),
        ("contempt_1", None),
        ("boredom", None),
        ("", None),
    ],
)
def test_the_last_part_of_a_composed_name_counts(name: str, meant: str | None) -> None:
    place = parse_class(name)
    assert (None if place is None else DATA_CLASSES[place]) == meant


@given(st.lists(st.floats(0, 1, width=32), min_size=len(DATA_CLASSES), max_size=len(DATA_CLASSES)))
def test_votes_stay_shares_of_what_is_learned(counts: list[float]) -> None:
    votes = np.array(counts, np.float32)
    for scheme in SCHEMES.values():
        shares = scheme.shares(votes)
        learned = sum(float(vote) for vote, place in zip(votes, scheme.place, strict=True) if place is not None)
        assert shares.shape == (len(scheme.classes),)
        assert shares.sum() == pytest.approx(1 if learned else 0, abs=1e-5)


def test_votes_for_contempt_go_where_it_is_not_learned_and_anger_and_disgust_can_be_one() -> None:
    votes = np.zeros(len(DATA_CLASSES), np.float32)
    for name in ("angry", "disgust", "happy", "contempt"):
        votes[DATA_CLASSES.index(name)] = 0.25
    by_name = {
        name: {c: float(share) for c, share in zip(scheme.classes, scheme.shares(votes), strict=True) if share}
        for name, scheme in SCHEMES.items()
    }
    assert by_name["seven"] == pytest.approx({"angry": 1 / 3, "disgust": 1 / 3, "happy": 1 / 3})
    assert by_name["eight"] == pytest.approx({"angry": 0.25, "disgust": 0.25, "happy": 0.25, "contempt": 0.25})
    assert by_name["six"] == pytest.approx({"angry or disgust": 2 / 3, "happy": 1 / 3})
