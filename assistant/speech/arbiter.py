"""Who may speak, and when: at most one voice, the more important one first, nothing stale, silence when muted.

Pure rules over one place for one utterance; `now` is passed in. There is no queue: an utterance that
may not speak is dropped, for what it says is shown all the same (see `assistant.speech.announcer`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from assistant.events import Priority

STALE_SECONDS = 1.5
"""A cue that would be heard later than this after its decision is no longer true enough to be said."""

_ECHO_SECONDS = 0.7
"""For this long after our own voice, a microphone may still be hearing it."""

_RANK = {priority: rank for rank, priority in enumerate(Priority)}
_LASTING = (Priority.ANSWER, Priority.ERROR)  # true until told otherwise, so never stale


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A phrase that asks to be spoken.

    Attributes:
        text: what is said.
        priority: what it may interrupt.
        born: seconds at which it was decided on.
        heard: whether an earcon announced it already.
    """

    text: str
    priority: Priority
    born: float
    heard: bool = False


class Outcome(StrEnum):
    """What became of an utterance; each utterance has exactly one."""

    SPOKEN = "spoken"
    """Its sound began."""
    INTERRUPTED = "interrupted"
    """Something more important or newer took its place before its sound began, or the user stopped it."""
    YIELDED = "yielded"
    """Something more important was being said."""
    STALE = "stale"
    MUTED = "muted"
    FAILED = "failed"
    """No voice or loudspeaker brought it out; the user was told."""


class Verdict(Enum):
    """What to do with the utterance whose sound is ready."""

    SPEAK = auto()
    WAIT = auto()
    """Someone is talking: ask again soon."""
    OVERTAKEN = auto()
    """Another utterance has taken its place, or it was stopped."""
    STALE = auto()


class Turns:
    """The one place, and the rules by which utterances take and lose it."""

    def __init__(self) -> None:
        self.muted = False
        self._holder: Utterance | None = None
        self._silent_from = float("inf")
        self._heard_until = float("-inf")

    def offer(self, utterance: Utterance, now: float) -> bool:
        """Give the place to the utterance, if it is free or its holder is not more important.

        Where this returns True, the former holder's sound must be stopped.
        """
        if self.muted or (self.speaking(now) and _RANK[self._priority()] < _RANK[utterance.priority]):
            return False
        self._empty(now)
        self._holder = utterance
        return True

    def verdict(self, utterance: Utterance, now: float, talking: bool) -> Verdict:
        """Whether the utterance's sound may begin at `now`; `talking` tells whether someone else speaks."""
        if utterance is not self._holder:
            return Verdict.OVERTAKEN
        late = now - utterance.born > STALE_SECONDS
        if late and utterance.priority not in _LASTING:
            return Verdict.STALE
        hears_someone = talking and now > self._heard_until + _ECHO_SECONDS
        if hears_someone and not late and utterance.priority is not Priority.ANSWER:
            return Verdict.WAIT
        return Verdict.SPEAK

    def begin(self, now: float, seconds: float) -> None:
        """The holder's sound begins and will last so long."""
        self._silent_from = self._heard_until = now + seconds

    def release(self, utterance: Utterance, now: float) -> None:
        """Free the place, if the utterance still holds it."""
        if utterance is self._holder:
            self._empty(now)

    def stop(self, now: float) -> Utterance | None:
        """Free the place, and say who held it; the sound must be stopped."""
        holder = self._holder
        self._empty(now)
        return holder

    def mute(self, muted: bool, now: float) -> None:
        """While muted nothing gets the place; the sound must be stopped."""
        self.muted = muted
        if muted:
            self._empty(now)

    def speaking(self, now: float) -> bool:
        """Whether an utterance has the place and has not been heard to its end."""
        return self._holder is not None and now < self._silent_from

    def _priority(self) -> Priority:
        assert self._holder is not None
        return self._holder.priority

    def _empty(self, now: float) -> None:
        self._holder = None
        self._silent_from = float("inf")
        self._heard_until = min(self._heard_until, now)
