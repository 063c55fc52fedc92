"""Which voice is meant: the order in which voices are offered, and the one that a user's words name."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.adapters.voices.engine import VoiceInfo


def fitting_first(voices: Iterable[VoiceInfo], language: str) -> list[VoiceInfo]:
    """The voices for the language, then all others, both by name."""
    return sorted(voices, key=lambda voice: (not voice.speaks(language), voice.name.casefold(), voice.voice))


def named(voices: Iterable[VoiceInfo], words: str, language: str) -> VoiceInfo | None:
    """The voice with that id, or with that name in large or small letters; one for the language before others."""
    meant = [voice for voice in voices if words == voice.voice or words.casefold() == voice.name.casefold()]
    return next(iter(fitting_first(meant, language)), None)
