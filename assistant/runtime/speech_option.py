"""What the option `--speech` asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SpeechOption:
    """Where phrases go.

    Attributes:
        muted: nothing is spoken.
        folder: takes a WAV file of each phrase in place of the loudspeaker, if any.
    """

    muted: bool = False
    folder: Path | None = None

    @classmethod
    def parse(cls, value: str) -> SpeechOption:
        """Of "on", "off", or the path of a folder."""
        return cls(muted=value == "off", folder=None if value in ("on", "off") else Path(value))


ALOUD = SpeechOption()
"""What is usual: phrases are spoken."""
