"""All languages say the same things, and every key in the code exists."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import assistant
from assistant import messages
from assistant.settings import Settings

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


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "es_MX"}, "es"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_language_is_the_systems(told: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("LANG", "LC_MESSAGES", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert messages.system_language() == code
    assert Settings().language == code


def test_the_first_language_on_macos_is_the_users_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    answer = '(\n    "fr-CA",\n    "en-US"\n)\n'
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, answer)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("LANG", raising=False)
    messages._preferred_on_macos.cache_clear()
    try:
        assert [messages.system_language() for _ in range(2)] == ["fr", "fr"]
        assert len(asked) == 1
    finally:
        messages._preferred_on_macos.cache_clear()


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
