"""Who may speak, and when: at most one voice, the more important one first, nothing stale, silence when muted.

Pure rules without threads or a clock: `now` is passed in, in seconds. There is no queue: an utterance that may not
speak is dropped, for what it says is shown all the same (see `assistant.speech.announcer`). The newest error alone is
put off until nobody speaks, for it stays true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from assistant.events import Priority

STALE_SECONDS = 1.5
"""A cue that would be heard later than this after its decision is no longer true enough to be said."""

_ECHO_SECONDS = 0.7
"""For this long after our own voice, a microphone may still be hearing it."""

_RANK = {priority: rank for rank, priority in enumerate(Priority)}


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

    @property
    def lasts(self) -> bool:
        """Whether it is true until told otherwise, so that it never is stale."""
        return self.priority in (Priority.ANSWER, Priority.ERROR)

    def is_late(self, now: float) -> bool:
        """Whether it was decided on so long ago that it is no longer worth waiting for a pause."""
        return now - self.born > STALE_SECONDS

    def is_stale(self, now: float) -> bool:
        """Whether what it says may be over, so that it must not begin any more."""
        return self.is_late(now) and not self.lasts


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


class Arbiter:
    """Holds every utterance that has no outcome yet, in one of four places.

    The *holder* has the floor: its sound is being made or heard. *Next* is the holder while its sound has not been
    begun to be made; *in work* is the utterance whose sound is being made, the holder or one that was overtaken
    meanwhile; *put off* is an error that waits for silence.

    Args:
        on_outcome: hears what became of each utterance.
    """

    def __init__(self, on_outcome: Callable[[Utterance, Outcome], None] = lambda utterance, outcome: None) -> None:
        self.muted = False
        self._on_outcome = on_outcome
        self._holder: Utterance | None = None
        self._next: Utterance | None = None
        self._in_work: Utterance | None = None
        self._put_off: Utterance | None = None
        self._stopped: Utterance | None = None
        self._silent_from = float("inf")
        self._heard_until = float("-inf")

    def offer(self, utterance: Utterance, now: float) -> bool:
        """Give the floor to the utterance, if it is free or its holder is not more important.

        Where this returns True, the former holder's sound must be stopped.
        """
        if self.muted or self.outranked(utterance.priority, now):
            self._dismiss(utterance, Outcome.YIELDED)
            return False
        self._empty(now)
        self._holder = utterance
        if self._next:
            self._dismiss(self._next, Outcome.INTERRUPTED)
        self._next = utterance
        return True

    def offer_again(self, now: float) -> bool:
        """Offer the error that was put off, if nobody speaks; whether it got the floor."""
        if self._put_off is None or self.speaking(now):
            return False
        utterance, self._put_off = self._put_off, None
        return self.offer(utterance, now)

    def take(self) -> Utterance | None:
        """The utterance whose sound is to be made now, if any; `finish` must follow."""
        self._in_work, self._next = self._next, None
        return self._in_work

    def verdict(self, utterance: Utterance, now: float, talking: bool) -> Verdict:
        """Whether the utterance's sound may begin at `now`; `talking` tells whether someone else speaks."""
        if utterance is not self._holder:
            return Verdict.OVERTAKEN
        if utterance.is_stale(now):
            return Verdict.STALE
        hears_someone = talking and now > self._heard_until + _ECHO_SECONDS
        if hears_someone and not utterance.is_late(now) and utterance.priority is not Priority.ANSWER:
            return Verdict.WAIT
        return Verdict.SPEAK

    def begin(self, now: float, seconds: float) -> None:
        """The holder's sound begins and will last so long."""
        self._silent_from = self._heard_until = now + seconds

    def release(self, utterance: Utterance, now: float) -> None:
        """Free the floor, if the utterance still holds it."""
        if utterance is self._holder:
            self._empty(now)

    def finish(self, utterance: Utterance, outcome: Outcome) -> None:
        """The work on the sound of what was taken is over; an error that was interrupted is put off."""
        if outcome is Outcome.INTERRUPTED:
            self._dismiss(utterance, outcome)
        else:
            self._on_outcome(utterance, outcome)
        self._in_work = None

    def stop(self, now: float) -> None:
        """Free the floor; an error that held it is not put off, for the user stopped it. The sound must be stopped."""
        self._stopped = self._holder
        self._empty(now)

    def mute(self, muted: bool, now: float) -> None:
        """While muted nothing gets the floor; the sound must be stopped."""
        self.muted = muted
        if muted:
            self._empty(now)

    def speaking(self, now: float) -> bool:
        """Whether an utterance has the floor and has not been heard to its end."""
        return self._holder is not None and now < self._silent_from

    def outranked(self, priority: Priority, now: float) -> bool:
        """Whether something more important is being said."""
        return self.speaking(now) and _RANK[self._priority()] < _RANK[priority]

    @property
    def working(self) -> bool:
        """Whether the sound of an utterance is being made, or is to be made next."""
        return self._next is not None or self._in_work is not None

    @property
    def putting_off(self) -> bool:
        """Whether an error waits until nobody speaks."""
        return self._put_off is not None

    def _priority(self) -> Priority:
        assert self._holder is not None
        return self._holder.priority

    def _dismiss(self, utterance: Utterance, outcome: Outcome) -> None:
        """The newest error is put off, unless the user stopped it; anything else has its outcome."""
        gone: Utterance | None = utterance
        if utterance.priority is Priority.ERROR and utterance is not self._stopped and not self.muted:
            gone, self._put_off = self._put_off, utterance
        if gone:
            self._on_outcome(gone, Outcome.MUTED if self.muted else outcome)

    def _empty(self, now: float) -> None:
        self._holder = None
        self._silent_from = float("inf")
        self._heard_until = min(self._heard_until, now)
