"""pyttsx3 as an engine: a phrase in, a sound file out. It runs in the speech process only."""

from __future__ import annotations

import importlib
import wave
from collections.abc import Iterable, Iterator
from contextlib import suppress
from locale import windows_locale
from pathlib import Path
from typing import Any

from assistant.adapters.audio import aiff
from assistant.adapters.voices.engine import Sound, VoiceInfo, VoiceSettings
from assistant.adapters.voices.speech_files import PHRASE
from assistant.languages import tags

_REGIONS = {"en": ("en-us", "en-gb"), "es": ("es-es",), "fr": ("fr-fr",), "de": ("de-de",)}
"""Where a language has several voices and none is named by the bare language code, the one to take first."""


class Pyttsx3Engine:
    """A driver of pyttsx3, as it is for "nsss" (macOS); `SapiEngine` and `EspeakEngine` are those of the others.

    Args:
        driver: the driver's name.
        folder: for the file that each phrase passes through, which is removed at once.

    Raises:
        Exception: whatever the driver raises where it cannot run.
    """

    def __init__(self, driver: str, folder: Path) -> None:
        self._engine: Any = importlib.import_module("pyttsx3").init(driver)
        self._folder = folder
        self._problem: Exception | None = None
        self._engine.connect("error", self._on_error)
        self._voices = self._list_voices()
        self._own_voice = str(self._engine.getProperty("voice"))
        self._settings: VoiceSettings | None = None

    def voices(self) -> list[VoiceInfo]:
        """The driver's voices."""
        return self._voices

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        """The phrase as sound.

        Raises:
            LookupError: no voice speaks the language.
            Exception: whatever the driver reported.
        """
        if settings != self._settings:
            self._engine.setProperty("voice", choose_voice(self._voices, settings, self._own_voice))
            self._engine.setProperty("rate", settings.rate)
            self._settings = settings
        file = self._folder / PHRASE
        try:
            self._save(text, file)
            return read_sound(file)
        finally:
            file.unlink(missing_ok=True)

    def _save(self, text: str, file: Path) -> None:
        # Until the driver's loop runs, what pyttsx3 is told must be queued, as it is before the first phrase alone:
        # later macOS' driver stops each phrase as soon as it begins, and Windows' one may wait for an end that is over.
        self._engine.proxy.setBusy(True)
        self._engine.save_to_file(text, str(file))
        self._engine.runAndWait()
        self._raise_problem()

    def _raise_problem(self) -> None:
        """Raise what the driver has reported since the last phrase, if anything."""
        problem, self._problem = self._problem, None
        if problem is not None:
            self._settings = None
            raise problem

    def _list_voices(self) -> list[VoiceInfo]:
        return [
            VoiceInfo(voice.id, voice.name, str(voice.languages[0]).replace("_", "-").lower())
            for voice in self._engine.getProperty("voices")
            if voice.languages and voice.languages[0]
        ]

    def _on_error(self, exception: Exception, **_: object) -> None:
        self._problem = exception


class SapiEngine(Pyttsx3Engine):
    """The driver "sapi5" (Windows), which by itself lists no voice at all where it does not understand one."""

    def _list_voices(self) -> list[VoiceInfo]:
        return [*sapi_voices(self._engine.proxy._driver._tts.GetVoices())]


def sapi_voices(tokens: Iterable[Any]) -> Iterator[VoiceInfo]:
    """The voices behind SAPI's tokens of them. One that is registered in an unusual way is left out.

    Other makers' voices lack attributes that Microsoft's have, or name several languages, as hexadecimal LCIDs:
    https://learn.microsoft.com/previous-versions/windows/desktop/ms717036.
    """
    for token in tokens:
        with suppress(Exception):
            languages = (int(code, 16) for code in str(token.GetAttribute("Language")).split(";"))
            own = next(windows_locale[code] for code in languages if code in windows_locale)
            yield VoiceInfo(str(token.Id), str(token.GetDescription()), own.replace("_", "-").lower())


def choose_voice(voices: Iterable[VoiceInfo], settings: VoiceSettings, own_voice: str) -> str:
    """The id of the voice to use: the chosen one, the user's own default, or the best of the language.

    Raises:
        LookupError: no voice speaks the language.
    """
    offered = {voice.voice: voice for voice in voices}
    if settings.voice in offered:
        return settings.voice
    fitting = {name: voice.language for name, voice in offered.items() if voice.speaks(settings.language)}
    if own_voice in fitting:
        return own_voice
    if not fitting:
        raise LookupError(f"no voice for the language {settings.language}")
    wanted = (*_preferred(settings.language), *fitting.values())
    return min(fitting, key=lambda voice: wanted.index(fitting[voice]))


def _preferred(language: str) -> Iterator[str]:
    """Tags of voices in the order in which they are wanted, as engines write them."""
    for tag in tags.lineage(language):
        yield tag.lower()
        yield from _REGIONS.get(tag, ())


def read_sound(path: Path) -> Sound:
    """The mono 16-bit sound in a WAV file, or in an AIFF file as macOS writes it whatever the file's name.

    Raises:
        ValueError: the file is damaged or holds another kind of sound.
    """
    with path.open("rb") as file:
        if file.read(4) == b"FORM":
            return Sound(*aiff.read(path.read_bytes()))
    try:
        with wave.open(str(path), "rb") as sound:
            if sound.getnchannels() != 1 or sound.getsampwidth() != 2:
                raise ValueError("the engine wrote sound that is not mono 16 bit")
            return Sound(sound.readframes(sound.getnframes()), sound.getframerate())
    except (wave.Error, EOFError, RuntimeError) as error:
        raise ValueError("the engine wrote a damaged WAV file") from error
