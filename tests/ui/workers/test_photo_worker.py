"""The thread that describes pictures: one bad picture does not keep the others, and the newest wish counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.errors import ModelError, SourceError
from assistant.imaging import Image
from assistant.ui.workers.photo_worker import Getter, PhotoWorker
from tests.helpers.scenes import EMPTY


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def broken(name: str) -> Getter:
    def get(_worker: PhotoWorker) -> Image:
        raise SourceError(f"{name} is no picture.")

    return get


class Run:
    """All that a worker said, in order, when it ran in this thread."""

    def __init__(
        self, reader: FaceReader, pictures: Sequence[Getter], turn: AbstractContextManager[None] | None = None
    ) -> None:
        self.said: list[str] = []
        owner = QObject()
        worker = PhotoWorker(reader, pictures, CuePreferences, turn or nullcontext(), owner)
        worker.described.connect(lambda described: self.said.append(described.words))
        worker.failed.connect(self.said.append)
        worker.run()


def test_a_broken_picture_is_said_and_the_next_one_is_described(qt: QApplication, reader: FaceReader) -> None:
    said = Run(reader, [broken("a.png"), lambda _: EMPTY, broken("b.png")]).said
    assert said == ["a.png is no picture.", "No face in view.", "b.png is no picture."]


def test_who_is_in_a_hurry_gets_the_one_at_hand_and_no_more(qt: QApplication, reader: FaceReader) -> None:
    def hurried(worker: PhotoWorker) -> Image:
        worker.hurry()
        return EMPTY

    assert Run(reader, [hurried, broken("b.png")]).said == ["No face in view."]


def test_what_concerns_all_pictures_ends_them(qt: QApplication, reader: FaceReader) -> None:
    def without_models(_worker: PhotoWorker) -> Image:
        raise ModelError("ensemble.json is missing.")

    assert Run(reader, [without_models, broken("b.png")]).said == ["ensemble.json is missing."]


@pytest.mark.logs("a picture could not be read")
def test_a_defect_is_said_and_logged(qt: QApplication, reader: FaceReader) -> None:
    def defective(_worker: PhotoWorker) -> Image:
        raise ZeroDivisionError("a defect")

    (said,) = Run(reader, [defective, broken("b.png")]).said
    assert "a defect" in said


def test_its_turn_lasts_from_before_the_first_to_after_the_last(qt: QApplication, reader: FaceReader) -> None:
    order: list[str] = []

    @contextmanager
    def turn() -> Iterator[None]:
        order.append("begins")
        yield
        order.append("ends")

    def get(name: str) -> Getter:
        def got(_worker: PhotoWorker) -> Image:
            order.append(name)
            raise SourceError(name)

        return got

    Run(reader, [get("a"), get("b")], turn())
    assert order == ["begins", "a", "b", "ends"]
