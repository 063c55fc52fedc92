"""What hinders the reading: said once, then silence until it is better; what keeps coming back is said ever later."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import messages
from assistant.events import NoticeEvent, Trouble

PATIENCE = 1.0
"""Seconds for which a trouble, or several in turn, must last before it is said for the first time."""

GROWTH = 3.0
"""Factor by which that time grows whenever the same trouble comes back: to look away at times is part of talking."""

LONGEST = 30.0
"""Seconds to which it grows at the most."""

RECOVERY = 2.0
"""Seconds without the trouble after which it has been better, and may be said again."""

FORGOTTEN = 60.0
"""Seconds without the trouble after which it is as if it had never been said."""


@dataclass(slots=True)
class _Said:
    """When a trouble that was said was last there, and how long it must last to be said again."""

    seen: float
    patience: float


class TroubleNotices:
    """Turns the trouble of each moment into few, quiet notices.

    Args:
        now: when the source began, in seconds of the source.
    """

    def __init__(self, now: float) -> None:
        self._current: Trouble | None = None
        self._since = self._troubled_since = now
        self._explained = False
        self._said: dict[Trouble, _Said] = {}

    def update(self, now: float, trouble: Trouble | None) -> NoticeEvent | None:
        """The notice that is due at `now`, given the trouble of this moment (None = all is well)."""
        if trouble is not None and self._current is None:
            self._troubled_since, self._explained = now, False
        if trouble != self._current:
            self._current, self._since = trouble, now
        if trouble is None:
            return None
        said = self._said.get(trouble, _Said(now - FORGOTTEN, PATIENCE))
        if now - said.seen < RECOVERY:
            said.seen, self._explained = now, True
            return None
        patience = said.patience if now - said.seen < FORGOTTEN else PATIENCE
        # Troubles that take turns hinder the reading like one that lasts; one of them explains it.
        since = self._since if self._explained else self._troubled_since
        if now - since < patience:
            return None
        self._said[trouble] = _Said(now, min(GROWTH * patience, LONGEST))
        self._explained = True
        return NoticeEvent(now, messages.say(f"notice.{trouble.value}"))
