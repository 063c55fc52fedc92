"""A lock that is given out in the order of asking: a camera must be closed before the next reader may open it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


class TurnQueue:
    """Gives out turns in the order of asking. One thread asks for all of them; others wait for them and take them."""

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
