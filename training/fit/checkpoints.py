"""Checkpoints that survive a kill, a full disk and each other."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from assistant.system.atomic_file import write_whole
from assistant.system.structured_text import read_json
from training.errors import TrainingError
from training.fit.runs import MOST_HISTORY, Run, is_history

_MODEL, _AVERAGE, _HISTORY = "model.keras", "average.weights.h5", "history.json"
_PREFIX, _PARTIAL = "checkpoint-", "partial-checkpoint"


@dataclass(frozen=True)
class Checkpoint:
    """All that a run needs to go on.

    Attributes:
        model: the network with its optimizer's state.
        history: one entry per finished epoch.
    """

    model: keras.Model
    history: list[dict[str, Any]]


def save(run: Run, model: keras.Model, average: keras.Model, history: list[dict[str, Any]]) -> None:
    """Store a checkpoint and the history, and only then remove the checkpoint before it.

    It is written beside the last one and moved into place in one step, so whatever goes wrong on the
    way, the last one is whole.

    Raises:
        TrainingError: the disk is full or cannot be written.
    """
    partial = run.folder / _PARTIAL
    final = run.folder / f"{_PREFIX}{len(history):04d}"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        model.save(partial / _MODEL)
        average.save_weights(partial / _AVERAGE)
        (partial / _HISTORY).write_text(json.dumps(history), encoding="utf-8")
        partial.rename(final)
        _write_history(run, history)
    except (OSError, RuntimeError) as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise unwritable(run, f"The checkpoint of epoch {len(history)}", error) from error
    for older in _all(run)[:-1]:
        shutil.rmtree(older, ignore_errors=True)


def finish(run: Run, average: keras.Model, history: list[dict[str, Any]]) -> None:
    """Store the finished member, in one step.

    The history comes first: a run that ended between its last checkpoint and the history lacks it.

    Raises:
        TrainingError: the disk is full or cannot be written.
    """
    partial = run.folder / "partial.weights.h5"
    try:
        _write_history(run, history)
        average.save_weights(partial)
        partial.replace(run.weights)
    except (OSError, RuntimeError) as error:
        partial.unlink(missing_ok=True)
        raise unwritable(run, "The finished member", error) from error


def load(run: Run, average: keras.Model) -> Checkpoint | None:
    """The newest checkpoint, its averaged weights put into `average`; None where there is none.

    Raises:
        TrainingError: it is damaged.
    """
    found = _all(run)
    if not found:
        return None
    folder = found[-1]
    try:
        model = keras.models.load_model(folder / _MODEL)
        average.load_weights(folder / _AVERAGE)
        history = read_json(folder / _HISTORY, MOST_HISTORY)
        if not is_history(history):
            raise ValueError("its history is none")
    # A damaged archive can fail in any of the layers beneath Keras.
    except Exception as error:
        raise TrainingError(
            f"The checkpoint {folder} is damaged ({type(error).__name__}): delete it, and the run starts again."
        ) from error
    return Checkpoint(model, history)


def _write_history(run: Run, history: list[dict[str, Any]]) -> None:
    write_whole(run.history_file, json.dumps(history, indent=1))


def unwritable(run: Run, what: str, error: Exception) -> TrainingError:
    """That `what` cannot be written to the folder of a run, and what to do."""
    return TrainingError(
        f"{what} cannot be written to {run.folder} ({error}): make room on the disk and repeat the command; it goes "
        f"on after the last good epoch."
    )


def _all(run: Run) -> list[Path]:
    return sorted(run.folder.glob(f"{_PREFIX}*"))
