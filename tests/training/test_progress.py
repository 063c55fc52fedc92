"""A bar is drawn for who watches, and log lines go where they belong."""

from __future__ import annotations

import logging

import pytest

from training.progress import Console, is_watched, progress


def test_nobody_who_watches_no_terminal_gets_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_watched()
    assert list(progress(range(3), "reading", "faces")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_who_watches_a_terminal_gets_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert is_watched()
    assert list(progress(range(3), "reading", "faces")) == [0, 1, 2]
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "3/3" in told.err.rpartition("\r")[2]


def test_warnings_go_to_standard_error_and_the_rest_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    for level in (logging.INFO, logging.WARNING):
        console.emit(logging.LogRecord("training", level, "", 0, "%s faces", (level,), None))
    assert capsys.readouterr() == ("20 faces\n", "30 faces\n")
