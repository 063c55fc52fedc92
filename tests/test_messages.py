"""All languages say the same things, every key in the code exists, and messages are values."""

import ast
import copy
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from string import Formatter

import pytest

import assistant
from assistant import messages
from assistant.languages import system
from assistant.messages import Message, Sentence, again, either, joined, reworded, say, source_of
from assistant.settings import Settings

OTHERS = [language for language in messages.LANGUAGES if language != "en"]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def forms(language: str) -> dict[str, dict[int, str]]:
    """The sentences by key, each with its forms for a number; one that has no forms stands at -1."""
    by_key: dict[str, dict[int, str]] = defaultdict(dict)
    english = messages.sentences("en")
    for name, sentence in messages.sentences(language).items():
        key, _, number = name.rpartition(".")
        has_forms = key.count(".") == 1 and number.isdigit() and name not in ordinals(english)
        by_key[key if has_forms else name][int(number) if has_forms else -1] = sentence
    return by_key


def ordinals(sentences: dict[str, str]) -> set[str]:
    return {name for name in sentences if name.startswith("ordinal.")}


def needed(language: str) -> set[int]:
    """Every form that some number takes in a language."""
    return set(map(messages.plural(language), range(1000)))


@pytest.mark.parametrize("language", OTHERS)
def test_language_has_the_keys_and_placeholders_of_english(language: str) -> None:
    english, other = forms("en"), forms(language)
    # A regional variant holds only what differs from its language.
    assert set(other) <= set(english)
    assert "-" in language or set(other) == set(english)

    def of(sentences: dict[int, str]) -> set[str]:
        return set().union(*map(placeholders, sentences.values()))

    assert [key for key in other if of(other[key]) != of(english[key])] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_sentence_has_one_form_or_each_that_the_language_needs(language: str) -> None:
    wrong = [key for key, each in forms(language).items() if set(each) not in ({-1}, needed(language))]
    assert wrong == []
    counted = [key for key, each in forms(language).items() if set(each) != {-1}]
    assert counted
    assert [key for key in counted if "count" not in placeholders(forms("en")[key][max(forms("en")[key])])] == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", {1}, {0, 2, 21}), ("de", {1}, {0, 2, 21}), ("es", {1}, {0, 2, 21}), ("fr", {0, 1}, {2, 21})],
)
def test_which_numbers_take_the_singular(language: str, one: set[int], other: set[int]) -> None:
    messages.use(language)
    words = {number: say("practicepage.cards", count=number).split()[1] for number in one | other}
    assert len({words[number] for number in one}) == len({words[number] for number in other}) == 1
    assert {words[number] for number in one} != {words[number] for number in other}


@pytest.mark.parametrize(("called", "tag"), [("de_AT.UTF-8", "de"), ("es_MX", "es"), ("ja_JP.UTF-8", "en"), ("", "en")])
def test_the_first_language_is_the_systems(called: str, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "preferred", lambda: called)
    assert messages.system_language() == tag
    assert Settings().language == tag


@pytest.mark.parametrize("language", OTHERS)
def test_language_is_translated(language: str) -> None:
    english, other = forms("en"), forms(language)
    words = {key: re.sub(r"{.*?}", "", max(sentences.values())) for key, sentences in english.items()}
    same = [key for key in other if set(other[key].values()) & set(english[key].values())]
    assert [key for key in same if re.search(r"[a-z] [a-z]", words[key])] == []


def test_every_key_in_the_code_has_a_sentence() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(assistant.__file__).parent.rglob("*.py"))
    used = set(re.findall(r"""say\(\s*"([a-z_]+\.[a-z0-9_]+)\"""", code))
    assert used
    assert used - set(forms("en")) == set()


def test_nothing_is_decided_by_what_a_sentence_says() -> None:
    makers = {"say", "again", "joined", "reworded", "either"}

    def makes(node: ast.expr) -> bool:
        called = node.func if isinstance(node, ast.Call) else None
        return getattr(called, "id", getattr(called, "attr", None)) in makers

    compared = [
        f"{path.name}:{node.lineno}"
        for path in Path(assistant.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and any(map(makes, (node.left, *node.comparators)))
    ]
    assert compared == []


def test_language_in_use() -> None:
    messages.use("de")
    assert messages.current() == "de"
    assert say("expression.happy") == messages.sentences("de")["expression.happy"]
    messages.use("de-CH")
    assert messages.current() == "de"
    messages.use("tlh")
    assert messages.current() == "en"


def test_a_sentence_carries_its_message() -> None:
    sentence = say("cue.looks", expression=say("expression.happy"))
    assert isinstance(sentence, Sentence)
    assert sentence.source == Message("cue.looks", {"expression": "happy"})
    assert copy.deepcopy(sentence).source == sentence.source
    messages.use("de")
    assert source_of(sentence) == Message("cue.looks", {"expression": "happy"})
    assert source_of("plain words") == "plain words"


def test_a_sentence_is_said_again_in_the_language_in_use_however_it_was_made() -> None:
    def made() -> list[str]:
        happy, sad = say("expression.happy"), say("expression.sad")
        cue = say("cue.looks", expression=happy)
        return [
            cue,
            joined(", ", (cue, "plain words", "", say("cue.unsure"))),
            reworded(joined(" ", (say("cue.placed", place=say("cue.left"), cue=cue),)), str.upper),
            either((happy, sad, say("expression.fear"))),
            say("answer.faces", count=1),
            say("answer.faces", count=3),
        ]

    english = made()
    for language in (*OTHERS, "en"):
        messages.use(language)
        assert list(map(again, english)) == made()
        assert language == "en" or not set(made()) & set(english)


def test_words_that_are_no_sentence_stay_as_they_are() -> None:
    assert again("Anna's pictures") == "Anna's pictures"
    assert joined("; ", ("one", "", "two")) == "one; two"


def test_a_path_cannot_write_on_the_terminal() -> None:
    assert "\x1b" not in say("ui.saved", file=PurePosixPath("a\x1b[2J.csv"))


FOREIGN = {
    "en": '"|’|«| %',
    "de": "[\"'’«]| %",
    "es": "[\"'’“„]| %",
    "fr": "[\"'“„]| [:;?!»%]|« ",
}
"""Quotation marks and apostrophes that a language does not write, and plain spaces where a line must not end."""


@pytest.mark.parametrize("language", FOREIGN)
def test_signs_are_those_of_the_language(language: str) -> None:
    """The space before a French sign is one that keeps it on its line, however large the text: U+00A0."""
    sentences = messages.sentences(language).items()
    assert [f"{key}: {sentence}" for key, sentence in sentences if re.search(FOREIGN[language], sentence)] == []


def test_no_sentence_claims_a_feeling() -> None:
    """Expressions are not feelings: a face looks happy, it "is" not happy."""
    words = "|".join(messages.sentences("en")[f"expression.{e}"] for e in ("happy", "sad", "angry", "fear", "surprise"))
    claims = re.compile(rf"\b(is|are|feels|feeling) ({words})\b", re.IGNORECASE)
    assert [s for s in messages.sentences("en").values() if claims.search(s)] == []
