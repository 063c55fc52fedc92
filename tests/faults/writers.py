"""Processes that write one entry after the other and say of each when it is written, until they are killed.

python -m tests.faults.writers KIND FOLDER
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LEARNER = "Ada"
ROWS = 2000
"""Of a saved log: so many that a kill finds it half written."""


def settings(folder: Path) -> Iterator[None]:
    from assistant.settings import Settings
    from assistant.settings_file import save_changes

    for number in count(1):
        save_changes({"voices": {"en": str(number)}}, Settings(), folder / "settings.json")
        yield


def answers(folder: Path) -> Iterator[None]:
    from assistant.expressions import Expression
    from assistant.practice.cards import Answer, Kind
    from assistant.practice.progress import Progress

    answer = Answer(NOW, Kind.NAME, Expression.FEAR, Expression.SURPRISE, False, 0.5, 3, False)
    with Progress(folder / "practice.sqlite", NOW) as progress:
        progress.add_learner(LEARNER)
        while True:
            progress.record(LEARNER, answer)
            yield


def events(folder: Path) -> Iterator[None]:
    from assistant.runtime.event_log import EventLog

    with EventLog(str(folder / "events.jsonl")) as log:
        for number in count(1):
            log.write({"time": float(number), "kind": "notice", "text": "x" * 20_000})
            yield


def saved_log(folder: Path) -> Iterator[None]:
    from assistant.ui.shell import files

    for number in count(1):
        files.write(folder / "log.csv", f"{number}\n" * ROWS)
        yield


def batch(folder: Path) -> Iterator[None]:
    from assistant.adapters.models.face_reader import FaceReader
    from assistant.cues.preferences import CuePreferences
    from assistant.runtime.batch import Ended, Format, plan, save_events

    recordings = sorted((folder / "recordings").glob("*.avi"))
    jobs = plan(recordings, folder / "out", Format.CSV)
    for step in save_events(FaceReader(), jobs, CuePreferences(), Format.CSV):
        if isinstance(step, Ended):
            assert step.saved, step.complaint
            yield


def checkpoints(folder: Path) -> Iterator[None]:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import keras

    from training.fit import checkpoints
    from training.fit.runs import Run

    def network() -> keras.Model:
        return keras.Sequential([keras.Input((64,)), keras.layers.Dense(512), keras.layers.Dense(7)])

    run, model, average = Run(folder / "run"), network(), network()
    model.compile(optimizer="sgd", loss="mse")
    run.folder.mkdir()
    history: list[dict[str, float]] = []
    for number in count(1):
        average.set_weights([weight * 0 + number for weight in average.get_weights()])
        history.append({"epoch": number, "held_back_macro_f1": 0.5, "validation_accuracy": 0.5})
        checkpoints.save(run, model, average, history)
        yield


WRITERS: dict[str, Callable[[Path], Iterator[None]]] = {
    writer.__name__: writer for writer in (settings, answers, events, saved_log, batch, checkpoints)
}


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in WRITERS[sys.argv[1]](Path(sys.argv[2])):
        sys.stdout.write("written\n")
        sys.stdout.flush()
