"""Which voice the user chose, and whether it is still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant import messages
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceInfo, VoiceSettings
from assistant.adapters.voices.selection import named
from assistant.errors import SpeechError
from assistant.settings import Settings


def voice_settings(settings: Settings) -> VoiceSettings:
    """How the user wants phrases to sound."""
    language = messages.current()
    return VoiceSettings(language, settings.voices.get(language), settings.voice_level[1])


def gone_voice(settings: Settings, voices: Iterable[VoiceInfo]) -> str | None:
    """The sentence that says that the voice chosen for the language in use is not among `voices`, or None."""
    chosen = settings.voices.get(messages.current())
    if chosen is None or any(voice.voice == chosen for voice in voices):
        return None
    return messages.say("speech.voice_gone")


def with_voice(settings: Settings, words: str) -> Settings:
    """The settings with the voice that `words` name, by its id or its name, for the language in use.

    Raises:
        SpeechError: there is no such voice, or no engine that could tell.
    """
    language = messages.current()
    speech = VoiceChain(voice_settings(settings))
    try:
        voice = named(speech.voices(), words, language)
    finally:
        speech.close()
    if voice is None:
        raise SpeechError(messages.say("speech.no_such_voice", name=words))
    return replace(settings, voices={**settings.voices, language: voice.voice})
