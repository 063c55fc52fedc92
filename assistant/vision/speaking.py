"""Whether a mouth talks: lips that part and close again and again, which no other movement of a face does.

A smile, a yawn, a gasp or a bite parts the lips once; speech reverses them several times a second (a syllable takes
0.2 s; Greenberg, 1999). So what counts is how far the lips move in all, less the difference between begin and end, over
the last `WINDOW` seconds. A slow or steady opening makes none of it, however wide.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise

WINDOW = 0.6
"""Seconds that are looked back: two to three syllables."""

STARTS = 0.05
"""Way to and fro, in distances of the eyes, from which the mouth talks. In labelled clips (`benchmarks.talk`) a mouth
at rest or smiling makes 0.03 of it at most, and speakers 0.1 to 0.3; drawn ones, whose lips move less, 0.05 to 0.2."""

GOES_ON = 0.03
"""Way to and fro above which a mouth that talks still does: hysteresis."""

PAUSE = 1.0
"""Seconds with less than that after which the mouth no longer talks: a pause between two words is shorter."""

JITTER = 0.03
"""Smaller steps than this, in distances of the eyes, are no movement but noise of the landmarks: without it a drawn
smile talked in 64 of 100 looks, with it in none, and speakers in clips are seen as before (0.95 of the looks)."""

TREMBLE = 0.2
"""Share of how far the lips are apart that a step must have as well: in blurred and noisy pictures those of an open
mouth tremble in proportion. Photographs of 48 px, enlarged and swayed, talk in 0.19 of the looks at 24 frames a second,
and in 0.39 without; speakers in clips, small, dim and noisy ones too, as often and as soon as before."""

LONGEST_GAP = 0.5
"""Seconds between two measurements beyond which the earlier ones say nothing of now."""


class TalkingMouth:
    """Follows the lips of one face; no clock of its own."""

    def __init__(self) -> None:
        self.talks = False
        """Whether the mouth talks, pauses between words included."""
        self._seen: deque[tuple[float, float]] = deque()
        self._moved = 0.0

    def update(self, now: float, apart: float) -> bool:
        """Take in how far the lips are apart.

        Args:
            now: seconds of the source, never falling.
            apart: distance of the inner lips, in distances of the eyes, 0 or more.

        Returns:
            Whether the mouth talks.
        """
        if self._seen and now - self._seen[-1][0] > LONGEST_GAP:
            self._seen.clear()
        if self._seen:
            before = self._seen[-1][1]
            if abs(apart - before) < max(JITTER, TREMBLE * before):
                apart = before
        self._seen.append((now, apart))
        while now - self._seen[0][0] > WINDOW:
            self._seen.popleft()
        if self.to_and_fro >= (GOES_ON if self.talks else STARTS):
            self.talks, self._moved = True, now
        elif now - self._moved >= PAUSE:
            self.talks = False
        return self.talks

    @property
    def to_and_fro(self) -> float:
        """How far the lips moved in all, less the difference between begin and end, in distances of the eyes."""
        places = [apart for _, apart in self._seen]
        way = sum(abs(later - earlier) for earlier, later in pairwise(places))
        return way - abs(places[-1] - places[0])
