"""Where the window and the console send what is read: the options of `demo` and `watch`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SpeechOption:
    """Where phrases go, as `--speech` says.

    Attributes:
        muted: nothing is spoken.
        folder: takes a WAV file of each phrase in place of the loudspeaker, if any.
    """

    muted: bool = False
    folder: Path | None = None

    @classmethod
    def parse(cls, value: str) -> SpeechOption:
        """Of "on", "off", in small or large letters, or the path of a folder."""
        word = value.lower()
        return cls(muted=word == "off", folder=None if word in ("on", "off") else Path(value))


ALOUD = SpeechOption()
"""What is usual: phrases are spoken."""


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Where events and phrases go.

    Attributes:
        events: where events go as JSON lines: a path, "-", or None.
        with_frames: also write the readings of every frame.
        speech: where phrases go.
    """

    events: str | None = None
    with_frames: bool = False
    speech: SpeechOption = ALOUD


SPOKEN_ONLY = OutputOptions()
"""What is usual: phrases are spoken, and nothing is written."""
