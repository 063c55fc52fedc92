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


@pytest.mark.parametrize(
    "arguments",
    [
        ["photo", ""],
        ["photo", "a.jpg", ""],
        ["photo", "a.jpg", "--events", ""],
        ["events", "", "--out", "tables"],
        ["events", "a.mp4", "--out", ""],
        ["practice", "--faces", ""],
        ["watch", "a.mp4", "--events", ""],
        ["watch", "a.mp4", "--speech", ""],
        ["demo", "--voice", ""],
    ],
)
def test_a_variable_that_was_never_set_is_no_name(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        make_parser().parse_args(arguments)
    assert "an empty text names nothing" in capsys.readouterr().err
