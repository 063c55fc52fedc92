"""The rules of the one place: checked on any sequence of offers, starts, stops and mutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assistant.events import Priority
from assistant.speech.arbiter import STALE_SECONDS, Turns, Utterance, Verdict

RANK = list(Priority)


class AnyCourse(RuleBasedStateMachine):
    """Offers, syntheses, pauses, mutes and stops in any order; what sounds is followed from outside."""

    @initialize()
    def begin(self) -> None:
        self.turns = Turns()
        self.now = 0.0
        self.ready: list[Utterance] = []
        self.sounding: tuple[Utterance, float] | None = None

    @rule(seconds=st.floats(0, 3))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(priority=st.sampled_from(Priority))
    def offer(self, priority: Priority) -> None:
        utterance = Utterance("x", priority, self.now)
        busy = self.turns.speaking(self.now)
        before = self.sounding_now()
        taken = self.turns.offer(utterance, self.now)
        if taken:
            assert not self.turns.muted
            self.ready.append(utterance)
            self.sounding = None  # as the shell does: the former sound is stopped
        else:
            assert self.turns.muted or busy
        if before and not self.turns.muted:
            assert taken == (RANK.index(priority) <= RANK.index(before.priority))

    @precondition(lambda self: self.ready)
    @rule(data=st.data(), talking=st.booleans(), seconds=st.floats(0.1, 5))
    def sound_is_ready(self, data: st.DataObject, talking: bool, seconds: float) -> None:
        utterance = data.draw(st.sampled_from(self.ready))
        verdict = self.turns.verdict(utterance, self.now, talking)
        age = self.now - utterance.born
        if verdict is Verdict.WAIT:
            assert talking
            assert age <= STALE_SECONDS
            assert utterance.priority is not Priority.ANSWER
            return
        self.ready.remove(utterance)
        if verdict is Verdict.SPEAK:
            assert self.sounding_now() is None, "two voices at once"
            assert not self.turns.muted, "muted means silent"
            assert age <= STALE_SECONDS or utterance.priority in (Priority.ANSWER, Priority.ERROR), "stale"
            self.turns.begin(self.now, seconds)
            self.sounding = utterance, self.now + seconds
        else:
            self.turns.release(utterance, self.now)

    @rule(muted=st.booleans())
    def mute(self, muted: bool) -> None:
        self.turns.mute(muted, self.now)
        if muted:
            self.sounding = None

    @rule()
    def stop(self) -> None:
        self.turns.stop(self.now)
        self.sounding = None

    @invariant()
    def the_place_is_held_while_it_sounds(self) -> None:
        if self.sounding_now():
            assert self.turns.speaking(self.now)

    def sounding_now(self) -> Utterance | None:
        return self.sounding[0] if self.sounding and self.now < self.sounding[1] else None


TestAnyCourse = AnyCourse.TestCase


@given(st.sampled_from(Priority), st.sampled_from(Priority))
def test_the_more_important_interrupts_and_the_lesser_yields(first: Priority, second: Priority) -> None:
    turns = Turns()
    older, newer = Utterance("a", first, 0.0), Utterance("b", second, 0.1)
    assert turns.offer(older, 0.0)
    assert turns.offer(newer, 0.1) == (RANK.index(second) <= RANK.index(first))


@pytest.mark.parametrize(
    ("priority", "late"),
    [
        (Priority.CUE, Verdict.STALE),
        (Priority.HINT, Verdict.STALE),
        (Priority.ERROR, Verdict.SPEAK),
        (Priority.ANSWER, Verdict.SPEAK),
    ],
)
def test_what_is_held_for_a_pause_too_long(priority: Priority, late: Verdict) -> None:
    turns = Turns()
    utterance = Utterance("x", priority, 0.0)
    turns.offer(utterance, 0.0)
    early = turns.verdict(utterance, 1.0, talking=True)
    assert early is (Verdict.SPEAK if priority is Priority.ANSWER else Verdict.WAIT)
    assert turns.verdict(utterance, STALE_SECONDS + 0.01, talking=True) is late


def test_the_echo_of_our_own_voice_is_no_talk() -> None:
    turns = Turns()
    turns.offer(Utterance("a", Priority.CUE, 0.0), 0.0)
    turns.begin(0.0, 2.0)
    newer = Utterance("b", Priority.CUE, 1.0)
    turns.offer(newer, 1.0)
    assert turns.verdict(newer, 1.05, talking=True) is Verdict.SPEAK


def test_after_a_long_phrase_was_stopped_people_who_talk_are_waited_for() -> None:
    turns = Turns()
    turns.offer(Utterance("a long story", Priority.ANSWER, 0.0), 0.0)
    turns.begin(0.0, 10.0)
    turns.stop(1.0)
    newer = Utterance("b", Priority.CUE, 2.0)
    turns.offer(newer, 2.0)
    assert turns.verdict(newer, 2.0, talking=True) is Verdict.WAIT


def test_mute_outlasts_everything_but_unmute() -> None:
    turns = Turns()
    turns.mute(True, 0.0)
    assert not turns.offer(Utterance("x", Priority.ANSWER, 0.0), 0.0)
    turns.stop(1.0)
    assert turns.muted
    turns.mute(False, 2.0)
    assert turns.offer(Utterance("x", Priority.HINT, 2.0), 2.0)
