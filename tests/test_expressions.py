import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import LANGUAGES, sentences


def test_order_is_fer2013s_alphabetical_one() -> None:
    assert list(EXPRESSIONS) == sorted(EXPRESSIONS)
    assert [expression.position for expression in EXPRESSIONS] == list(range(len(EXPRESSIONS)))


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("Anger", Expression.ANGRY),
        (" happiness ", Expression.HAPPY),
        ("scared", Expression.FEAR),
        ("SURPRISED", Expression.SURPRISE),
        ("sadness", Expression.SAD),
        ("disgusted", Expression.DISGUST),
        ("Neutral", Expression.NEUTRAL),
    ],
)
def test_aliases_of_public_data_sets(name: str, expression: Expression) -> None:
    assert Expression.parse(name) is expression


@given(st.sampled_from(EXPRESSIONS))
def test_own_label_parses(expression: Expression) -> None:
    assert Expression.parse(expression.value.upper()) is expression


@pytest.mark.parametrize("name", ["contempt", "", "unknown", "unsure"])
def test_other_names_are_none_of_the_seven(name: str) -> None:
    assert Expression.parse(name) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_languages_own_word_parses(language: str) -> None:
    words = sentences(language)
    assert [Expression.parse(words[f"expression.{expression}"]) for expression in EXPRESSIONS] == list(EXPRESSIONS)
