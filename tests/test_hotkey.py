"""Keys for all programs, as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.errors import GlobalKeyError
from assistant.hotkey import Combination, Modifier, parse
from tests.helpers.combinations import keys_for_all_programs


@given(keys_for_all_programs())
def test_what_is_written_is_read_back(combination: Combination) -> None:
    assert parse(str(combination)) == combination


@given(keys_for_all_programs(), st.randoms(use_true_random=False), st.booleans())
def test_order_and_case_do_not_matter(combination: Combination, random, lower: bool) -> None:
    *held, key = str(combination).split("+")
    random.shuffle(held)
    text = "+".join([*held, key])
    assert parse(text.lower() if lower else text.upper()) == combination


@given(st.text() | st.lists(st.sampled_from([*Modifier, "M", "F1", "F13", "F21", "", "É", "+"])).map("+".join))
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    said = None
    try:
        written = str(parse(text))
    except GlobalKeyError as error:
        written, said = text, str(error)
    assert said is None or "for all programs" in said
    assert sorted(written.casefold().split("+")) == sorted(text.casefold().split("+"))


NOT_FOR_ALL = ["M", "Shift+M", "Space", "F9", "Shift+F9", "", "Ctrl", "Ctrl+", "Ctrl++", "Ctrl+Ctrl+M"]


@pytest.mark.parametrize("key", NOT_FOR_ALL)
def test_no_key_is_taken_from_typing(key: str) -> None:
    with pytest.raises(GlobalKeyError):
        parse(key)


def test_a_combination_is_called_as_its_user_calls_it() -> None:
    messages.use("de")
    try:
        assert parse("alt+ctrl+space").name == "Strg+Alt+Leertaste"
    finally:
        messages.use("en")
