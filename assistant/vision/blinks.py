"""Blinks: lids that close for a moment, which the landmarks take for a head that nods by up to four degrees."""

from __future__ import annotations

from collections import deque
from statistics import median

SHUT = 0.82
"""Share of what they usually are open by below which eyes blink."""

LONGEST = 0.5
"""Seconds that a blink takes at the most; eyes that stay shut for longer are narrowed, or look down."""

USUALLY = 3.0
"""Seconds that tell how far eyes usually are open."""

BLINK_TILTS = 7.0
"""Degrees by which a blink seems to tilt a head, at the most: one that tilts further moves, be its eyes shut or not."""


class Blinks:
    """Follows the lids of one face; no clock of its own."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()
        self._open = 0.0

    def update(self, now: float, opened: float) -> bool:
        """Take in how far the eyes are open at `now`, in seconds, as a share of their width; whether they blink."""
        self._seen.append((now, opened))
        while now - self._seen[0][0] > USUALLY:
            self._seen.popleft()
        if opened >= SHUT * median(share for _, share in self._seen):
            self._open = now
        return 0 < now - self._open <= LONGEST
