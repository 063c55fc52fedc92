"""The models are loaded once, lent to many, and used by one thread at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import numpy as np
import pytest

from assistant.adapters.models import face_reader
from assistant.adapters.models.ensemble import Ensemble
from assistant.adapters.models.face_detector import FaceDetector
from assistant.adapters.models.face_landmarker import FaceLandmarker
from assistant.adapters.models.face_mesh import FaceMesh
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import ModelError
from assistant.events import CueEvent, Event
from assistant.expressions import Expression
from assistant.imaging import Image
from assistant.pipeline import Pipeline
from tests.helpers.faces import drawn_picture


def smiling() -> Image:
    clip = demo_clip()
    smile = next(second for second in range(200) if clip.shown(second) is Expression.HAPPY) + 1.0
    return paint(clip.drawing(smile), 640, 480)


def test_a_model_is_loaded_when_it_is_needed_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    for model in (FaceDetector, FaceLandmarker, FaceMesh, Ensemble):
        original = model

        def load(*arguments: object, original: type = original) -> object:
            loaded.append(original.__name__)
            return original(*arguments)

        monkeypatch.setattr(face_reader, model.__name__, load)
    picture = smiling()
    reader = FaceReader()
    assert loaded == []
    assert len(reader.read_picture(picture)) == 1
    assert sorted(loaded) == ["Ensemble", "FaceDetector"]
    for _ in range(2):
        assert len(Pipeline(reader).step(picture, 0.0).faces) == 1  # whose head is watched, by its landmarks
        assert len(reader.read_picture(picture)) == 1
    assert sorted(loaded) == ["Ensemble", "FaceDetector", "FaceMesh"]
    for _ in range(2):
        assert reader.read_picture(picture, movements=True)[0].blendshapes
    assert sorted(loaded) == ["Ensemble", "FaceDetector", "FaceLandmarker", "FaceMesh"]


def test_threads_that_share_it_read_the_same() -> None:
    picture = smiling()
    reader = FaceReader()

    def read(_: int) -> list[tuple[float, ...] | None]:
        pipeline = Pipeline(reader)
        return [pipeline.step(picture, now / 10).faces[0].probabilities for now in range(8)]

    alone = read(0)
    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(read, range(8))] == [alone] * 8


def test_a_missing_ensemble_is_said_each_time_that_it_is_needed(tmp_path: Path) -> None:
    reader = FaceReader(tmp_path)
    for _ in range(2):
        with pytest.raises(ModelError, match=r"ensemble\.json"):
            reader.probabilities([np.zeros((48, 48), np.uint8)])


def test_movements_are_told_as_it_comes_from_the_box() -> None:
    picture, told = smiling(), list[Event]()
    reader = FaceReader()
    pipeline = Pipeline(reader, CuePreferences(movements=Delivery.ON))
    for index in range(30):
        told += pipeline.step(picture, index / 10).events
    (cue,) = [event for event in told if isinstance(event, CueEvent)]
    assert cue.text.startswith("looks happy: ")
    assert "smile" in cue.text


def test_thirty_people_are_found_and_read_and_come_row_by_row() -> None:
    """Drawn, in five rows of six, none where a grid would have them."""
    room, rng = np.full((1200, 1920, 3), (150, 140, 120), np.uint8), Random(1)
    for number in range(30):
        top, left = 10 + 240 * (number // 6) + rng.randint(-9, 9), 40 + 320 * (number % 6) + rng.randint(-30, 30)
        face = drawn_picture(list(Expression)[number % 7], seed=100 + number, side=220)
        room[max(top, 0) : max(top, 0) + 220, left : left + 220] = face
    readings = FaceReader().read_picture(room)
    assert [reading.face for reading in readings] == [*range(1, 31)]
    assert all(reading.probabilities for reading in readings)
    places = [((reading.found.box.centre[1]) // 240, reading.found.box.centre[0]) for reading in readings]
    assert places == sorted(places)


@pytest.mark.parametrize("expression", [Expression.HAPPY, Expression.SURPRISE])
def test_a_picture_that_stands_on_its_head_is_read_as_if_it_did_not(expression: Expression) -> None:
    picture = drawn_picture(expression)
    (upright,) = FaceReader().read_picture(picture)
    (turned,) = FaceReader().read_picture(np.ascontiguousarray(picture[::-1, ::-1]))
    for reading in (upright, turned):
        assert reading.probabilities
        assert np.argmax(reading.probabilities) == expression.position
