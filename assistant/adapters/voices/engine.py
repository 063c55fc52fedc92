"""What an engine is to the rest: how a phrase is to sound, the voices on offer, and the sound. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.languages import tags


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How phrases are to sound.

    Attributes:
        language: tag of the phrases' language (BCP 47).
        voice: the engine's own id of a voice, of whatever language; None, or one that is not there, for the
            engine's best one for the language.
        rate: words a minute, 80 to 450.
    """

    language: str = "en"
    voice: str | None = None
    rate: int = 190


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice that can be chosen: its id, its name as the engine gives it, and its language tag ("de-at")."""

    voice: str
    name: str
    language: str

    def speaks(self, language: str) -> bool:
        """Whether it is a voice for the language, a BCP 47 tag, of whatever region."""
        return tags.lookup(language, [self.language]) is not None


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono 16-bit little-endian samples, as they cross from the speech process."""

    pcm: bytes
    rate: int


class Engine(Protocol):
    """What the speech process asks of an engine; any exception it raises fails the phrase, not the process."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        """The phrase as sound."""

    def voices(self) -> list[VoiceInfo]:
        """The voices that the engine offers."""
