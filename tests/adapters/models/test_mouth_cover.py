"""Drawn people with things before their mouths, and with mouths of every kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.models import mouth_cover
from assistant.adapters.models.face_reader import FaceReader
from assistant.adapters.models.mouth_cover import MODEL, MouthCover
from assistant.drawn_faces import Identity, draw_face, prototype
from assistant.drawn_faces.identity import Beard
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import ModelError
from assistant.events import FaceReading, Trouble
from assistant.expressions import Expression
from assistant.imaging import Image, align
from assistant.vision.quality_gate import COVER
from tests.helpers.covers import BLUE, CAP, COLLAR, CUP, MASK, SCARF, Outline, covered
from tests.helpers.faces import drawn_picture


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def read(reader: FaceReader, picture: Image) -> FaceReading:
    (face,) = reader.read_picture(picture)
    return face


@pytest.mark.parametrize("colour", [BLUE, (238, 238, 238), (255, 255, 255), (35, 35, 40), (190, 140, 115)])
@pytest.mark.parametrize("outline", [MASK, CUP, SCARF], ids=["mask", "cup", "scarf"])
@pytest.mark.parametrize("seed", [3, 8])
def test_a_covered_mouth_is_said_and_not_read(
    reader: FaceReader, outline: Outline, colour: tuple[int, int, int], seed: int
) -> None:
    picture = drawn_picture(Expression.HAPPY, seed)
    face = read(reader, covered(picture, read(reader, picture).found, outline, colour))
    assert not face.found.upside_down, "the cloth was taken for a brow"
    assert face.trouble is Trouble.MOUTH_COVERED
    assert face.probabilities is None


@pytest.mark.parametrize("outline", [CAP, COLLAR], ids=["cap", "collar"])
def test_what_hides_something_else_is_no_trouble(reader: FaceReader, outline: Outline) -> None:
    picture = drawn_picture(Expression.HAPPY)
    assert read(reader, covered(picture, read(reader, picture).found, outline, (60, 70, 90))).trouble is None


@pytest.mark.parametrize("expression", Expression)
def test_a_free_mouth_is_free_whatever_it_does(reader: FaceReader, expression: Expression) -> None:
    people = [Identity.random(seed) for seed in range(24)]
    if expression is Expression.ANGRY:  # pressed lips are hardly seen in a full beard
        people = [who for who in people if who.beard is not Beard.FULL]
    pictures = [paint(draw_face(who, prototype(expression)), 200, 200) for who in people]
    crops = [align(picture, face.eyes) for picture in pictures for face in reader.search(picture)]
    assert len(crops) == len(pictures) > 12, "among them beards, glasses and long hair"
    assert max(reader.covers(crops)) < COVER.starts


def test_of_two_people_the_one_in_a_mask_is_not_read(reader: FaceReader) -> None:
    left, right = drawn_picture(Expression.HAPPY, 3), drawn_picture(Expression.SURPRISE, 8)
    for masked in (0, 1):
        pair = [left, right]
        pair[masked] = covered(pair[masked], read(reader, pair[masked]).found, MASK)
        faces = reader.read_picture(np.hstack(pair))
        assert [face.trouble for face in faces] == [Trouble.MOUTH_COVERED if i == masked else None for i in (0, 1)]
        assert [face.probabilities is None for face in faces] == [i == masked for i in (0, 1)]


def test_nobody_has_no_mouth(reader: FaceReader) -> None:
    assert reader.covers([]) == []


def test_another_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouth_cover, "folder", lambda _: tmp_path)
    with pytest.raises(ModelError, match=MODEL):
        MouthCover()
    (tmp_path / MODEL).write_bytes(b"another")
    with pytest.raises(ModelError, match=MODEL):
        MouthCover()
