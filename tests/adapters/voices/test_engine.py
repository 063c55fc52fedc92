"""Real eSpeak NG in the real speech process."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.voices.chain import Speech
from assistant.adapters.voices.engine import VoiceInfo, VoiceSettings, choose_voice, read_sound
from assistant.adapters.voices.selection import fitting_first, named
from assistant.audio_clip import Clip, write_wav
from assistant.errors import SpeechError
from tests.helpers.loudness import level


@pytest.fixture(scope="module")
def espeak() -> Iterator[Speech]:
    speech = Speech(VoiceSettings(), chain=("espeak",), deadline=5.0)
    yield speech
    speech.close()


def test_a_phrase_is_spoken_at_a_natural_length_and_loudness(espeak: Speech) -> None:
    espeak.use(VoiceSettings("en"))
    clip = espeak.synthesize("There is no face in view.")
    assert 0.9 < clip.seconds < 1.6
    assert clip.audible_seconds > 0.8 * clip.seconds
    assert -26 < level(clip) < -14


@pytest.mark.parametrize(
    ("language", "text"), [("de", "sieht fröhlich aus"), ("es", "parece feliz"), ("fr", "semble heureux")]
)
def test_each_language_has_a_voice_of_its_own(espeak: Speech, language: str, text: str) -> None:
    espeak.use(VoiceSettings("en"))
    english = espeak.synthesize(text)
    espeak.use(VoiceSettings(language))
    native = espeak.synthesize(text)
    assert native.audible_seconds > 0.4
    assert not np.array_equal(native.samples, english.samples)


def test_a_language_without_a_voice_is_refused(espeak: Speech) -> None:
    espeak.use(VoiceSettings("tlh"))
    with pytest.raises(SpeechError, match="tlh"):
        espeak.synthesize("nuqneH")


def test_every_change_of_rate_is_kept(espeak: Speech) -> None:
    """Left alone, pyttsx3 cancels some of them, and some phrases with them."""
    chance = random.Random(7)
    for index in range(60):
        rate = chance.choice((100, 200, 400))
        espeak.use(VoiceSettings("en", rate=rate))
        clip = espeak.synthesize(f"looks happy {'and so on ' * (index % 3)}")
        letters = 10 + 8 * (index % 3)
        assert clip.audible_seconds == pytest.approx(letters / 5 * 60 / rate, rel=0.45)


def test_a_chosen_voice_is_used(espeak: Speech) -> None:
    espeak.use(VoiceSettings("en"))
    usual = espeak.synthesize("looks happy")
    voice = next(voice for voice in espeak.voices() if voice.language == "en-gb-scotland")
    espeak.use(VoiceSettings("en", voice.voice))
    assert not np.array_equal(espeak.synthesize("looks happy").samples, usual.samples)


VOICES = [
    VoiceInfo("carib", "A", "en-029"),
    VoiceInfo("us", "B", "en-us"),
    VoiceInfo("german", "C", "de"),
    VoiceInfo("austrian", "D", "de-at"),
    VoiceInfo("spanish", "E", "es-mx"),
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


def test_voices_for_the_language_are_offered_first() -> None:
    offered = fitting_first(VOICES, "de")
    assert [voice.voice for voice in offered] == ["german", "austrian", "carib", "us", "spanish"]
    assert sorted(offered, key=VOICES.index) == VOICES


@pytest.mark.parametrize(
    ("words", "voice"), [("us", "us"), ("b", "us"), ("B", "us"), ("German", "german"), ("klingon", None)]
)
def test_a_voice_is_named_by_its_id_or_its_name(words: str, voice: str | None) -> None:
    found = named([*VOICES, VoiceInfo("other", "b", "fr"), VoiceInfo("x", "German", "de")], words, "en")
    assert (found.voice if found else None) == ("x" if voice == "german" else voice)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg to write AIFF as macOS does")
@pytest.mark.parametrize("codec", ["pcm_s16be", "pcm_s16le"])
def test_aiff_is_read_like_wav(tmp_path: Path, codec: str) -> None:
    samples = np.arange(-3000, 3001, dtype=np.int16)
    write_wav(tmp_path / "in.wav", Clip(samples, 22050))
    aiff = tmp_path / "phrase.wav"  # the name that the engine was given; macOS writes AIFF into it
    convert = ["ffmpeg", "-v", "error", "-i", tmp_path / "in.wav", "-c:a", codec, "-f", "aiff", aiff]
    subprocess.run(convert, check=True)
    sound = read_sound(aiff)
    assert sound.rate == 22050
    assert np.array_equal(Clip.from_pcm(sound.pcm, sound.rate).samples, samples)


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
