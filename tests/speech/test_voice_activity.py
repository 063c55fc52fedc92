"""Talk and pauses, from probabilities alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.voice_activity import VoiceActivity

CHUNK = 0.032


@given(st.lists(st.floats(0, 0.49), max_size=100))
def test_what_is_never_likely_a_voice_is_no_talk(probabilities: list[float]) -> None:
    pauses = VoiceActivity()
    for index, probability in enumerate(probabilities):
        pauses.hear(probability, index * CHUNK)
        assert not pauses.talking(index * CHUNK)


@given(st.integers(1, 11))
def test_the_gaps_between_words_are_no_pause(gap: int) -> None:
    pauses = VoiceActivity()
    pauses.hear(0.9, 0.0)
    for index in range(1, gap):
        pauses.hear(0.1, index * CHUNK)
        assert pauses.talking(index * CHUNK)


def test_a_fading_voice_still_talks_and_a_silent_one_stops() -> None:
    pauses = VoiceActivity()
    pauses.hear(0.9, 0.0)
    pauses.hear(0.4, 0.3)
    assert pauses.talking(0.6)
    assert not pauses.talking(0.8)


def test_a_microphone_that_falls_silent_holds_nothing_back() -> None:
    pauses = VoiceActivity()
    pauses.hear(1.0, 0.0)
    assert not pauses.talking(10.0)
