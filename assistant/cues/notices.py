"""What hinders the reading: said once, then silence until it is better."""

from __future__ import annotations

from assistant import messages
from assistant.events import NoticeEvent, Trouble

PATIENCE = 1.0
"""Seconds for which a trouble must last before it is said."""

RECOVERY = 2.0
"""Seconds without the trouble after which it may be said again."""


class TroubleNotices:
    """Turns the trouble of each moment into few, quiet notices.

    Args:
        now: when the source began, in seconds of the source.
    """

    def __init__(self, now: float) -> None:
        self._current: Trouble | None = None
        self._since = now
        self._said: dict[Trouble, float] = {}

    def update(self, now: float, trouble: Trouble | None) -> NoticeEvent | None:
        """The notice that is due at `now`, given the trouble of this moment (None = all is well)."""
        self._said = {said: last for said, last in self._said.items() if now - last < RECOVERY}
        if trouble != self._current:
            self._current, self._since = trouble, now
        if trouble is None:
            return None
        if trouble in self._said:
            self._said[trouble] = now
            return None
        if now - self._since < PATIENCE:
            return None
        self._said[trouble] = now
        return NoticeEvent(now, messages.say(f"notice.{trouble.value}"))
