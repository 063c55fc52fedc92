"""Tell talk from pauses, from how much each moment sounds like a voice. Pure rules; `now` is passed in."""

from __future__ import annotations

_BEGINS, _GOES_ON = 0.5, 0.35  # probabilities, as Silero VAD's authors recommend them
_PAUSE_SECONDS = 0.4  # longer than the gaps between the words of a sentence


class VoiceActivity:
    """Follows who has been heard; keeps no sound, only the time of the last voice."""

    def __init__(self) -> None:
        self._last_voice = float("-inf")

    def hear(self, probability: float, now: float) -> None:
        """Take in the probability, 0 to 1, that what was heard at `now` is a voice."""
        if probability >= (_GOES_ON if self.talking(now) else _BEGINS):
            self._last_voice = now

    def talking(self, now: float) -> bool:
        """Whether someone talks, short gaps between words included."""
        return now - self._last_voice < _PAUSE_SECONDS
