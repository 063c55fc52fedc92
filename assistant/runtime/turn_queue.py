"""One after the other: a camera gives its pictures to one reader, who has to let go before the next may take it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


class TurnQueue:
    """Gives out turns in the order in which they are asked for, by one thread, to be taken by others."""

    def __init__(self) -> None:
        self._last = threading.Event()
        self._last.set()

    def join(self) -> AbstractContextManager[None]:
        """A turn: entering it waits until each one before it is left. It must be entered, or it holds up all others."""
        before, self._last = self._last, threading.Event()
        return _turn(before, self._last)


@contextmanager
def _turn(before: threading.Event, left: threading.Event) -> Iterator[None]:
    before.wait()
    try:
        yield
    finally:
        left.set()
