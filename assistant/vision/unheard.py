"""Mouths that move in silence: they chew, yawn or form words for themselves, and do not talk.

Silence speaks against talk; a voice proves nothing, for it may be anybody's, our own among them. Silence counts only
where talk has been heard before: a microphone that is switched off, too far away, or in another room than the people in
the picture, as in a call with headphones, is silent while they talk. So it has to be heard for a good part of the time
in which mouths move, or the lips alone decide, as they do without a microphone.
"""

from __future__ import annotations

import math

from assistant.vision.debounce import Debounced
from assistant.vision.speaking import LONGEST_GAP

SILENT = 2.0
"""Seconds of silence after which a mouth that moves does not talk: those who speak are seldom silent for so long while
their lips go on moving, and neither the microphone nor the camera is late by so much."""

CHEWS, TALKS = 1.0, 2.5
"""Seconds for which a mouth must move in such silence until a voice may be another's, and seconds of voice after which
it counts as its own all the same: longer than a cue of ours, which sounds for up to 2.4 s, or somebody else's "yes". A
mouth that was at rest before the voice talks at once."""

VOICE = 0.5
"""Seconds of silence that are still part of a voice."""

BACK, PROOF, HEARD = 60.0, 5.0, 1 / 3
"""Seconds of moving mouths that are looked back, the earlier the less; how many it takes at least; and the share of
them in which there must have been a voice."""


class Hearing:
    """What the microphone hears, and whether those in the picture are heard by it; no clock of its own.

    Attributes:
        silence: seconds since it has heard somebody; None where it might miss a voice.
    """

    def __init__(self) -> None:
        self.silence: float | None = None
        self._moved = self._heard = 0.0

    def add(self, seconds: float, *, voice: bool) -> None:
        """A mouth has moved for so long, and there was a voice or none."""
        kept = math.exp(-seconds / BACK)
        self._moved = self._moved * kept + seconds
        self._heard = self._heard * kept + (seconds if voice else 0.0)

    @property
    def proven(self) -> bool:
        """Whether talk is heard where there is talk."""
        return self._moved >= PROOF and self._heard >= HEARD * self._moved


class UnheardMouth:
    """Follows one mouth; no clock of its own.

    Args:
        hearing: of the source, for all of its mouths.
    """

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._chews = _chewing()
        self._last = -math.inf

    def update(self, now: float, moves: bool) -> bool:
        """Take in a look at the mouth.

        Args:
            now: seconds of the source, never falling.
            moves: whether the lips go to and fro as in talk.

        Returns:
            Whether it moves in silence, and so does not talk.
        """
        seconds, self._last = min(now - self._last, LONGEST_GAP), now
        silence = self._hearing.silence
        if moves and silence is not None:
            voice, silent = silence < VOICE, silence >= SILENT
            self._hearing.add(seconds, voice=voice)
            if self._hearing.proven:
                self._chews.update(now, silent if voice or silent else None)
                return silent or bool(self._chews.state)
        self._chews = _chewing()
        return False


def _chewing() -> Debounced:
    return Debounced(yes=CHEWS, no=TALKS, state=False)
