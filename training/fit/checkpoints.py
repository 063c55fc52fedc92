"""Checkpoints that survive a kill, a full disk and each other."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
from keras.src.saving import saving_lib

from assistant.system.atomic_file import remove_parts, write_atomically
from assistant.system.structured_text import read_json
from training.data.unfinished import held
from training.errors import TrainingError
from training.fit.runs import MOST_HISTORY, Run, is_history

_MODEL, _AVERAGE, _HISTORY = "model.keras", "average.weights.h5", "history.json"
_PREFIX, _PARTIAL = "checkpoint-", "partial-checkpoint"
_WEIGHTS_IN_ARCHIVE = "model.weights.h5"


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
    _clear_partial(run)
    try:
        partial.mkdir()
        with held(partial):
            write_atomically(partial / _MODEL, _archive(model))
            write_atomically(partial / _AVERAGE, _weights(average))
            write_atomically(partial / _HISTORY, json.dumps(history))
            partial.rename(final)
        _write_history(run, history)
    except OSError as error:
        _clear_partial(run)
        raise unwritable(run, f"The checkpoint of epoch {len(history)}", error) from error
    for older in _all(run)[:-1]:
        shutil.rmtree(older, ignore_errors=True)


def finish(run: Run, average: keras.Model, history: list[dict[str, Any]]) -> None:
    """Store the finished member, in one step.

    The history comes first: a run that ended between its last checkpoint and the history lacks it.

    Raises:
        TrainingError: the disk is full or cannot be written.
    """
    try:
        _write_history(run, history)
        write_atomically(run.weights, _weights(average))
    except OSError as error:
        raise unwritable(run, "The finished member", error) from error


def load(run: Run, average: keras.Model) -> Checkpoint | None:
    """The newest checkpoint, its averaged weights put into `average`; None where there is none.

    Raises:
        TrainingError: the newest one is damaged.
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


def clear(run: Run) -> None:
    """Remove what a command that was killed left in the folder of a run, unfinished or superseded."""
    remove_parts(run.folder)
    _clear_partial(run)
    for older in _all(run)[:-1]:
        shutil.rmtree(older, ignore_errors=True)


def _clear_partial(run: Run) -> None:
    """Remove a checkpoint that was left half-written."""
    partial = run.folder / _PARTIAL
    with suppress(OSError), held(partial) as ours:
        if ours:
            shutil.rmtree(partial)


def _archive(model: keras.Model) -> bytes:
    """The model as a `.keras` file holds it.

    Made in memory: HDF5 that finds the disk full ends the process when it closes its file, so it gets no file.
    """
    made = io.BytesIO()
    saving_lib.save_model(model, made)
    return made.getvalue()


def _weights(model: keras.Model) -> bytes:
    """The model's weights as a `.weights.h5` file holds them; see `_archive`."""
    with zipfile.ZipFile(io.BytesIO(_archive(model))) as archive:
        return archive.read(_WEIGHTS_IN_ARCHIVE)


def _write_history(run: Run, history: list[dict[str, Any]]) -> None:
    write_atomically(run.history_file, json.dumps(history, indent=1))


def unwritable(run: Run, what: str, error: Exception) -> TrainingError:
    """That `what` cannot be written to the folder of a run, and what to do."""
    return TrainingError(
        f"{what} cannot be written to {run.folder} ({error}): make room on the disk and repeat the command; it goes "
        f"on after the last good epoch."
    )


def _all(run: Run) -> list[Path]:
    return sorted(run.folder.glob(f"{_PREFIX}*"))
