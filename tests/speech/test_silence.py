"""How long nobody has been heard, from the probabilities and levels of pieces alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.silence import Silence

PIECE = 0.032
VOICE, QUIET, FAN = (0.9, -30.0), (0.02, -65.0), (0.02, -35.0)


class Room:
    """A microphone that hears one piece after the other."""

    def __init__(self) -> None:
        self.silence, self.now = Silence(), 0.0

    def hear(self, piece: tuple[float, float], seconds: float) -> float | None:
        for _ in range(round(seconds / PIECE)):
            self.now += PIECE
            self.silence.hear(*piece, self.now)
        return self.silence.lasts(self.now)


def test_silence_begins_with_the_end_of_a_voice_and_ends_with_the_next_one() -> None:
    room = Room()
    assert room.hear(VOICE, 2) == 0
    assert room.hear(QUIET, 3) == pytest.approx(3, abs=PIECE)
    assert room.hear(VOICE, PIECE) == 0


def test_what_may_be_a_voice_is_no_silence() -> None:
    room = Room()
    room.hear(VOICE, 2)
    room.hear(QUIET, 3)
    assert room.hear((0.3, -50.0), PIECE) == 0


def test_a_microphone_that_has_never_heard_a_voice_knows_of_no_silence() -> None:
    assert Room().hear((0.02, -100.0), 60) is None


def test_in_noise_nothing_is_known_and_after_it_silence_begins_anew() -> None:
    room = Room()
    room.hear(VOICE, 2)
    room.hear(QUIET, 5)
    assert room.hear(FAN, 3) is None
    room.hear(QUIET, 1)
    later = room.hear(QUIET, 2)
    assert later is not None
    assert 2 <= later <= 3
    room.hear(FAN, 3)
    assert room.hear(VOICE, 1) is None


def test_a_room_that_was_noisy_from_the_beginning_is_never_silent() -> None:
    room = Room()
    room.hear(FAN, 5)
    room.hear(VOICE, 5)
    assert room.hear(FAN, 60) is None


def test_a_click_or_a_cup_is_no_noise() -> None:
    room = Room()
    room.hear(VOICE, 2)
    room.hear(QUIET, 2)
    assert room.hear((0.02, -20.0), 2 * PIECE) == pytest.approx(2, abs=0.2)


@given(st.floats(-40.0, 40.0))
def test_the_gain_of_the_microphone_does_not_matter(gain: float) -> None:
    room = Room()
    for piece, seconds in ((VOICE, 2.0), (QUIET, 3.0)):
        known = room.hear((piece[0], piece[1] + gain), seconds)
    assert known == pytest.approx(3, abs=PIECE)
    assert room.hear((FAN[0], FAN[1] + gain), 3) is None


def test_where_no_sound_comes_nothing_is_known_and_what_was_missed_is_no_silence() -> None:
    room = Room()
    room.hear(VOICE, 2)
    room.hear(QUIET, 5)
    room.now += 10
    assert room.silence.lasts(room.now) is None
    assert room.hear(QUIET, 1) == pytest.approx(1, abs=2 * PIECE)
