"""The made parts of the users' pages: every message is on the page, once, and the figures are the model card's."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import messages
from docs import user_pages
from tests.helpers.places import ROOT

PAGE = (ROOT / "docs" / "users" / "troubleshooting.md").read_text(encoding="utf-8")
WORDS = (ROOT / "docs" / "users" / "words.md").read_text(encoding="utf-8")


def test_every_message_is_listed_once() -> None:
    listed = Counter(re.findall(r"^- ([^*].*)$", PAGE, re.MULTILINE))
    assert Counter(user_pages.messages().values()) == listed


def complaints(file: Path) -> Iterator[str]:
    """The keys of the sentences with which a module raises an error, or leaves a notice."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name.endswith("Error"):
                pass
            case ast.Assign(targets=[ast.Attribute(attr="notice")]):
                pass
            case _:
                continue
        for part in ast.walk(node):
            match part:
                case ast.Call(
                    func=ast.Name(id="say") | ast.Attribute(attr="say"), args=[ast.Constant(value=str(key)), *_]
                ):
                    yield key


def test_what_the_program_complains_of_is_a_message() -> None:
    complained = {key for file in (ROOT / "assistant").rglob("*.py") for key in complaints(file)}
    assert len(complained) > 70
    assert complained - user_pages.messages().keys() == set()


def test_every_kind_of_trouble_has_a_section_of_its_own() -> None:
    sections = Counter(map(user_pages.section, user_pages.messages()))
    assert set(sections) >= set(user_pages.SECTIONS)
    assert sections["other messages"] < 10, "name a section for them"
    for name in sections:
        assert f"<!-- made: {name} -->" in PAGE


@pytest.mark.parametrize(
    ("key", "section"),
    [
        ("error.camera_lost", "messages of the camera"),
        ("error.file_too_large", "messages of files"),
        ("notice.too_dark", "messages of the face"),
        ("progress.newer", "messages of answers"),
        ("error.unexpected", "other messages"),
    ],
)
def test_a_message_stands_where_one_looks_for_it(key: str, section: str) -> None:
    assert user_pages.section(key) == section


def test_names_of_things_are_no_messages() -> None:
    assert not {"deck.drawn", "audio.back", "error.anything"} & user_pages.messages().keys()


def test_the_page_about_privacy_has_the_very_words_that_ask_for_consent() -> None:
    messages.use("en")
    page = (ROOT / "docs" / "users" / "privacy.md").read_text(encoding="utf-8")
    quoted = " ".join(line.removeprefix("> ") for line in page.splitlines() if line.startswith("> "))
    assert quoted == messages.say("consent.script")


def test_the_figures_are_those_of_the_model_card() -> None:
    card = (ROOT / "models" / "MODEL_CARD.md").read_text(encoding="utf-8")
    stated = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| \w+ \|$", WORDS, re.MULTILINE)
    assert len(stated) == 7
    for label, found, right in stated:
        row = re.search(rf"^\| {label} \| \d+ \| (0\.\d\d) \| (0\.\d\d) \|", card, re.MULTILINE)
        assert row
        assert (round(100 * float(row[1])), round(100 * float(row[2]))) == pytest.approx(
            (int(found), int(right)), abs=1
        )
