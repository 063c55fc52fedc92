"""Sentences reach the user, whatever standard output and standard error are."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from assistant.system import stdio


def test_what_ends_the_program_is_said_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    stdio.complain("No camera was found.")
    assert capsys.readouterr() == ("", "No camera was found.\n")


def test_without_a_console_windows_shows_it_in_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    user32 = SimpleNamespace(MessageBoxW=lambda window, text, title, icon: shown.append(text))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stderr", None)
    stdio.complain("No camera was found.")
    assert shown == ["No camera was found."]


def test_what_is_noted_never_comes_among_what_is_put_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdio.note("2 files left out.")
    assert capsys.readouterr() == ("", "2 files left out.\n")
    monkeypatch.setattr(sys, "stderr", None)
    stdio.note("2 files left out.")
    assert capsys.readouterr().out == ""


def test_a_standard_output_that_is_closed_is_silent_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    stdio.silence()
