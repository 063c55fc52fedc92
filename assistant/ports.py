"""What the devices are to the rest of the application; the adapters are what they really are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from assistant.events import Frame

if TYPE_CHECKING:
    from assistant.audio_clip import Clip

Pace: TypeAlias = Literal["live", "fast"]
"""Live: in real time, late frames dropped. Fast: every frame, at the clip's own time."""


class Source(Protocol):
    """A source of frames."""

    @property
    def returns(self) -> bool:
        """Whether a source that failed may come back, as a camera does that is plugged in again."""

    def frames(self) -> Iterator[Frame | None]:
        """The frames in order of time, until the source ends; None several times a second while none is there yet.

        Raises:
            SourceError: it cannot be opened, or it broke off; what came before remains good.
        """


class Voice(Protocol):
    """Turns a phrase into sound."""

    def start(self) -> None:
        """Get ready, so that the first phrase comes without delay.

        Raises:
            SpeechError: there is no voice.
        """

    def synthesize(self, text: str) -> Clip:
        """The phrase as it sounds.

        Raises:
            SpeechError: there is no sound of it.
        """

    def close(self) -> None:
        """End the voice, within a second whatever it does."""


class Output(Protocol):
    """Where sound goes. All methods but `close` return at once."""

    def start(self) -> None:
        """Get ready, so that the first sound comes without delay."""

    def check(self) -> None:
        """See whether what is played now will be heard.

        Raises:
            AudioError: it will not; the sentence says why.
        """

    def earcon(self, clip: Clip, pan: float, volume: float) -> None:
        """Mix a short sound over whatever plays; `pan` −1 (left) to 1 (right), `volume` 0 to 1.

        Raises:
            AudioError: nothing can be heard.
        """

    def speech(self, clip: Clip, volume: float) -> float:
        """Play a phrase in place of the one that plays, after the earcons that have begun.

        Returns:
            Seconds from now until the phrase has ended.

        Raises:
            AudioError: nothing can be heard.
        """

    def stop(self) -> None:
        """Be silent at once."""

    def close(self) -> None:
        """Let go of the device, within a second whatever it does."""
