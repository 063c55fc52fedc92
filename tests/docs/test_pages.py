"""The pages can be read by ear, and the commands, options and keys that they name are those of the program."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import arguments, messages
from assistant.commands import COMMANDS, key_name
from tests.helpers.pages import PAGES, blocks, identify, prose
from tests.helpers.places import ROOT
from training import cli as training_cli

PROGRAMS: Mapping[str, argparse.ArgumentParser] = {
    "expression-assistant": arguments.make_parser(),
    "python -m assistant": arguments.make_parser(),
    "python -m training": training_cli.make_parser(),
}

KEYS_OF_OTHERS = {
    "Alt+D": "of Windows' Explorer",
    "Command+Space": "of macOS",
    "Ctrl+C": "of the terminal",
    "Ctrl+Alt": "held together with a letter, for the key of one's own",
    "Windows+R": "of Windows",
    "Command+C": "of macOS, alone and held together with Option",
    "Command+V": "of macOS",
    "Shift+Command+A": "of macOS' Finder",
    "Shift+F10": "of Windows",
    "Shift+Tab": "moves the focus back",
    "F13": "sent by switches for hands-free use",
    "F20": "likewise",
}
"""Keys on the pages that are no commands of the window."""

LABELS_OF_OTHERS = {
    *("Python Install Manager", "Open in Terminal", "Send to", "Desktop (create shortcut)", "Installed apps"),
    *("Privacy & security", "Time & language", "Speech"),
    *("Terminal", "Applications", "System Settings", "Privacy & Security", "Accessibility", "Spoken content"),
    *("Data", "From Text/CSV"),
}
"""What Windows, macOS and Excel call their controls, on the pages in italics as those of the window are."""

_COMBINED = r"\b(?:(?:Ctrl|Alt|Shift|Meta|Command|Windows)\+)+(?:[A-Z]\w*|\d)|\bF\d\d?\b"
_KEY = re.compile(rf"<kbd>(.+?)</kbd>|({_COMBINED})")
_PICTURE = re.compile(r"!\[(.*?)\]\(", re.DOTALL)
_LABEL = re.compile(r"(?<![*\w])\*([A-Z][^*]*)\*(?![*\w])")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(")
_SPAN = re.compile(r"`([^`\n]+)`")


def options(parser: argparse.ArgumentParser) -> dict[str, set[str]]:
    """The options of each command, and of the program itself under ""."""
    found = {"": {option for action in parser._actions for option in action.option_strings}}
    for group in parser._actions:
        if isinstance(group, argparse._SubParsersAction):
            found |= {name: options(command)[""] for name, command in group.choices.items()}
    return found


def called(page: Path) -> Iterator[tuple[str, str, list[str]]]:
    """What a page types: the program, the rest, and the options in it."""
    typed = [line for block in blocks(page) for line in block.commands] + _SPAN.findall(prose(page))
    for line in typed:
        for program in PROGRAMS:
            if found := re.search(rf"(?:^|[ /]){program}(?= |$)(.*)", line):
                yield program, found[1].strip(), re.findall(r"(?<!\S)--[a-z][\w-]*", found[1])


@pytest.mark.parametrize("page", PAGES, ids=identify)
def test_commands_and_their_options_are_those_of_the_programs(page: Path) -> None:
    for program, rest, named in called(page):
        known = options(PROGRAMS[program])
        words = shlex.split(rest.partition("&&")[0].replace("…", ""), comments=True)
        command = words[0] if words and words[0][0].islower() else ""
        assert command in known, f"{program} {rest}"
        assert set(named) <= known[command] | known[""], f"{program} {rest}"


def test_a_command_that_is_none_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "`expression-assistant demmo --no-window` and\n\n```bash\n.venv/bin/expression-assistant demo\n```\n"
    )
    assert [(rest, named) for _, rest, named in called(page)] == [("demo", []), ("demmo --no-window", ["--no-window"])]
    assert "demo" in options(PROGRAMS["expression-assistant"])
    assert "demmo" not in options(PROGRAMS["expression-assistant"])


@pytest.mark.parametrize("page", PAGES, ids=identify)
def test_keys_are_those_of_the_command_table(page: Path) -> None:
    messages.use("en")
    keys = {key_name(command.key, "linux") for command in COMMANDS} | {"Shift", "Tab", "Backspace"}
    named = {one or other for one, other in _KEY.findall(prose(page))}
    assert named - keys - set(KEYS_OF_OTHERS) == set()


def test_the_pages_for_users_name_keys_at_all() -> None:
    first_day = prose(ROOT / "docs" / "users" / "first-day.md")
    assert {"M", "Shift+F1", "Ctrl+Plus", "F9"} <= {one or other for one, other in _KEY.findall(first_day)}


FOR_USERS = sorted(
    [
        *(ROOT / "docs" / "users").glob("*.md"),
        *(ROOT / "docs" / "teaching").glob("*.md"),
        *(ROOT / "docs" / f"{name}.md" for name in ("practice", "speech", "window", "work-and-school")),
        ROOT / "SECURITY.md",
    ]
)


@pytest.mark.parametrize("page", FOR_USERS, ids=identify)
def test_what_stands_in_italics_is_what_the_window_calls_it(page: Path) -> None:
    said = {sentence.replace("&", "").split(": {")[0].rstrip(".") for sentence in messages.sentences("en").values()}
    named = {part for words in _LABEL.findall(prose(page)) for part in " ".join(words.split()).split(" → ")}
    assert named - said - LABELS_OF_OTHERS == set()


@pytest.mark.parametrize("page", PAGES, ids=identify)
def test_headings_are_in_order(page: Path) -> None:
    levels = [len(marks) for marks in re.findall(r"^(#+) \S", prose(page), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(above, level) for above, level in pairwise(levels) if level > above + 1] == []


@pytest.mark.parametrize("page", PAGES, ids=identify)
def test_pictures_and_links_say_what_they_are(page: Path) -> None:
    text = prose(page)
    assert [words for words in _PICTURE.findall(text) if len(words) < 4] == []
    assert [
        words for words in _LINK.findall(text) if words.casefold() in {"here", "this", "link", "more", "page"}
    ] == []
