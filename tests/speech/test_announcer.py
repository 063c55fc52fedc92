"""What is announced is shown, and heard where it should be; what is not heard is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.audio_clip import read_wav
from assistant.events import Channel, CueEvent, CueKind, Earcon, NoticeEvent, Priority
from assistant.messages import Sentence
from assistant.speech.announcer import SoundPreferences
from assistant.speech.arbiter import Outcome
from tests.helpers.desk import Desk, cue, spoken, until
from tests.helpers.engines import Capricious
from tests.helpers.voices import HeldVoice, InstantVoice, Loudspeaker


@pytest.mark.parametrize(
    ("channels", "heard"),
    [
        (frozenset(Channel), ["earcon at -0.5", "speech"]),
        (frozenset({Channel.SPEECH}), ["speech"]),
        (frozenset({Channel.EARCON}), ["earcon at -0.5"]),
        (frozenset({Channel.LABEL}), []),
    ],
)
def test_a_cue_takes_its_channels_and_is_always_shown(
    desk: Desk, channels: frozenset[Channel], heard: list[str]
) -> None:
    loudspeaker = Loudspeaker()
    announcer = desk.open(InstantVoice(), loudspeaker)
    announcer.announce(cue(channels=channels, pan=-0.5))
    spoken(announcer)
    assert [asked for asked in loudspeaker.asked if asked != "stop"] == heard
    assert desk.captions == ["looks happy"]


@pytest.mark.parametrize(
    ("priority", "heard"), [(Priority.ERROR, ["earcon at 0", "speech"]), (Priority.HINT, ["speech"])]
)
def test_an_error_knocks_a_hint_does_not(desk: Desk, priority: Priority, heard: list[str]) -> None:
    loudspeaker = Loudspeaker()
    announcer = desk.open(InstantVoice(), loudspeaker)
    announcer.announce(NoticeEvent(0.0, "The camera is lost.", priority))
    spoken(announcer)
    assert [asked for asked in loudspeaker.asked if asked != "stop"] == heard


def test_what_the_user_switched_off_stays_off(desk: Desk) -> None:
    loudspeaker = Loudspeaker()
    announcer = desk.open(InstantVoice(), loudspeaker, preferences=SoundPreferences(speech=False, earcons=False))
    announcer.announce(cue())
    announcer.announce(NoticeEvent(0.0, "The camera is lost.", Priority.ERROR))
    announcer.read("Muted.")
    spoken(announcer)
    assert loudspeaker.asked == []
    assert desk.captions == ["looks happy", "The camera is lost."]


@pytest.mark.parametrize("channel", [Channel.EARCON, Channel.SPEECH])
def test_a_nod_is_never_heard_over_what_is_said_of_the_face(desk: Desk, channel: Channel) -> None:
    nod = CueEvent(0.0, 1, "nods", frozenset({channel}), None, Earcon.NOD, 0.0, Priority.HINT, about=CueKind.GESTURE)
    loudspeaker = Loudspeaker(seconds=2.0)
    announcer = desk.open(InstantVoice(), loudspeaker)
    announcer.announce(cue())
    until(lambda: desk.outcomes)
    asked = list(loudspeaker.asked)
    announcer.announce(nod)
    assert loudspeaker.asked == asked
    assert desk.captions == ["looks happy", "nods"]
    desk.now = 3.0
    announcer.announce(nod)
    heard = "earcon at 0" if channel is Channel.EARCON else "speech"
    until(lambda: loudspeaker.asked.count(heard) > asked.count(heard))


def test_a_slow_voice_holds_nobody_up_and_says_only_the_newest(desk: Desk) -> None:
    voice, loudspeaker = HeldVoice(), Loudspeaker()
    announcer = desk.open(voice, loudspeaker)
    announcer.announce(cue("first"))
    assert voice.asked.wait(10)
    announcer.announce(cue("second"))
    announcer.announce(cue("third"))
    assert desk.captions == ["first", "second", "third"]
    voice.free.set()
    spoken(announcer)
    assert sorted(desk.outcomes) == [
        ("first", Outcome.INTERRUPTED),
        ("second", Outcome.INTERRUPTED),
        ("third", Outcome.SPOKEN),
    ]
    assert loudspeaker.asked.count("speech") == 1


def test_a_newer_cue_silences_the_older_and_a_hint_yields(desk: Desk) -> None:
    loudspeaker = Loudspeaker(seconds=2.0)
    announcer = desk.open(InstantVoice(), loudspeaker)
    for event in (cue("first"), cue("second"), NoticeEvent(0.0, "too dark")):
        announcer.announce(event)
        until(lambda: len(desk.outcomes) >= len(desk.captions))
    assert desk.outcomes == [
        ("first", Outcome.SPOKEN),
        ("second", Outcome.SPOKEN),
        ("too dark", Outcome.YIELDED),
    ]
    between = loudspeaker.asked[loudspeaker.asked.index("speech") + 1 :]
    assert between.index("stop") < between.index("speech")
    desk.now = 3.0


LOST = NoticeEvent(0.0, "The camera is lost.", Priority.ERROR)


def test_a_cue_that_would_come_too_late_is_dropped(desk: Desk) -> None:
    loudspeaker = Loudspeaker()

    def dawdle(text: str) -> None:
        desk.now += 1.6

    announcer = desk.open(InstantVoice(dawdle), loudspeaker)
    announcer.announce(cue(channels=frozenset({Channel.SPEECH})))
    spoken(announcer)
    assert desk.outcomes == [("looks happy", Outcome.STALE)]
    assert loudspeaker.asked == ["stop", "earcon at 0"], "a cue that had no sound yet knocks in place of its words"
    announcer.read("All is well.")
    spoken(announcer)
    assert desk.outcomes[-1] == ("All is well.", Outcome.SPOKEN)


def test_a_late_cue_that_had_its_sound_does_not_knock(desk: Desk) -> None:
    loudspeaker = Loudspeaker()

    def dawdle(text: str) -> None:
        desk.now += 1.6

    announcer = desk.open(InstantVoice(dawdle), loudspeaker)
    announcer.announce(cue(pan=-0.5))
    spoken(announcer)
    assert desk.outcomes == [("looks happy", Outcome.STALE)]
    assert loudspeaker.asked == ["stop", "earcon at -0.5"]


def test_muted_means_silent_at_once_and_later(desk: Desk) -> None:
    voice, loudspeaker = HeldVoice(), Loudspeaker()
    announcer = desk.open(voice, loudspeaker)
    announcer.announce(cue("first"))
    assert voice.asked.wait(10)
    announcer.mute(True)
    assert loudspeaker.asked[-1] == "stop"
    voice.free.set()
    spoken(announcer)
    heard = len(loudspeaker.asked)
    announcer.announce(cue("second"))
    announcer.read("third")
    spoken(announcer)
    assert len(loudspeaker.asked) == heard
    assert desk.captions == ["first", "second"]
    announcer.mute(False)
    announcer.read("fourth")
    spoken(announcer)
    assert loudspeaker.asked[-1] == "speech"


def test_stop_ends_this_phrase_only(desk: Desk) -> None:
    loudspeaker = Loudspeaker(seconds=9.0)
    announcer = desk.open(InstantVoice(), loudspeaker)
    announcer.read("a long story")
    until(lambda: bool(desk.outcomes))
    announcer.stop()
    spoken(announcer)
    assert loudspeaker.asked[-1] == "stop"
    announcer.read("another")
    until(lambda: len(desk.outcomes) == 2)
    assert loudspeaker.asked[-1] == "speech"
    announcer.stop()


def test_speech_waits_for_a_pause_and_the_earcon_does_not(desk: Desk) -> None:
    loudspeaker = Loudspeaker()
    desk.talking.set()
    announcer = desk.open(InstantVoice(), loudspeaker)
    announcer.announce(cue())
    assert not announcer.wait(0)
    assert loudspeaker.asked == ["stop", "earcon at 0"]
    desk.talking.clear()
    spoken(announcer)
    assert loudspeaker.asked[-1] == "speech"


def test_close_ends_everything(desk: Desk) -> None:
    voice, loudspeaker = InstantVoice(), Loudspeaker()
    announcer = desk.open(voice, loudspeaker)
    announcer.close()
    assert voice.closed
    assert loudspeaker.asked[-1] == "close"


def test_a_voice_that_is_closed_in_mid_phrase_is_no_trouble(desk: Desk) -> None:
    class BreaksWhenClosed(HeldVoice):
        def close(self) -> None:
            super().close()
            self.broken = True
            self.free.set()

    voice = BreaksWhenClosed()
    announcer = desk.open(voice, Loudspeaker())
    announcer.announce(cue())
    assert voice.asked.wait(10)
    announcer.close()
    assert desk.outcomes == [("looks happy", Outcome.MUTED)]
    assert desk.troubles == []


@pytest.mark.logs("assistant.speech.announcer")
def test_a_failure_that_nobody_foresaw_is_told_and_the_next_phrase_is_spoken(desk: Desk) -> None:
    def stumble(text: str) -> None:
        if text == "looks sad":
            raise ValueError("odd")

    loudspeaker = Loudspeaker()
    announcer = desk.open(InstantVoice(stumble), loudspeaker)
    for text in ("looks sad", "looks happy"):
        announcer.announce(cue(text))
        spoken(announcer)
    assert desk.outcomes == [("looks sad", Outcome.FAILED), ("looks happy", Outcome.SPOKEN)]
    assert len(desk.troubles) == 1
    assert "odd" in desk.troubles[0]
    assert isinstance(desk.troubles[0], Sentence), "it can be said in another language"


def test_who_wants_no_sounds_hears_no_knock_for_what_was_not_spoken(desk: Desk) -> None:
    loudspeaker, voice = Loudspeaker(), InstantVoice()
    voice.broken = True
    announcer = desk.open(voice, loudspeaker, preferences=SoundPreferences(earcons=False))
    announcer.announce(cue())
    spoken(announcer)
    assert desk.outcomes == [("looks happy", Outcome.FAILED)]
    assert loudspeaker.asked == ["stop"]


def test_a_hint_that_was_not_spoken_does_not_knock(desk: Desk) -> None:
    loudspeaker, voice = Loudspeaker(), InstantVoice()
    voice.broken = True
    announcer = desk.open(voice, loudspeaker)
    announcer.announce(NoticeEvent(0.0, "The face is turned away."))
    spoken(announcer)
    assert desk.outcomes == [("The face is turned away.", Outcome.FAILED)]
    assert loudspeaker.asked == ["stop"]


@pytest.mark.slow
def test_every_phrase_of_a_capricious_voice_is_spoken_or_reported_and_none_twice(desk: Desk) -> None:
    loudspeaker = Loudspeaker()
    speech = VoiceChain(VoiceSettings(), chain=("capricious",), factory=Capricious, deadline=0.15)
    announcer = desk.open(speech, loudspeaker, real_time=True)
    phrases = [f"phrase number {index}" for index in range(200)]
    for index, phrase in enumerate(phrases):
        announcer.announce(cue(phrase, frozenset({Channel.SPEECH})))
        if index % 5:
            assert announcer.wait(10)
    assert announcer.wait(10)
    told = Counter(text for text, _ in desk.outcomes)
    assert told == Counter(phrases)
    outcomes = Counter(outcome for _, outcome in desk.outcomes)
    assert loudspeaker.asked.count("speech") == outcomes[Outcome.SPOKEN] > 100
    assert loudspeaker.asked.count("earcon at 0") == outcomes[Outcome.FAILED] + outcomes[Outcome.STALE]
    assert bool(desk.troubles) == bool(outcomes[Outcome.FAILED])
    assert desk.captions == phrases


def test_a_real_voice_ends_up_in_the_folder(desk: Desk, tmp_path: Path) -> None:
    speech = VoiceChain(VoiceSettings("de"), chain=("espeak",), deadline=5.0)
    announcer = desk.open(speech, SpeechFolder(tmp_path))
    announcer.announce(cue("sieht fröhlich aus"))
    spoken(announcer)
    assert not desk.troubles
    assert 0.5 < read_wav(tmp_path / "0001.wav").seconds < 1.5
