"""What the command line takes, and that something runs each command of it."""

from __future__ import annotations

import pytest

from assistant import cli
from assistant.arguments import make_parser
from tests.helpers.command_lines import commands


def test_each_command_is_run_by_something() -> None:
    assert {*cli._COMMANDS} == {None, *commands(make_parser())}


@pytest.mark.parametrize(
    ("words", "command"), [("", None), ("demo", "demo"), ("watch 0", "watch"), ("autostart on", "autostart")]
)
def test_what_was_parsed_has_the_command_and_whether_only_movements_are_told(words: str, command: str | None) -> None:
    options = make_parser().parse_args(words.split())
    assert (options.command, options.movements_only) == (command, False)
