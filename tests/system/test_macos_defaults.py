"""A tool of macOS that is not there, or hangs, keeps nobody waiting and says nothing."""

from __future__ import annotations

import subprocess

import pytest

from assistant.system.macos_defaults import read_default


@pytest.mark.parametrize(
    "failure", [FileNotFoundError("no such tool"), subprocess.TimeoutExpired("/usr/bin/defaults", 1.0)]
)
def test_what_does_not_answer_has_no_value(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], *, timeout: float, **_: object) -> None:
        assert command == ["/usr/bin/defaults", "read", "-g", "AppleLanguages"]
        assert timeout < 5, "the window waits for it"
        raise failure

    monkeypatch.setattr(subprocess, "run", run)
    assert read_default("-g", "AppleLanguages") == ""
