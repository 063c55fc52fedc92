"""Ctrl-C while the libraries are being loaded."""

from __future__ import annotations

import pytest

from training.cli import main


def test_an_interruption_that_a_library_took_for_a_failure_of_its_own_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load() -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as error:
            raise ImportError("initialization failed") from error

    monkeypatch.setattr("training.commands.backend.require_backend", load)
    assert main(["inspect", "none", "--out", "page"]) == 130
    assert capsys.readouterr().err == "Stopped: repeat the command to go on.\n"
