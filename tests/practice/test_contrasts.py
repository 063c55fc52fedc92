"""Two faces compared: the telling difference first, in the words of their descriptions, true in every region."""

from collections.abc import Iterator
from itertools import permutations, product

import pytest

from assistant import messages
from assistant.drawn_faces import PROTOTYPES
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.cards import DrawnFace
from assistant.practice.contrasts import TELLING, difference, in_common
from assistant.practice.decks import DrawnDeck
from assistant.practice.explain import described
from assistant.practice.movements import MOVEMENTS, Region, movements, rests

word = DrawnDeck().word


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


def variants(expression: Expression) -> list[DrawnFace]:
    return [DrawnFace(1, expression, 1.0, variant) for variant in range(len(PROTOTYPES[expression]))]


PAIRS = [pair for one, other in permutations(EXPRESSIONS, 2) for pair in product(variants(one), variants(other))]


def told_of(face: DrawnFace, text: str) -> list[str]:
    """What a comparison says that a face does."""
    (said,) = (part for part in text.split(". ") if part.startswith(f"Looks {word(face.expression)}: "))
    return said.removeprefix(f"Looks {word(face.expression)}: ").rstrip(".").split(", ")


@pytest.mark.parametrize(
    ("one", "other", "look"),
    [
        (Expression.HAPPY, Expression.SURPRISE, "Notice the mouth, then the brows."),
        (Expression.HAPPY, Expression.NEUTRAL, "Notice the mouth, then the cheeks."),
        (Expression.FEAR, Expression.SURPRISE, "Notice the brows, then the mouth."),
        (Expression.FEAR, Expression.SAD, "Notice the brows, then the eyes."),
        (Expression.ANGRY, Expression.DISGUST, "Notice the nose, then the mouth."),
        (Expression.DISGUST, Expression.SAD, "Notice the nose, then the mouth."),
        (Expression.ANGRY, Expression.NEUTRAL, "Notice the brows, then the mouth."),
    ],
)
def test_a_comparison_leads_to_the_telling_regions(one: Expression, other: Expression, look: str) -> None:
    assert difference(DrawnFace(1, one, 1.0), DrawnFace(1, other, 1.0), word).startswith(look)


def test_happy_and_surprised_differ_in_mouth_and_brows() -> None:
    happy, surprised = (DrawnFace(1, each, 1.0) for each in (Expression.HAPPY, Expression.SURPRISE))
    assert difference(happy, surprised, word) == (
        "Notice the mouth, then the brows. "
        "Looks happy: corners of the mouth pulled up, lips parted, brows at rest. "
        "Looks surprised: jaw dropped and mouth open, brows raised in a wide arch."
    )


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_pair_of_variants_differs_in_every_language(language: str) -> None:
    messages.use(language)
    for one, other in PAIRS:
        text = difference(one, other, word)
        assert word(one.expression) in text
        assert word(other.expression) in text
        moved, other_moved = (set(movements(each.expression, each.variant)) for each in (one, other))
        shared = {each.words for each in moved & other_moved}
        assert not [words for words in shared if any(words == said for said in text.rstrip(".").split(", "))]
        assert any(each.words in text for each in moved ^ other_moved)


def test_a_comparison_says_nothing_that_the_descriptions_do_not_say() -> None:
    at_rest = {region.at_rest: region for region in Region}
    for one, other in PAIRS:
        text = difference(one, other, word)
        for face in (one, other):
            if f"Looks {word(face.expression)}" not in text:
                continue
            for said in told_of(face, text):
                if said in at_rest:
                    assert rests(at_rest[said], face.expression, face.variant)
                else:
                    assert said in described(face)


def test_telling_regions_are_those_in_which_the_expression_moves() -> None:
    for expression, regions in TELLING.items():
        moved = {movement.region for movement in movements(expression)}
        assert set(regions) <= moved
        assert bool(regions) is bool(moved)
    assert {movement.region for movement in MOVEMENTS} == set(Region)


def test_variants_of_an_expression_share_what_makes_it() -> None:
    closed, open_mouthed = variants(Expression.ANGRY)
    assert in_common(closed, open_mouthed, word) == (
        "Both look angry: brows lowered and drawn together, upper lids raised above tightened lower lids."
    )
    neutral = DrawnFace(1, Expression.NEUTRAL, 0.0)
    assert in_common(neutral, neutral, word) == "Both look neutral: nothing moves."
    for expression in EXPRESSIONS:
        for one, other in product(variants(expression), repeat=2):
            assert expression is Expression.NEUTRAL or "nothing moves" not in in_common(one, other, word)
