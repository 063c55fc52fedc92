"""Errors are said after what is being said, and troubles once."""

from __future__ import annotations

from assistant.events import Channel, NoticeEvent, Priority
from assistant.messages import say
from assistant.speech.arbiter import Outcome
from tests.helpers.desk import Desk, cue, spoken, until
from tests.helpers.voices import HeldVoice, InstantVoice, Loudspeaker

LOST = NoticeEvent(0.0, "The camera is lost.", Priority.ERROR)


def test_an_error_waits_for_the_end_of_an_answer(desk: Desk) -> None:
    announcer = desk.open(InstantVoice(), Loudspeaker(seconds=2.0))
    announcer.read("One face in view.")
    until(lambda: desk.outcomes)
    announcer.announce(LOST)
    announcer.announce(cue())
    until(lambda: len(desk.outcomes) == 2)
    assert desk.outcomes == [("One face in view.", Outcome.SPOKEN), ("looks happy", Outcome.YIELDED)]
    desk.now = 2.5
    until(lambda: len(desk.outcomes) == 3)
    assert desk.outcomes[-1] == (LOST.text, Outcome.SPOKEN)
    desk.now = 5.0
    spoken(announcer)


def test_an_error_that_an_answer_overtook_is_said_after_it(desk: Desk) -> None:
    voice = HeldVoice()
    announcer = desk.open(voice, Loudspeaker())
    announcer.announce(LOST)
    assert voice.asked.wait(10)
    announcer.read("Conversation page.")
    voice.free.set()
    spoken(announcer)
    assert desk.outcomes == [("Conversation page.", Outcome.SPOKEN), (LOST.text, Outcome.SPOKEN)]


def test_an_error_that_waits_for_a_pause_is_given_up_when_the_user_stops_it(desk: Desk) -> None:
    asked: list[str] = []
    announcer = desk.open(InstantVoice(asked.append), Loudspeaker())
    desk.talking.set()
    announcer.announce(LOST)
    until(lambda: asked)
    announcer.stop()
    desk.talking.clear()
    spoken(announcer)
    assert desk.outcomes == [(LOST.text, Outcome.INTERRUPTED)]


def test_an_error_that_waits_when_it_is_muted_is_not_said_later(desk: Desk) -> None:
    announcer = desk.open(InstantVoice(), Loudspeaker(seconds=2.0))
    announcer.read("One face in view.")
    until(lambda: desk.outcomes)
    announcer.announce(LOST)
    announcer.mute(True)
    spoken(announcer)
    announcer.mute(False)
    spoken(announcer)
    assert desk.outcomes[1:] == [(LOST.text, Outcome.MUTED)]


def test_an_error_that_waits_at_the_end_is_not_forgotten(desk: Desk) -> None:
    announcer = desk.open(InstantVoice(), Loudspeaker(seconds=2.0))
    announcer.read("One face in view.")
    until(lambda: desk.outcomes)
    announcer.announce(LOST)
    announcer.close()
    assert desk.outcomes[1:] == [(LOST.text, Outcome.MUTED)]


def test_trouble_with_the_voice_is_told_once_until_it_speaks_again(desk: Desk) -> None:
    voice, loudspeaker = InstantVoice(), Loudspeaker()
    announcer = desk.open(voice, loudspeaker)
    for broken in (True, True, False, True):
        voice.broken = broken
        announcer.read("Two faces.")
        spoken(announcer)
    assert desk.troubles == ["The voice is broken."] * 2
    assert [outcome for _, outcome in desk.outcomes].count(Outcome.FAILED) == 3
    assert loudspeaker.asked.count("earcon at 0") == 3, "each unspoken phrase knocks"


def test_a_missing_loudspeaker_is_told_once_and_captions_go_on(desk: Desk) -> None:
    loudspeaker = Loudspeaker()
    loudspeaker.missing = True
    announcer = desk.open(InstantVoice(), loudspeaker)
    for text in ("first", "second"):
        announcer.announce(cue(text))
        spoken(announcer)
    assert desk.troubles == ["There is no loudspeaker."]
    assert desk.captions == ["first", "second"]
    assert desk.outcomes == [("first", Outcome.FAILED), ("second", Outcome.FAILED)]


def test_a_loudspeaker_that_is_lost_again_after_a_short_sound_is_told_again(desk: Desk) -> None:
    loudspeaker = Loudspeaker()
    loudspeaker.missing = True
    announcer = desk.open(InstantVoice(), loudspeaker)
    until(lambda: bool(desk.troubles))
    for missing in (True, False, True):
        loudspeaker.missing = missing
        announcer.announce(cue(channels=frozenset({Channel.EARCON})))
    assert desk.troubles == ["There is no loudspeaker."] * 2


def test_a_loudspeaker_that_was_lost_for_one_short_sound_is_told_to_be_back(desk: Desk) -> None:
    loudspeaker, voice = Loudspeaker(), HeldVoice()
    announcer = desk.open(voice, loudspeaker)
    announcer.announce(cue())
    assert voice.asked.wait(10)  # nobody looks after the loudspeaker meanwhile
    loudspeaker.missing = True
    announcer.announce(cue(channels=frozenset({Channel.EARCON})))
    assert desk.troubles == ["There is no loudspeaker."]
    loudspeaker.missing = False
    voice.free.set()
    until(lambda: say("audio.back") in desk.captions)
