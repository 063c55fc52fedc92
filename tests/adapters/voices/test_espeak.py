"""Real eSpeak NG in the real speech process."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.errors import SpeechError
from tests.helpers.loudness import level


@pytest.fixture(scope="module")
def espeak() -> Iterator[VoiceChain]:
    speech = VoiceChain(VoiceSettings(), chain=("espeak",), deadline=5.0)
    yield speech
    speech.close()


def test_a_phrase_is_spoken_at_a_natural_length_and_loudness(espeak: VoiceChain) -> None:
    espeak.use(VoiceSettings("en"))
    clip = espeak.synthesize("There is no face in view.")
    assert 0.9 < clip.seconds < 1.6
    assert clip.audible_seconds > 0.8 * clip.seconds
    assert -26 < level(clip) < -14


@pytest.mark.parametrize(
    ("language", "text"), [("de", "sieht fröhlich aus"), ("es", "parece feliz"), ("fr", "semble heureux")]
)
def test_each_language_has_a_voice_of_its_own(espeak: VoiceChain, language: str, text: str) -> None:
    espeak.use(VoiceSettings("en"))
    english = espeak.synthesize(text)
    espeak.use(VoiceSettings(language))
    native = espeak.synthesize(text)
    assert native.audible_seconds > 0.4
    assert not np.array_equal(native.samples, english.samples)


def test_a_language_without_a_voice_is_refused(espeak: VoiceChain) -> None:
    espeak.use(VoiceSettings("tlh"))
    with pytest.raises(SpeechError, match="tlh"):
        espeak.synthesize("nuqneH")


def test_every_change_of_rate_is_kept(espeak: VoiceChain) -> None:
    """Left alone, pyttsx3 cancels some of them, and some phrases with them."""
    chance = random.Random(7)
    for index in range(60):
        rate = chance.choice((100, 200, 400))
        espeak.use(VoiceSettings("en", rate=rate))
        clip = espeak.synthesize(f"looks happy {'and so on ' * (index % 3)}")
        letters = 10 + 8 * (index % 3)
        assert clip.audible_seconds == pytest.approx(letters / 5 * 60 / rate, rel=0.45)


def test_a_chosen_voice_is_used(espeak: VoiceChain) -> None:
    espeak.use(VoiceSettings("en"))
    usual = espeak.synthesize("looks happy")
    voice = next(voice for voice in espeak.voices() if voice.language == "en-gb-scotland")
    espeak.use(VoiceSettings("en", voice.voice))
    assert not np.array_equal(espeak.synthesize("looks happy").samples, usual.samples)
