"""The line before the camera, with threads that come in any order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from assistant.runtime.turn_queue import TurnQueue


def begin(turn: AbstractContextManager[None], work: Callable[[], None]) -> threading.Thread:
    """Work in a thread when it is its turn."""

    def run() -> None:
        with turn:
            work()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def test_turns_are_taken_in_the_order_in_which_they_were_asked_for() -> None:
    line, order = TurnQueue(), list[int]()
    turns = [(line.join(), number) for number in range(5)]
    threads = [begin(turn, lambda number=number: order.append(number)) for turn, number in reversed(turns)]
    for thread in threads:
        thread.join(10)
    assert order == list(range(5))


def test_a_turn_is_over_even_when_it_went_wrong() -> None:
    line = TurnQueue()
    with pytest.raises(ZeroDivisionError), line.join():
        raise ZeroDivisionError
    after = begin(line.join(), lambda: None)
    after.join(10)
    assert not after.is_alive()
