"""Which of the faces' expressions are announced, and when: changes only, a cool-down, a budget, nothing stale.

What waits is never an old change but what the face shows when its turn comes. So nothing is told that is over
(cue rule 3), and nothing that lasts is lost: silence means that the last cue still holds. Where the budget leaves no
words for a change, it is withdrawn without them: what was said must not be left standing (cue rule 21). The first free
moment then tells in words what does hold.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.cues.preferences import CuePreferences
from assistant.events import Channel
from assistant.expressions import Expression

MINUTE = 60.0

UNSURE_SHARE = 0.5
"""Share of a minute's cues after which "can't tell" stays unsaid: the rest is kept for what says something."""

OTHERS_SHARE = 0.5
"""Share of a minute's cues after which others than the partner are silent: the rest is kept for the partner."""

OTHERS_GAP = 2.0
"""Seconds without any cue before one of others goes out: it must not talk over the cue before it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to tell of a face.

    Attributes:
        what: its stable expression or its movements, None for unsure.
        words: whether it is to be said in words, not only shown and sounded.
    """

    what: Expression | tuple[str, ...] | None
    words: bool = True

    def news_to(self, known: Shown) -> bool:
        """Whether who was told `known` has not heard this yet."""
        return self.what != known.what or (self.words and not known.words)


@dataclass(frozen=True, slots=True)
class Due:
    """A cue that goes out.

    Attributes:
        face: whose.
        withdraws: whether the budget has no words for it: it tells only that what was said no longer holds.
    """

    face: int
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    time: float
    of_partner: bool


class CuePolicy:
    """Keeps what the user knows of each face, and lets one cue at a time through.

    Args:
        preferences: may be replaced at any time.
    """

    def __init__(self, preferences: CuePreferences) -> None:
        self.preferences = preferences
        self._known: dict[int, Shown] = {}
        self._resting: dict[int, float] = {}  # when each face that cools down was last told of
        self._cues: deque[_Cue] = deque()

    def known(self, face: int, expression: Expression | None) -> None:
        """The user learned of `expression` by other means than a cue."""
        self._known[face] = Shown(expression)

    def forget(self, face: int) -> None:
        """Forget what was announced of this face."""
        self._known.pop(face, None)

    def due(self, now: float, shown: Mapping[int, Shown], partner: int | None) -> Due | None:
        """The cue that goes out at `now`, if any.

        Args:
            now: seconds of the source, never going back.
            shown: what each face shows that may be announced, the more important faces first.
            partner: the conversation partner's face, which comes before all others.
        """
        while self._cues and now - self._cues[0].time >= MINUTE:
            self._cues.popleft()
        self._resting = {face: told for face, told in self._resting.items() if now - told < self.preferences.cooldown}
        for face in sorted(shown, key=lambda face: face != partner):
            known = self._known.get(face)
            if (known is not None and not shown[face].news_to(known)) or not self._rested(now, face, face == partner):
                continue
            if self._has_allowance(shown[face], face == partner):
                self._tell(now, face, shown[face], face == partner)
                return Due(face)
            if known is not None and self._must_withdraw(known, shown[face]):
                self._known[face] = Shown(shown[face].what, words=False)
                self._resting[face] = now
                return Due(face, withdraws=True)
        return None

    def _rested(self, now: float, face: int, is_partner: bool) -> bool:
        return face not in self._resting and (is_partner or not self._cues or now - self._cues[-1].time >= OTHERS_GAP)

    def _has_allowance(self, shown: Shown, is_partner: bool) -> bool:
        if len(self._cues) >= self._share(UNSURE_SHARE if shown.what is None else 1.0):
            return False
        told = sum(not cue.of_partner for cue in self._cues)
        return is_partner or told < self._share(OTHERS_SHARE)

    def _must_withdraw(self, known: Shown, shown: Shown) -> bool:
        """A sound says of each change what kind it is; words, where sounds are off, only that there was one."""
        sounds = Channel.EARCON in self.preferences.channels
        return shown.what != known.what and (known.words or sounds)

    def _share(self, share: float) -> int:
        return math.ceil(self.preferences.per_minute * share)

    def _tell(self, now: float, face: int, shown: Shown, is_partner: bool) -> None:
        self._known[face] = shown
        self._resting[face] = now
        self._cues.append(_Cue(now, is_partner))
