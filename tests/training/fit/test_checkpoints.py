"""A checkpoint is whole or not there, and only the newest is kept."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from training.data.unfinished import held
from training.errors import TrainingError
from training.fit import checkpoints
from training.fit.runs import Run

_HISTORY = [{"epoch": n, "held_back_macro_f1": 0.5, "validation_accuracy": 0.5, "loss": 1.0} for n in (1, 2, 3)]


def _network(seed: int) -> keras.Model:
    keras.utils.set_random_seed(seed)
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])


def _learning(seed: int) -> keras.Model:
    network = _network(seed)
    network.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="mse")
    network.optimizer.build(network.trainable_variables)
    return network


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "run").mkdir()
    return Run(tmp_path / "run")


def _names(run: Run) -> list[str]:
    return sorted(path.name for path in run.folder.iterdir())


def _same(one: keras.Model, other: keras.Model) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


def test_the_newest_checkpoint_is_read_back_with_the_state_of_its_optimizer(run: Run) -> None:
    first, second, average = _learning(1), _learning(2), _network(3)
    checkpoints.save(run, first, average, _HISTORY[:1])
    second.optimizer.iterations.assign(7)
    checkpoints.save(run, second, average, _HISTORY[:2])
    assert _names(run) == ["checkpoint-0002", "history.json"]
    assert run.history() == _HISTORY[:2]
    blank = _network(4)
    found = checkpoints.load(run, blank)
    assert found is not None
    assert found.history == _HISTORY[:2]
    assert _same(found.model, second)
    assert int(found.model.optimizer.iterations) == 7
    assert _same(blank, average)


def test_without_a_checkpoint_there_is_nothing_to_go_on_from(run: Run) -> None:
    blank, before = _network(4), _network(4)
    assert checkpoints.load(run, blank) is None
    assert _same(blank, before)


def test_a_finished_member_holds_the_averaged_weights_and_the_whole_history(run: Run) -> None:
    average, blank = _network(3), _network(4)
    checkpoints.finish(run, average, _HISTORY)
    assert run.finished
    assert run.history() == _HISTORY
    blank.load_weights(run.weights)
    assert _same(blank, average)


@pytest.mark.parametrize("damage", ["", "[]", '[{"epoch": 1}]'])
def test_a_damaged_history_makes_a_damaged_checkpoint(run: Run, damage: str) -> None:
    checkpoints.save(run, _learning(1), _network(2), _HISTORY[:1])
    (run.folder / "checkpoint-0001" / "history.json").write_text(damage)
    with pytest.raises(TrainingError, match=r"checkpoint-0001 is damaged \(\w+\): delete it"):
        checkpoints.load(run, _network(3))


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held on Windows")
def test_what_a_kill_left_goes_and_what_another_process_is_writing_stays(run: Run) -> None:
    checkpoints.save(run, _learning(1), _network(2), _HISTORY[:2])
    shutil.copytree(run.folder / "checkpoint-0002", run.folder / "checkpoint-0001")
    partial = run.folder / "partial-checkpoint"
    partial.mkdir()
    with held(partial):
        checkpoints.clear(run)
    assert _names(run) == ["checkpoint-0002", "history.json", "partial-checkpoint"]
    checkpoints.clear(run)
    assert _names(run) == ["checkpoint-0002", "history.json"]


def test_what_stands_in_the_way_of_a_checkpoint_is_said_and_the_last_one_stays(run: Run) -> None:
    checkpoints.save(run, _learning(1), _network(2), _HISTORY[:1])
    (run.folder / "checkpoint-0002").write_text("mine")
    with pytest.raises(TrainingError, match=r"The checkpoint of epoch 2 cannot be written to .*: make room"):
        checkpoints.save(run, _learning(1), _network(2), _HISTORY[:2])
    assert _names(run) == ["checkpoint-0001", "checkpoint-0002", "history.json"]
    assert run.history() == _HISTORY[:1]
