"""Types and bounds of a recipe's values, and how they are said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.errors import TrainingError
from training.schema import Between, in_words, require_fit


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(allow_nan=True, allow_infinity=True))
def test_bounds_hold_themselves_and_what_lies_between(low: float, high: float, number: float) -> None:
    bounds = Between(low, high)
    assert (number in bounds) == (low <= number <= high)
    assert (low in bounds) == (high in bounds) == (low <= high)
    assert (number in Between(low)) == (low <= number < math.inf)


@pytest.mark.parametrize(
    ("kind", "fitting", "others", "words"),
    [
        (int, [0, -3], [1.0, True, "1", None], "a whole number"),
        (float, [0, 0.5], [True, "0.5", [0.5]], "a number"),
        (bool, [True], [1, 0, "true"], "true or false"),
        (str, ["", "1"], [1, ["1"]], "text in quotes"),
        (Annotated[int, Between(1, 3)], [1, 3], [0, 4, 2.0], "a whole number from 1 to 3"),
        (Annotated[float, Between(0)], [0, 7.5], [-0.1, math.inf, math.nan, 10**400], "a number of 0 or more"),
        (Literal[1, 3], [1, 3], [2, True, 1.0, "1"], "one of 1, 3"),
        (list[str], [[], ["a"]], ["a", [1], ["a", None]], "a list, each entry text in quotes"),
        (Sequence[Annotated[int, Between(1, 3)]], [[1, 2], (3,)], [[0], [True], 1], "a list, each entry a whole "),
        (dict[str, Any], [{}, {"a": 1}], [[], "a"], "a table"),
    ],
)
def test_a_value_fits_by_its_type_and_its_bounds(kind: Any, fitting: list[Any], others: list[Any], words: str) -> None:
    assert in_words(kind).startswith(words)
    for value in fitting:
        require_fit(kind, "key", value, "here")
    for value in others:
        with pytest.raises(TrainingError, match=f"^here: key = .* does not fit; use {words}"):
            require_fit(kind, "key", value, "here")
