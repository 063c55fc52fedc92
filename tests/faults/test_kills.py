"""Killed while writing: everything opens, at most the entry at hand is missing, and nothing is left at the next start.

Two hundred kills in place of a few: KILLS=200 python -m pytest tests/faults/test_kills.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import IO

import pytest

from assistant import settings_file
from assistant.practice.progress import Progress
from assistant.runtime.batch import Format, plan
from assistant.ui.shell import files
from tests.faults.writers import LEARNER, NOW, ROWS, WRITERS
from tests.helpers.faces import write_film
from tests.helpers.places import ROOT

KILLS = int(os.environ.get("KILLS", "40"))
# Those that load large libraries for each kill are fewer.
SHARES = {"settings": 0.3, "answers": 0.3, "events": 0.15, "saved_log": 0.15, "batch": 0.05, "checkpoints": 0.05}

PATIENCE = 120.0  # s in which a writer begins on a machine that is busy
RECORDINGS = 12


def kill_while_writing(kind: str, folder: Path, seed: int) -> int:
    """Kill a writer at a random moment; returns how many entries it had told of."""
    rng = Random(seed)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writers", kind, str(folder)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout
    watchdog = threading.Timer(PATIENCE, child.kill)
    watchdog.start()
    try:
        return _kill_amid(child, child.stdout, rng)
    finally:
        watchdog.cancel()


def _kill_amid(child: subprocess.Popen[bytes], output: IO[bytes], rng: Random) -> int:
    with output:
        assert output.readline() == b"ready\n"
        told = sum(output.readline() == b"written\n" for _ in range(rng.randrange(6)))
        # The moment within an entry; none lasts longer than this where the machine is quiet.
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=rng.random() * 0.03)
        assert child.poll() is None, "the writer ended by itself"
        child.kill()
        told += output.read().count(b"written\n")
    child.wait()
    return told


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def settings_open(folder: Path, told: int) -> None:
    kept, complaint = settings_file.load(folder / "settings.json")
    assert complaint is None
    assert told <= int(kept.voices.get("en", "0")) <= told + 1
    assert set(names(folder)) <= {"settings.json"}
    assert names(folder) or not told


def answers_open(folder: Path, told: int) -> None:
    with Progress(folder / "practice.sqlite", NOW) as progress:
        assert progress.notice == ""
        progress.add_learner(LEARNER)
        assert told <= len(progress.answers(LEARNER)) <= told + 1
    assert names(folder) == ["practice.sqlite"]


def events_open(folder: Path, told: int) -> None:
    path = folder / "events.jsonl"
    # A kill can fall between two pages of memory that the system copies: a line counts when its end is there.
    *lines, _cut = path.read_text().split("\n") if path.exists() else [""]
    entries = [json.loads(line) for line in lines]
    assert [entry["time"] for entry in entries] == list(range(1, len(entries) + 1))
    assert told <= len(entries) <= told + 1
    assert set(names(folder)) <= {"events.jsonl"}


def saved_log_open(folder: Path, told: int) -> None:
    path = folder / "log.csv"
    rows = path.read_text().splitlines() if path.exists() else ["0"] * ROWS
    assert len(rows) == ROWS
    assert len(set(rows)) == 1
    assert told <= int(rows[0]) <= told + 1
    # Where a log was once saved is not remembered: what is left there goes with the next one.
    files.write(path, "next")
    assert names(folder) == ["log.csv"]


def batch_open(folder: Path, told: int) -> None:
    out = folder / "out"
    plan([], out, Format.CSV)
    assert told <= len(names(out)) <= told + 1
    for path in out.iterdir():
        lines = path.read_text().splitlines()
        assert lines[0].startswith("time,kind,")
        assert len(lines) > 1


def checkpoints_open(folder: Path, told: int) -> None:
    # Loaded for this kind alone.
    keras, checkpoints, runs = map(pytest.importorskip, ("keras", "training.fit.checkpoints", "training.fit.runs"))
    run = runs.Run(folder / "run")
    if not run.folder.exists():
        assert told == 0
        return
    checkpoints.clear(run)
    average = keras.Sequential([keras.Input((64,)), keras.layers.Dense(512), keras.layers.Dense(7)])
    found = checkpoints.load(run, average)
    done = len(found.history) if found else 0
    assert told <= done <= told + 1
    if found:
        assert all((weight == done).all() for weight in average.get_weights())
    assert set(names(run.folder)) <= {f"checkpoint-{done:04d}", "history.json"}


OPENED: dict[str, Callable[[Path, int], None]] = {
    "settings": settings_open,
    "answers": answers_open,
    "events": events_open,
    "saved_log": saved_log_open,
    "batch": batch_open,
    "checkpoints": checkpoints_open,
}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Its first second without a face is what its events tell of.
    return write_film(tmp_path_factory.mktemp("film") / "film.avi", frames=40)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_kill_leaves_what_was_written_and_nothing_else(kind: str, film: Path, tmp_path: Path) -> None:
    for seed in range(max(1, round(KILLS * SHARES[kind]))):
        folder = tmp_path / str(seed)
        folder.mkdir()
        if kind == "batch":
            (folder / "recordings").mkdir()
            for number in range(RECORDINGS):
                shutil.copy(film, folder / "recordings" / f"{number:02}.avi")
        told = kill_while_writing(kind, folder, seed)
        OPENED[kind](folder, told)
