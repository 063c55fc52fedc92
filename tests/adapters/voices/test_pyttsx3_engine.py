"""Voices and sound files; pyttsx3's drivers for macOS and Windows, whose systems are played by what these document."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.adapters.voices.engine import VoiceInfo, VoiceSettings
from assistant.adapters.voices.pyttsx3_engine import Pyttsx3Engine, choose_voice, read_sound, sapi_voices
from tests.helpers import macos_speech
from tests.helpers.voices import VOICES


def test_on_macos_each_phrase_is_spoken_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in macos_speech.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    engine = Pyttsx3Engine("nsss", tmp_path)
    for settings in (VoiceSettings(), VoiceSettings(), VoiceSettings(rate=300), VoiceSettings(rate=300)):
        assert len(engine.speak("looks happy", settings).pcm) == 2 * 2205


class Token:
    """SAPI's ISpeechObjectToken, which raises where it lacks an attribute."""

    def __init__(self, name: str, **attributes: str) -> None:
        self.Id, self._name, self._attributes = f"HKLM\\{name}", name, attributes

    def GetDescription(self) -> str:  # noqa: N802 # Microsoft's name
        return self._name

    def GetAttribute(self, name: str) -> str:  # noqa: N802 # its own name
        return self._attributes[name]


def test_on_windows_a_voice_of_another_maker_hides_no_other() -> None:
    tokens = [
        Token("Natural", Language="409;9"),
        Token("Neutral", Language="9;409"),
        Token("Nameless"),
        Token("Odd", Language="?"),
        SimpleNamespace(),
        Token("Hedda", Language="407", Gender="Female"),
    ]
    assert [*sapi_voices(tokens)] == [
        VoiceInfo("HKLM\\Natural", "Natural", "en-us"),
        VoiceInfo("HKLM\\Neutral", "Neutral", "en-us"),
        VoiceInfo("HKLM\\Hedda", "Hedda", "de-de"),
    ]


@pytest.mark.parametrize(
    ("settings", "own", "chosen"),
    [
        (VoiceSettings("en"), "none", "us"),
        (VoiceSettings("en"), "carib", "carib"),
        (VoiceSettings("en", "carib"), "us", "carib"),
        (VoiceSettings("de"), "us", "german"),
        (VoiceSettings("de", "us"), "austrian", "us"),
        (VoiceSettings("de", "sold"), "austrian", "austrian"),
        (VoiceSettings("de", "sold"), "us", "german"),
        (VoiceSettings("es"), "us", "spanish"),
    ],
)
def test_the_voice_is_the_chosen_one_or_fits_the_language(settings: VoiceSettings, own: str, chosen: str) -> None:
    assert choose_voice(VOICES, settings, own) == chosen


COMMON = b"\0\1\0\0\0\2\0\x10\x7f\xff" + b"\xff" * 8
"""Of an AIFF file, with a rate beyond all numbers."""


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"FORM",
        b"FORM\0\0\0\4AIFFCOMM\0\0\0\2\0\1",
        b"FORM\0\0\0\x38AIFFCOMM\0\0\0\x12" + COMMON + b"SSND\0\0\0\x08" + bytes(8),
        b"RIFF\x10\0\0\0WAVEfmt \xff\xff\0\0",
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\xff\xff" + bytes(14),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "phrase.wav"
    file.write_bytes(damaged)
    with pytest.raises(ValueError, match="the engine wrote"):
        read_sound(file)
