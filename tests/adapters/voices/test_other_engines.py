"""pyttsx3's drivers for macOS and Windows, whose systems are played by what these document."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.adapters.voices.engine import Pyttsx3Engine, VoiceInfo, VoiceSettings, sapi_voices
from tests.helpers import macos_speech


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
        Token("Nameless"),
        Token("Odd", Language="?"),
        SimpleNamespace(),
        Token("Hedda", Language="407", Gender="Female"),
    ]
    assert [*sapi_voices(tokens)] == [
        VoiceInfo("HKLM\\Natural", "Natural", "en-us"),
        VoiceInfo("HKLM\\Hedda", "Hedda", "de-de"),
    ]
