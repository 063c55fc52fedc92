"""What is raised in a thread of the window becomes one sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from assistant.errors import SourceError
from assistant.ui.workers.failures import reported


class Worker(QObject):
    failed = Signal(str)


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def heard(worker: Worker) -> list[str]:
    sentences: list[str] = []
    worker.failed.connect(sentences.append)
    return sentences


def test_a_sentence_for_the_user_is_passed_on(worker: Worker, heard: list[str]) -> None:
    with reported(worker.failed, "reading failed"):
        raise SourceError("The camera is gone.")
    assert heard == ["The camera is gone."]


@pytest.mark.logs("reading failed", always=True)
def test_a_defect_is_logged_and_told(worker: Worker, heard: list[str]) -> None:
    with reported(worker.failed, "reading failed"):
        raise ZeroDivisionError("a defect")
    assert len(heard) == 1
    assert "a defect" in heard[0]


def test_where_nothing_is_raised_nothing_is_told(worker: Worker, heard: list[str]) -> None:
    with reported(worker.failed, "reading failed"):
        pass
    assert heard == []
