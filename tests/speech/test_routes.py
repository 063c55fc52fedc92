"""Exactly one way to the ear, and never none, whatever is there."""

from __future__ import annotations

import itertools

import pytest

from assistant.speech.routes import Route, routes

ANNOUNCEMENT, DISPATCHER, VOICE = Route


@pytest.mark.parametrize(
    ("announces", "dispatcher", "assisted", "first"),
    [
        (True, True, True, ANNOUNCEMENT),
        (False, True, True, DISPATCHER),
        (False, False, True, VOICE),
        (None, True, False, VOICE),
        (None, False, True, ANNOUNCEMENT),
    ],
)
def test_what_is_known_to_work_comes_first(
    announces: bool | None, dispatcher: bool, assisted: bool, first: Route
) -> None:
    assert routes(through_reader=True, announces=announces, dispatcher=dispatcher, assisted=assisted)[0] is first


def test_our_own_voice_is_what_is_left_in_the_end() -> None:
    for through_reader, announces, *rest in itertools.product((True, False), (True, False, None), *[(True, False)] * 2):
        ways = routes(through_reader=through_reader, announces=announces, dispatcher=rest[0], assisted=rest[1])
        assert ways[-1] is VOICE
        assert len(ways) == len(set(ways))
        assert through_reader or ways == (VOICE,)
