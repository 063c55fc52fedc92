"""What waits to be said by somebody else's voice: the newest of each priority, the more important first, nothing stale.

Pure rules; `now` is passed in. A screen reader says all that it is told, one after the other and however late. So it is
told nothing that it could not begin with in time (cue rule 22).
"""

from __future__ import annotations

from assistant.events import Priority
from assistant.speech.arbiter import Utterance

_LETTERS_A_SECOND = 15.0


def seconds_to_say(text: str) -> float:
    """How long a voice of usual speed takes."""
    return len(text) / _LETTERS_A_SECOND


class Outbox:
    """At most one utterance of each priority, and the time until which the voice is busy with the last one."""

    def __init__(self) -> None:
        self._waiting: dict[Priority, Utterance] = {}
        self._busy_until = float("-inf")

    def offer(self, utterance: Utterance) -> None:
        """Take an utterance, in place of the one of its priority; an answer also takes the place of cues and hints."""
        if utterance.priority is Priority.ANSWER:
            self._waiting = {kind: other for kind, other in self._waiting.items() if other.lasts}
        self._waiting[utterance.priority] = utterance

    def due(self, now: float, ready: bool = True) -> Utterance | None:
        """The utterance to be said at `now`, if any; it is taken out.

        Args:
            now: seconds, never going back.
            ready: whether anybody listens yet.
        """
        for priority in Priority:
            utterance = self._waiting.get(priority)
            if utterance is None:
                continue
            if utterance.is_stale(now):
                del self._waiting[priority]
            elif ready and (priority is Priority.ANSWER or now >= self._busy_until):
                return self._waiting.pop(priority)
        return None

    def busy(self, until: float) -> None:
        """The voice is at work until then."""
        self._busy_until = until

    def clear(self) -> None:
        """Nothing waits and nobody is busy any more."""
        self._waiting.clear()
        self._busy_until = float("-inf")

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self._waiting)
