"""What practice is tried with: any answer, any pick, and a learner who chooses rightly or wrongly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.behaviours import BEHAVIOURS
from assistant.practice.cards import Answer, Card, Kind, Photograph
from assistant.practice.decks import PictureDeck
from assistant.practice.scheduling import Pick

answers = st.builds(
    Answer,
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
        lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000)
    ),
    st.sampled_from(Kind),
    st.sampled_from((*EXPRESSIONS, *BEHAVIOURS)),
    st.sampled_from((None, *EXPRESSIONS, *BEHAVIOURS)),
    st.booleans(),
    st.one_of(st.none(), st.floats(0, 1)),
    st.integers(2, 7),
    st.booleans(),
)

picks = st.builds(
    lambda named, intensity: Pick(named[0], tuple(named[1:]), 0.0 if named[0] == Expression.NEUTRAL else intensity),
    st.lists(st.sampled_from(EXPRESSIONS), min_size=2, unique=True),
    st.floats(0.05, 1.0),
)


HINT = "Look at Grandpa's eyebrows."


def deck_with_a_hint_for_sad() -> PictureDeck:
    pictures = [Photograph(Path(f"{each}.png"), each) for each in (Expression.HAPPY, Expression.SAD)]
    return PictureDeck("Our family", Path(), pictures, hints={Expression.SAD: HINT})


def right_choice(card: Card) -> int:
    assert card.right is not None
    return card.right


def wrong_choice(card: Card) -> int:
    return (right_choice(card) + 1) % len(card.choices)
