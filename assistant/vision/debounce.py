"""Debounce a yes or no: a change counts once it has lasted."""

from __future__ import annotations


class Debounced:
    """A yes or no that holds until the other has been so for a while; no clock of its own.

    Args:
        yes: seconds for which it must be so until it counts.
        no: likewise, until it does not.
        state: what holds at first; None for neither.

    Attributes:
        state: what holds.
    """

    def __init__(self, yes: float, no: float, state: bool | None = None) -> None:
        self.state = state
        self._waits = {True: yes, False: no}
        self._since: float | None = None

    def update(self, now: float, seen: bool | None) -> bool:
        """Take in what is so at `now`, in seconds, None for neither; whether the state changed by it."""
        if seen is None or seen is self.state:
            self._since = None
            return False
        if self._since is None:
            self._since = now
        if now - self._since < self._waits[seen]:
            return False
        self.state, self._since = seen, None
        return True
