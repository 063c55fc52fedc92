"""What a run leaves in its folder, and what is no run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.conftest import tiny
from training.errors import TrainingError
from training.fit.runs import Run, is_history, require_distinct

_EPOCH = {"epoch": 1, "held_back_macro_f1": 0.5, "validation_accuracy": 0.5, "loss": 1.0}


def test_a_run_is_finished_once_its_weights_are_there(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    assert not run.finished
    run.weights.mkdir(parents=True)
    assert not run.finished
    run.weights.rmdir()
    run.weights.touch()
    assert run.finished


def test_recipe_and_history_are_read_back(tmp_path: Path) -> None:
    run, recipe = Run(tmp_path), tiny(teachers=["one"], seed=7)
    run.config_file.write_text(json.dumps(recipe.as_dict()))
    run.history_file.write_text(json.dumps([_EPOCH, _EPOCH | {"epoch": 2}]))
    assert run.config() == recipe
    assert [entry["epoch"] for entry in run.history()] == [1, 2]


@pytest.mark.parametrize("text", [None, "", "[1", "[]"])
def test_a_folder_without_a_run_is_named(tmp_path: Path, text: str | None) -> None:
    run = Run(tmp_path)
    if text is not None:
        run.history_file.write_text(text)
    with pytest.raises(TrainingError, match=r"holds no training run \(history\.json is missing or damaged\)"):
        run.history()
    with pytest.raises(TrainingError, match=r"holds no training run \(config\.json is missing or damaged\)"):
        run.config()


@given(st.integers(1, 20), st.data())
def test_a_history_has_every_epoch_in_its_place(count: int, data: st.DataObject) -> None:
    history: list[dict[str, Any]] = [_EPOCH | {"epoch": number} for number in range(1, count + 1)]
    assert is_history(history)
    place = data.draw(st.integers(0, count - 1))
    wrong: list[list[Any]] = [
        history[:place] + history[place + 1 :] + [_EPOCH | {"epoch": count + 1}],
        [*history[:place], history[place] | {"loss": "1"}, *history[place + 1 :]],
        [*history[:place], history[place] | {"loss": True}, *history[place + 1 :]],
        [*history[:place], {"epoch": place + 1}, *history[place + 1 :]],
        [*history[:place], [history[place]], *history[place + 1 :]],
    ]
    assert not [each for each in wrong if is_history(each)]
    assert not is_history({"1": _EPOCH})
    assert not is_history([])


def test_another_run_is_found_beside_this_one_or_by_its_path(tmp_path: Path) -> None:
    run = Run(tmp_path / "members" / "second")
    assert run.beside("first").folder == tmp_path / "members" / "first"
    assert run.beside(str(tmp_path / "elsewhere" / "first")).folder == tmp_path / "elsewhere" / "first"


def test_a_run_is_called_after_its_folder_however_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "member").mkdir()
    monkeypatch.chdir(tmp_path / "member")
    assert Run(Path()).name == Run(tmp_path / "member" / ".." / "member").name == "member"


def test_runs_that_could_not_be_told_apart_are_named() -> None:
    require_distinct([Run(Path("/a/one")), Run(Path("/a/other"))])
    with pytest.raises(TrainingError, match="Several runs are called one, two:"):
        require_distinct([Run(Path(f"/{place}/{name}")) for place in "ab" for name in ("two", "one")])
