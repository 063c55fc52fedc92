"""The program from its first moment to its last: what it sees to first, and the code that it ends with."""

from __future__ import annotations

import pytest

from assistant import __main__, cli
from assistant.system import allocator, ending, library_log


def test_the_program_sees_to_it_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    monkeypatch.setattr(allocator, "keep_few_arenas", lambda: done.append("pools"))
    monkeypatch.setattr(library_log, "discard", lambda: None)
    monkeypatch.setattr(cli, "main", lambda: done.append("main") or 0)
    monkeypatch.setattr(ending, "watch_signals", lambda: done.append("signals"))
    monkeypatch.setattr(ending, "leave", lambda code: done.append(f"left with {code}"))
    __main__.run()
    assert done == ["signals", "pools", "main", "left with 0"]


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
    def fail() -> int:
        raise error

    left: list[int] = []
    monkeypatch.setattr(allocator, "keep_few_arenas", lambda: None)
    monkeypatch.setattr(library_log, "discard", lambda: None)
    monkeypatch.setattr(cli, "main", fail)
    monkeypatch.setattr(ending, "watch_signals", lambda: None)
    monkeypatch.setattr(ending, "leave", left.append)
    __main__.run()
    assert left == [code]
    said = capsys.readouterr().err
    assert said.endswith(shown)
    assert bool(said) is bool(shown)
