"""The rules of the one floor: checked on any sequence of offers, starts, stops and mutes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assistant.events import Priority
from assistant.speech.arbiter import STALE_SECONDS, Arbiter, Outcome, Utterance, Verdict

RANK = list(Priority)


class AnyCourse(RuleBasedStateMachine):
    """Offers, syntheses, pauses, mutes and stops in any order; what sounds is followed from outside."""

    @initialize()
    def begin(self) -> None:
        self.arbiter = Arbiter()
        self.now = 0.0
        self.ready: list[Utterance] = []
        self.sounding: tuple[Utterance, float] | None = None

    @rule(seconds=st.floats(0, 3))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(priority=st.sampled_from(Priority))
    def offer(self, priority: Priority) -> None:
        utterance = Utterance("x", priority, self.now)
        busy = self.arbiter.speaking(self.now)
        before = self.sounding_now()
        taken = self.arbiter.offer(utterance, self.now)
        if taken:
            assert not self.arbiter.muted
            self.ready.append(utterance)
            self.sounding = None  # as the shell does: the former sound is stopped
        else:
            assert self.arbiter.muted or busy
        if before and not self.arbiter.muted:
            assert taken == (RANK.index(priority) <= RANK.index(before.priority))

    @precondition(lambda self: self.ready)
    @rule(data=st.data(), talking=st.booleans(), seconds=st.floats(0.1, 5))
    def sound_is_ready(self, data: st.DataObject, talking: bool, seconds: float) -> None:
        utterance = data.draw(st.sampled_from(self.ready))
        verdict = self.arbiter.verdict(utterance, self.now, talking)
        age = self.now - utterance.born
        if verdict is Verdict.WAIT:
            assert talking
            assert age <= STALE_SECONDS
            assert utterance.priority is not Priority.ANSWER
            return
        self.ready.remove(utterance)
        if verdict is Verdict.SPEAK:
            assert self.sounding_now() is None, "two voices at once"
            assert not self.arbiter.muted, "muted means silent"
            assert age <= STALE_SECONDS or utterance.priority in (Priority.ANSWER, Priority.ERROR), "stale"
            self.arbiter.begin(self.now, seconds)
            self.sounding = utterance, self.now + seconds
        else:
            self.arbiter.release(utterance, self.now)

    @rule(muted=st.booleans())
    def mute(self, muted: bool) -> None:
        self.arbiter.mute(muted, self.now)
        if muted:
            self.sounding = None

    @rule()
    def stop(self) -> None:
        self.arbiter.stop(self.now)
        self.sounding = None

    @invariant()
    def the_floor_is_held_while_it_sounds(self) -> None:
        if self.sounding_now():
            assert self.arbiter.speaking(self.now)

    def sounding_now(self) -> Utterance | None:
        return self.sounding[0] if self.sounding and self.now < self.sounding[1] else None


TestAnyCourse = AnyCourse.TestCase


@given(st.sampled_from(Priority), st.sampled_from(Priority))
def test_the_more_important_interrupts_and_the_lesser_yields(first: Priority, second: Priority) -> None:
    arbiter = Arbiter()
    older, newer = Utterance("a", first, 0.0), Utterance("b", second, 0.1)
    assert arbiter.offer(older, 0.0)
    assert arbiter.offer(newer, 0.1) == (RANK.index(second) <= RANK.index(first))


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
    arbiter = Arbiter()
    utterance = Utterance("x", priority, 0.0)
    arbiter.offer(utterance, 0.0)
    early = arbiter.verdict(utterance, 1.0, talking=True)
    assert early is (Verdict.SPEAK if priority is Priority.ANSWER else Verdict.WAIT)
    assert arbiter.verdict(utterance, STALE_SECONDS + 0.01, talking=True) is late


def test_the_echo_of_our_own_voice_is_no_talk() -> None:
    arbiter = Arbiter()
    arbiter.offer(Utterance("a", Priority.CUE, 0.0), 0.0)
    arbiter.begin(0.0, 2.0)
    newer = Utterance("b", Priority.CUE, 1.0)
    arbiter.offer(newer, 1.0)
    assert arbiter.verdict(newer, 1.05, talking=True) is Verdict.SPEAK


def test_after_a_long_phrase_was_stopped_people_who_talk_are_waited_for() -> None:
    arbiter = Arbiter()
    arbiter.offer(Utterance("a long story", Priority.ANSWER, 0.0), 0.0)
    arbiter.begin(0.0, 10.0)
    arbiter.stop(1.0)
    newer = Utterance("b", Priority.CUE, 2.0)
    arbiter.offer(newer, 2.0)
    assert arbiter.verdict(newer, 2.0, talking=True) is Verdict.WAIT


def test_mute_outlasts_everything_but_unmute() -> None:
    arbiter = Arbiter()
    arbiter.mute(True, 0.0)
    assert not arbiter.offer(Utterance("x", Priority.ANSWER, 0.0), 0.0)
    arbiter.stop(1.0)
    assert arbiter.muted
    arbiter.mute(False, 2.0)
    assert arbiter.offer(Utterance("x", Priority.HINT, 2.0), 2.0)


def test_every_utterance_has_one_outcome_and_the_newest_error_waits_for_silence() -> None:
    outcomes: list[tuple[str, Outcome]] = []
    arbiter = Arbiter(lambda utterance, outcome: outcomes.append((utterance.text, outcome)))
    answer = Utterance("answer", Priority.ANSWER, 0.0)
    assert arbiter.offer(answer, 0.0)
    assert arbiter.take() is answer
    arbiter.begin(0.0, 2.0)
    arbiter.finish(answer, Outcome.SPOKEN)
    older, newer = Utterance("older", Priority.ERROR, 0.5), Utterance("newer", Priority.ERROR, 0.6)
    assert not arbiter.offer(older, 0.5)
    assert not arbiter.offer(newer, 0.6)
    assert arbiter.putting_off
    assert not arbiter.offer_again(1.0), "the answer is still being said"
    assert arbiter.offer_again(2.5)
    assert arbiter.take() is newer
    arbiter.finish(newer, Outcome.SPOKEN)
    assert not arbiter.working
    assert outcomes == [("answer", Outcome.SPOKEN), ("older", Outcome.YIELDED), ("newer", Outcome.SPOKEN)]


@pytest.mark.parametrize("silence", [lambda a: a.stop(0.1), lambda a: a.mute(True, 0.1)])
def test_an_error_that_the_user_silenced_is_not_put_off(silence: Callable[[Arbiter], None]) -> None:
    outcomes: list[Outcome] = []
    arbiter = Arbiter(lambda _utterance, outcome: outcomes.append(outcome))
    error = Utterance("lost", Priority.ERROR, 0.0)
    arbiter.offer(error, 0.0)
    arbiter.take()
    silence(arbiter)
    assert arbiter.verdict(error, 0.2, talking=False) is Verdict.OVERTAKEN
    arbiter.finish(error, Outcome.INTERRUPTED)
    assert not arbiter.putting_off
    assert outcomes == [Outcome.MUTED if arbiter.muted else Outcome.INTERRUPTED]
