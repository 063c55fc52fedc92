"""What is told to somebody else's voice: nothing late, nothing twice, the more important first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.events import Priority
from assistant.speech.arbiter import STALE_SECONDS, Utterance
from assistant.speech.outbox import Outbox, seconds_to_say


def utterance(text: str, priority: Priority, born: float = 0.0) -> Utterance:
    return Utterance(text, priority, born)


def test_it_waits_until_somebody_listens() -> None:
    outbox = Outbox()
    welcome = utterance("Welcome.", Priority.ANSWER)
    outbox.offer(welcome)
    assert outbox.due(0.0, ready=False) is None
    assert outbox.due(20.0, ready=True) is welcome
    assert outbox.due(20.0) is None


def test_an_error_is_not_lost_behind_an_answer() -> None:
    outbox = Outbox()
    error, answer = utterance("No camera.", Priority.ERROR), utterance("Help page.", Priority.ANSWER)
    outbox.offer(error)
    outbox.offer(answer)
    assert [outbox.due(0.0), outbox.due(0.0)] == [answer, error]


def test_an_answer_does_not_wait_for_what_is_being_said_and_takes_the_place_of_cues() -> None:
    outbox = Outbox()
    outbox.busy(10.0)
    outbox.offer(utterance("looks happy", Priority.CUE))
    answer = utterance("Muted.", Priority.ANSWER)
    outbox.offer(answer)
    assert outbox.due(0.1) is answer
    outbox.clear()
    assert not outbox


@given(st.lists(st.tuples(st.floats(0, 2), st.sampled_from(Priority), st.integers(1, 80)), max_size=60))
def test_no_cue_begins_late_or_over_another_and_the_newest_is_the_one_that_is_said(moments: list) -> None:
    outbox, now, free = Outbox(), 0.0, 0.0
    newest: dict[Priority, Utterance] = {}
    for gap, priority, letters in moments:
        now += gap
        newest[priority] = utterance("a" * letters, priority, now)
        outbox.offer(newest[priority])
        said = outbox.due(now)
        if said is None:
            continue
        assert said is newest[said.priority]
        if said.priority in (Priority.CUE, Priority.HINT):
            assert now - said.born <= STALE_SECONDS
        assert said.priority is Priority.ANSWER or now >= free
        free = now + seconds_to_say(said.text)
        outbox.busy(free)
