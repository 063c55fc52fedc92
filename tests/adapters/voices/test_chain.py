"""The chain of voices, with real processes and engines that misbehave."""

from __future__ import annotations

import multiprocessing

import pytest

from assistant.adapters.voices.chain import believable
from assistant.adapters.voices.engine import Sound, VoiceSettings
from assistant.errors import SpeechError
from tests.adapters.voices.conftest import MakeSpeech
from tests.helpers import engines
from tests.helpers.loudness import level


def test_a_phrase_becomes_sound_of_its_length(make_speech: MakeSpeech) -> None:
    clip = make_speech(engines.Honest).synthesize("looks happy")
    assert clip.seconds == pytest.approx(11 * 12 / 190, abs=0.05)
    assert level(clip) > -15


@pytest.mark.parametrize(
    "engine",
    [
        engines.Hanging,
        engines.Crashing,
        engines.Empty,
        engines.Silent,
        engines.Hasty,
        engines.Endless,
        engines.Halved,
        engines.Timeless,
        engines.Refusing,
    ],
)
def test_a_voice_that_does_not_say_it_is_found_out(make_speech: MakeSpeech, engine: type[engines.Honest]) -> None:
    with pytest.raises(SpeechError, match="caption"):
        make_speech(engine).synthesize("looks happy")


def test_a_long_phrase_may_take_longer(make_speech: MakeSpeech) -> None:
    speech = make_speech(engines.Slow)
    assert speech.synthesize("all keys of this page, one after the other. " * 8).audible_seconds > 10
    with pytest.raises(SpeechError, match="caption"):
        speech.synthesize("looks happy")


@pytest.mark.parametrize("text", ["-", ".", "…", "· ·"])
@pytest.mark.parametrize("engine", [engines.SecondOnly, engines.Silent])
def test_silence_for_signs_alone_is_not_held_against_the_voice(
    make_speech: MakeSpeech, engine: type[engines.Honest], text: str
) -> None:
    speech = make_speech(engine, chain=("first", "second"))
    assert speech.synthesize(text).audible_seconds == 0
    assert [voice.voice for voice in speech.voices()] == ["first"]


def test_the_next_voice_takes_over_until_settings_change(make_speech: MakeSpeech) -> None:
    speech = make_speech(engines.SecondOnly, chain=("first", "second"))
    assert speech.synthesize("looks happy").seconds > 0.3
    assert [voice.voice for voice in speech.voices()] == ["second"]
    speech.use(VoiceSettings(rate=200))
    assert [voice.voice for voice in speech.voices()] == ["first"]
    assert speech.synthesize("looks happy").seconds > 0.3


def test_a_repeated_phrase_needs_no_voice(make_speech: MakeSpeech) -> None:
    speech = make_speech(engines.Honest)
    first = speech.synthesize("looks happy")
    speech.close()
    assert speech.synthesize(" looks\nhappy ") is first
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("text", ["happy", "looks happy", "There is no face in view.", "42"])
@pytest.mark.parametrize("rate", [80, 190, 450])
def test_honest_durations_are_believed(text: str, rate: int) -> None:
    assert believable(engines.tone(len(text) * 12 / rate), text, rate).seconds > 0


def test_silence_around_a_phrase_is_cut_and_does_not_count() -> None:
    silence = bytes(engines.RATE)
    padded = Sound(silence + engines.tone(0.6).pcm + silence, engines.RATE)
    assert believable(padded, "looks happy", 190).seconds == pytest.approx(0.6, abs=0.03)
    with pytest.raises(SpeechError):
        believable(Sound(silence + engines.tone(0.1).pcm + silence, engines.RATE), "looks happy", 190)
