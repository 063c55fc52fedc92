"""All languages say the same things, and every key in the code exists."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import assistant
from assistant import messages

OTHERS = [language for language in messages.LANGUAGES if language != "en"]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use("en")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_language_has_the_keys_and_placeholders_of_english(language: str) -> None:
    english, other = messages.sentences("en"), messages.sentences(language)
    assert set(other) == set(english)
    different = [key for key in english if placeholders(english[key]) != placeholders(other[key])]
    assert different == []


@pytest.mark.parametrize("language", OTHERS)
def test_language_is_translated(language: str) -> None:
    english, other = messages.sentences("en"), messages.sentences(language)
    words = {key: re.sub(r"{.*?}", "", sentence) for key, sentence in english.items()}
    same = [key for key in english if other[key] == english[key] and re.search(r"[a-z] [a-z]", words[key])]
    assert same == []


def test_every_key_in_the_code_has_a_sentence() -> None:
    known = set(messages.sentences("en"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(assistant.__file__).parent.rglob("*.py"))
    used = set(re.findall(r"""say\(\s*"([a-z_]+\.[a-z0-9_]+)\"""", code))
    assert used
    assert used - known == set()


def test_language_in_use() -> None:
    messages.use("de")
    assert messages.current() == "de"
    assert messages.say("expression.happy") == messages.sentences("de")["expression.happy"]
    messages.use("tlh")
    assert messages.current() == "en"


def test_no_sentence_claims_a_feeling() -> None:
    """Expressions are not feelings: a face looks happy, it "is" not happy."""
    words = "|".join(messages.sentences("en")[f"expression.{e}"] for e in ("happy", "sad", "angry", "fear", "surprise"))
    claims = re.compile(rf"\b(is|are|feels|feeling) ({words})\b", re.IGNORECASE)
    assert [s for s in messages.sentences("en").values() if claims.search(s)] == []
