from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.partner import PartnerChoice, prominence
from assistant.events import Box

FRAME = (640, 360)
boxes = st.builds(Box, st.floats(-50, 600), st.floats(-50, 300), st.floats(10, 300), st.floats(10, 300))
views = st.lists(st.tuples(st.floats(0, 1), st.dictionaries(st.integers(1, 4), boxes, max_size=4)), max_size=40)


@given(views)
def test_the_partner_is_somebody_in_view(frames: list[tuple[float, dict[int, Box]]]) -> None:
    choice, now = PartnerChoice(), 0.0
    for gap, in_view in frames:
        now += gap
        partner = choice.update(now, in_view, in_view, FRAME)
        assert (partner in in_view) if in_view else (partner is None)


def test_larger_and_more_central_faces_are_more_prominent() -> None:
    middle = Box(270, 130, 100, 100)
    assert prominence(middle, FRAME) > prominence(Box(285, 145, 70, 70), FRAME)
    assert prominence(middle, FRAME) > prominence(Box(0, 0, 100, 100), FRAME)


def test_two_equals_do_not_take_turns() -> None:
    choice = PartnerChoice()
    partners = {
        choice.update(n / 10, {1: Box(200, 130, 100 + n % 2, 100), 2: Box(340, 130, 100 - n % 2, 100)}, {1, 2}, FRAME)
        for n in range(100)
    }
    assert len(partners) == 1


def test_a_challenger_must_last() -> None:
    choice = PartnerChoice()
    small, large = Box(270, 130, 60, 60), Box(270, 130, 120, 120)
    choice.update(0.0, {1: small}, {1}, FRAME)
    partners = [choice.update(n / 10, {1: small, 2: large}, {1, 2}, FRAME) for n in range(20)]
    assert partners == [1] * 15 + [2] * 5


def test_a_challenger_who_falls_back_begins_anew() -> None:
    choice = PartnerChoice()
    small, large = Box(270, 130, 60, 60), Box(270, 130, 120, 120)
    choice.update(0.0, {1: small}, {1}, FRAME)
    partners = [choice.update(n / 10, {1: small, 2: small if n == 10 else large}, {1, 2}, FRAME) for n in range(30)]
    assert partners == [1] * 26 + [2] * 4


def test_a_challenger_who_stood_before_a_hidden_partner_begins_anew() -> None:
    choice = PartnerChoice()
    small, large = Box(270, 130, 60, 60), Box(270, 130, 120, 120)
    both = {1: small, 2: large}
    choice.update(0.0, {1: small}, {1}, FRAME)
    assert [choice.update(n / 10, both, {2} if n == 10 else {1, 2}, FRAME) for n in range(27)] == [1] * 26 + [2]


def test_a_hidden_partner_is_waited_for_until_they_have_left() -> None:
    choice = PartnerChoice()
    both = {1: Box(270, 130, 60, 60), 2: Box(400, 130, 100, 100)}
    choice.update(0.0, {1: both[1]}, {1}, FRAME)
    assert [choice.update(n / 10, both, {2}, FRAME) for n in range(40)] == [1] * 40
    assert choice.update(4.0, {2: both[2]}, {2}, FRAME) == 2


def test_whoever_is_seen_becomes_the_partner_when_the_partner_has_left() -> None:
    choice = PartnerChoice()
    three = {n: Box(200, 130, size, size) for n, size in ((1, 100), (2, 90), (3, 60))}
    assert choice.update(0.0, three, {1, 2, 3}, FRAME) == 1
    left = {2: three[2], 3: three[3]}
    assert choice.update(1.0, left, set(), FRAME) is None
    assert choice.update(1.1, left, {3}, FRAME) == 3
