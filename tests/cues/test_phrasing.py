from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.cues import phrasing
from assistant.cues.position import Place
from assistant.events import Attention, Earcon, Gesture
from assistant.expressions import EXPRESSIONS, Expression


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    messages.use("en")


@pytest.mark.parametrize(
    ("expression", "probability", "short", "text"),
    [
        (Expression.HAPPY, 0.9, False, "looks happy"),
        (Expression.HAPPY, 0.5, False, "maybe happy"),
        (Expression.HAPPY, 0.9, True, "happy"),
        (Expression.HAPPY, 0.5, True, "maybe happy"),
        (None, 0.2, False, "can't tell"),
        (None, 0.2, True, "can't tell"),
    ],
)
def test_certainty_is_in_the_words(expression: Expression | None, probability: float, short: bool, text: str) -> None:
    assert phrasing.looks(expression, probability, short=short) == text


@given(
    st.sampled_from([*EXPRESSIONS, None]),
    st.floats(0, 1),
    st.booleans(),
    st.none() | st.sampled_from(Place),
    st.sampled_from([*messages.LANGUAGES]),
)
def test_no_cue_says_what_somebody_feels(
    expression: Expression | None, probability: float, short: bool, where: Place | None, language: str
) -> None:
    messages.use(language)
    text = phrasing.cue(expression, probability, short=short, who=where, movements=("x",))
    assert text
    assert not {"is", "feels", "ist", "fühlt", "es", "está", "siente", "est", "ressent"} & set(text.split())


def test_every_sound_has_its_expressions() -> None:
    of_heads = {phrasing.gesture_earcon(gesture) for gesture in Gesture}
    assert {phrasing.earcon(expression) for expression in EXPRESSIONS} == set(Earcon) - of_heads
    assert len(of_heads) == len(Gesture)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_heads_do_is_named_without_a_meaning(language: str) -> None:
    messages.use(language)
    words = [*map(phrasing.gesture, Gesture), *map(phrasing.attention, Attention)]
    assert len({*words}) == len(words)
    meanings = "agree|disagree|zustimm|bejah|vernein|asiente|niega|acuerdo|approuve|refuse|accord|contact|kontakt"
    assert not re.search(meanings, " ".join(words))
