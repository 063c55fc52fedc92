"""How far a run has come is told by a bar on a terminal, and by log lines elsewhere."""

from __future__ import annotations

import logging

import pytest

from training.fit.bar import Bar


def _train(bar: Bar, epochs: range, steps: int) -> None:
    bar.set_params({"steps": steps})
    bar.on_train_begin()
    for epoch in epochs:
        for batch in range(steps):
            bar.on_train_batch_end(batch)
        bar.on_epoch_end(epoch, {"validation_accuracy": 0.25 + epoch / 4})
    bar.on_train_end()


def test_where_nobody_watches_each_epoch_has_a_line(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO, "training")
    _train(Bar("member", epochs=3, begun=1), range(1, 3), steps=2)
    assert caplog.messages == [
        "member: epoch 2 of 3, validation accuracy 0.500",
        "member: epoch 3 of 3, validation accuracy 0.750",
    ]
    assert capsys.readouterr().err == ""


def test_on_a_terminal_one_bar_counts_the_steps_of_all_epochs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO, "training")
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    _train(Bar("member", epochs=3, begun=1), range(1, 2), steps=5)
    line = capsys.readouterr().err.rpartition("\r")[2]
    assert line.startswith("member: ")
    assert "10/15" in line
    assert "epoch 2 of 3" in line
    assert not caplog.messages
