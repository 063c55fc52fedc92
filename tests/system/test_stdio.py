"""Sentences reach the user, whatever standard output and standard error are."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def put_out_to(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[OSError | None]:
    """What writing to it fails with."""
    failed: OSError | None = None
    stream = os.fdopen(descriptor, "w")
    monkeypatch.setattr("sys.stdout", stream)
    try:
        print("looks happy", flush=True)
    except OSError as error:
        failed = error
    yield failed
    monkeypatch.undo()
    with suppress(OSError):
        stream.close()


def _pipe_without_reader() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


needs_eventfd = pytest.mark.skipif(not hasattr(os, "eventfd"), reason="nothing calls text an invalid argument")


@pytest.mark.parametrize(
    ("opened", "platform"),
    [(_pipe_without_reader, sys.platform), pytest.param(lambda: os.eventfd(0), "win32", marks=needs_eventfd)],
)
def test_a_reader_who_has_left_is_known_by_what_the_system_tells(
    opened: Callable[[], int], platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with put_out_to(opened(), monkeypatch) as error:
        assert error is not None
        assert stdio.reader_left(error, platform)
        assert not stdio.ran_full(error)


@needs_eventfd
def test_elsewhere_than_on_windows_an_invalid_argument_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with put_out_to(os.eventfd(0), monkeypatch) as error:
        assert error is not None
        assert error.errno == errno.EINVAL
        assert not stdio.reader_left(error, "linux")


def test_an_invalid_argument_that_is_not_of_standard_output_is_no_reader_who_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading, writing = os.pipe()
    with put_out_to(writing, monkeypatch) as error:
        assert error is None
        assert not stdio.reader_left(OSError(errno.EINVAL, "Invalid argument"), "win32")
        assert not stdio.reader_left(OSError(errno.EINVAL, "Invalid argument", "film.mp4"), "win32")
    os.close(reading)
