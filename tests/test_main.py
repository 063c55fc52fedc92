"""The program from its first moment to its last: what it sees to first, and the code that it ends with."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from assistant import __main__, cli
from assistant.system import allocator, ending, library_log, stdio
from tests.helpers.places import ROOT

WAITING = """
import sys, threading
from assistant import __main__, cli
def wait():
    print("ready", file=sys.stderr, flush=True)
    threading.Event().wait()
cli.main = wait
__main__.run()
"""


def test_the_program_sees_to_it_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    monkeypatch.setattr(allocator, "keep_few_arenas", lambda: done.append("pools"))
    monkeypatch.setattr(library_log, "discard", lambda: None)
    monkeypatch.setattr(cli, "main", lambda: done.append("main") or 0)
    monkeypatch.setattr(stdio, "open_closed", lambda: done.append("streams"))
    monkeypatch.setattr(ending, "watch_signals", lambda: done.append("signals"))
    monkeypatch.setattr(ending, "leave", lambda code: done.append(f"left with {code}"))
    __main__.run()
    assert done == ["streams", "signals", "pools", "main", "left with 0"]


def _left_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The codes that a program ends with whose command line fails so."""

    def fail() -> int:
        raise error

    left: list[int] = []
    monkeypatch.setattr(allocator, "keep_few_arenas", lambda: None)
    monkeypatch.setattr(library_log, "discard", lambda: None)
    monkeypatch.setattr(cli, "main", fail)
    monkeypatch.setattr(ending, "watch_signals", lambda: None)
    monkeypatch.setattr(ending, "leave", left.append)
    __main__.run()
    return left


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [
        (SystemExit(2), 2, ""),
        (SystemExit("not a number"), 1, ""),
        (RuntimeError("broken"), 1, "RuntimeError: broken\n"),
    ],
)
def test_however_it_fails_it_ends_in_order(
    error: BaseException, code: int, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _left_with(error, monkeypatch) == [code]
    said = capsys.readouterr().err
    assert said.endswith(shown)
    assert bool(said) is bool(shown)


def test_a_window_without_a_console_says_in_a_box_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(stdio, "complain", shown.append)
    monkeypatch.setattr(sys, "stderr", None)
    assert _left_with(RuntimeError("broken"), monkeypatch) == [1]
    assert len(shown) == 1
    assert "should not have (RuntimeError('broken')): please try again" in shown[0]


@pytest.mark.skipif(sys.platform == "win32", reason="another process can send no signal there")
@pytest.mark.parametrize("closed", [">&-", "<&- >&-"])
def test_signals_reach_a_program_that_was_started_without_standard_streams(closed: str) -> None:
    command = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-c", WAITING]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stderr
        assert child.stderr.readline() == "ready\n"
        child.send_signal(signal.SIGTERM)
        try:
            assert child.communicate(timeout=10)[1] == ""
        finally:
            child.kill()
        assert child.returncode == 128 + signal.SIGTERM
