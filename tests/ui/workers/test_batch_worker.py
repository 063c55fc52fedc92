"""The thread that saves events: what is wrong with a recording is told apart from how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.messages import Sentence
from assistant.runtime.batch import Format, plan
from assistant.ui.workers.batch_worker import BatchWorker
from tests.ui.conftest import wait_until


@pytest.fixture
def owner() -> QObject:
    return QObject()


def worker_for(owner: QObject, *recordings: Path) -> BatchWorker:
    jobs = plan(recordings, recordings[0].parent / "out", Format.CSV)
    return BatchWorker(FaceReader(), jobs, CuePreferences(), Format.CSV, False, owner)


@pytest.fixture
def letters(tmp_path: Path) -> list[Path]:
    """Two files that are no recordings."""
    paths = [tmp_path / "a.mp4", tmp_path / "b.mp4"]
    for path in paths:
        path.write_text("Dear reader")
    return paths


def test_each_recording_that_cannot_be_read_is_complained_of(owner: QObject, letters: list[Path]) -> None:
    worker, told, complaints = worker_for(owner, *letters), list[str](), list[str]()
    worker.told.connect(told.append)
    worker.complained.connect(complaints.append)
    worker.run()
    assert ["a.mp4" in words for words in complaints] == [True, False]
    assert ["b.mp4" in words for words in complaints] == [False, True]
    assert not any("cannot be read" in words for words in told)
    assert all(isinstance(words, Sentence) for words in (*told, *complaints)), "they can be said in another language"
    assert not worker.stopped
    assert worker.progress.summary(stopped=False) == "Recordings: 2, saved: 0. Trouble with: a.mp4, b.mp4."


def test_a_file_that_is_there_is_told_and_no_trouble(owner: QObject, letters: list[Path]) -> None:
    worker, told, complaints = worker_for(owner, *letters), list[str](), list[str]()
    (letters[0].parent / "out" / "a.csv").write_text("of an earlier run")
    worker.told.connect(told.append)
    worker.complained.connect(complaints.append)
    worker.run()
    assert ["b.mp4" in words for words in complaints] == [True]
    assert any("a.csv is there already" in words for words in told)


def test_one_that_is_stopped_looks_at_nothing_more(owner: QObject, letters: list[Path]) -> None:
    worker, complaints = worker_for(owner, *letters), list[str]()
    worker.complained.connect(complaints.append)
    worker.complained.connect(lambda _: worker.stop())
    worker.run()
    assert worker.stopped
    assert len(complaints) == 1


@pytest.mark.parametrize(("end", "complained"), [(BatchWorker.stop, 0), (lambda worker: worker.hold(False), 2)])
def test_one_that_is_held_waits_until_it_may_go_on_or_is_stopped(
    owner: QObject, letters: list[Path], end: Callable[[BatchWorker], None], complained: int
) -> None:
    worker, told, complaints = worker_for(owner, *letters), list[str](), list[str]()
    worker.told.connect(told.append)
    worker.complained.connect(complaints.append)
    worker.hold(True)
    worker.start()
    wait_until(lambda: told)
    assert worker.held
    assert (worker.isFinished(), complaints) == (False, [])
    end(worker)
    wait_until(worker.isFinished)
    wait_until(lambda: len(complaints) == complained)
