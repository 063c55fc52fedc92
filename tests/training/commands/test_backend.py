"""The library that computes for Keras is the one that was chosen, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.cli import main
from training.commands.backend import require_backend


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        ("theano", "which cannot train: set it to one of tensorflow, jax, torch"),
        ("numpy", "which cannot train: set it to one of tensorflow, jax, torch"),
        ("jax", "which is not installed: install it, or choose another"),
    ],
)
def test_a_backend_that_cannot_be_used_is_named(
    backend: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("training.commands.backend.find_spec", lambda name: None)
    monkeypatch.setenv("KERAS_BACKEND", backend)
    (tmp_path / "recipe.toml").touch()
    command = ["train", str(tmp_path / "recipe.toml"), "--data", str(tmp_path), "--out", str(tmp_path / "run")]
    assert main(command) == 2
    assert capsys.readouterr().err == f"KERAS_BACKEND is {backend}, {words}.\n"


@pytest.mark.parametrize("command", [["export", "run"], ["cover"]])
def test_what_ends_in_a_litert_model_is_refused_before_it_begins_without_tensorflow(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("keras.backend.backend", lambda: "torch")
    (tmp_path / "none").mkdir()
    assert main([*command, "--data", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 2
    assert "Only TensorFlow can export" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("backend", ["", "tensorflow"])
def test_no_choice_and_one_that_is_installed_are_welcome(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_BACKEND", backend)
    require_backend()
