"""What head and eyes do, in words: complete, apart from each other, and never what is meant by it."""

from collections.abc import Iterator

import pytest

from assistant import messages
from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.behaviours import BEHAVIOURS, SUBJECTS, Behaviour, alike, kindred, subject

WRITTEN = [language for language in messages.LANGUAGES if "-" not in language]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


@pytest.mark.parametrize("each", SUBJECTS)
def test_what_is_kept_by_name_is_found_again(each: Expression | Behaviour) -> None:
    assert subject(each.value) is each
    assert each in kindred(each)
    assert set(kindred(each)) in (set(EXPRESSIONS), set(BEHAVIOURS))


def test_a_name_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="wink"):
        subject("wink")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_two_behaviours_are_told_alike(language: str) -> None:
    messages.use(language)
    for words in ("word", "explained"):
        assert len({getattr(each, words) for each in BEHAVIOURS}) == len(BEHAVIOURS)
    assert len({each.seen(2) for each in BEHAVIOURS}) == len(BEHAVIOURS)
    for each in BEHAVIOURS:
        assert each.word in each.explained
        assert each.word not in each.seen(2)


@pytest.mark.parametrize("language", WRITTEN)
def test_nothing_says_what_a_movement_means(language: str) -> None:
    words = [text for key, text in messages.sentences(language).items() if key.startswith("behaviour.")]
    for never in ("agree", "eye contact", "einverstanden", "stimmt zu", "blickkontakt", "asiente", "contacto visual",
                  "acquiesce", "approuve", "contact visuel"):  # fmt: skip
        assert never not in str(words).lower()


def test_a_swing_is_told_with_its_count() -> None:
    assert Behaviour.NOD.seen(1) == "the head goes down and up once"
    assert Behaviour.NOD.seen(2) == "the head goes down and up 2 times"


def test_a_nod_is_more_like_a_look_down_than_like_a_look_aside() -> None:
    assert alike(Behaviour.NOD, Behaviour.DOWN) == alike(Behaviour.DOWN, Behaviour.NOD) > 0
    assert alike(Behaviour.NOD, Behaviour.EYES_AWAY) == 0
