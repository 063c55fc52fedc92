"""MediaPipe's detectors in LiteRT give what MediaPipe gives, and changed models are refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.models.blazeface import FULL_RANGE, SHORT_RANGE, BlazeFace, Variant
from assistant.errors import ModelError
from assistant.system.resources import folder
from tests.helpers.mediapipe_reference import FILE, SIZE, VARIANTS, pictures

REFERENCE = json.loads(FILE.read_text(encoding="utf-8"))["pictures"]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.file)
def test_it_finds_what_mediapipe_finds(variant: Variant) -> None:
    detector = BlazeFace(variant)
    for pixels, row in zip(pictures(), REFERENCE, strict=True):
        expected = row[variant.file]
        (face,) = detector.detect(pixels)
        assert face.score == pytest.approx(expected["score"], abs=0.02)
        # MediaPipe rounds a box down to whole pixels.
        box = (face.box.x, face.box.y, face.box.width, face.box.height)
        np.testing.assert_allclose(box, np.asarray(expected["box"]) + 0.5, atol=1.5)
        points = [*sorted(face.eyes), face.nose, face.mouth]
        sought = expected["points"]
        in_order = [*sorted(sought[:2]), sought[2], sought[3]]
        np.testing.assert_allclose(points, in_order, atol=0.01 * SIZE[0])


def test_a_region_is_told_in_pixels_of_the_whole_picture() -> None:
    pixels = next(pictures())
    detector = BlazeFace(SHORT_RANGE)
    (whole,) = detector.detect(pixels)
    canvas = np.zeros((2 * SIZE[1], 2 * SIZE[0], 3), np.uint8)
    canvas[100 : 100 + SIZE[1], 200 : 200 + SIZE[0]] = pixels
    (moved,) = detector.detect(canvas, (200, 100, 200 + SIZE[0], 100 + SIZE[1]))
    np.testing.assert_allclose(np.asarray(moved.eyes) - (200, 100), whole.eyes, atol=0.01)
    assert moved.box.x - 200 == pytest.approx(whole.box.x, abs=0.01)


def test_each_of_several_people_is_found_once() -> None:
    pair = np.concatenate([*pictures()][:2], axis=1)
    faces = BlazeFace(FULL_RANGE).detect(pair)
    assert sorted(face.box.centre[0] > SIZE[0] for face in faces) == [False, True]


def test_nobody_is_in_an_empty_or_tiny_picture() -> None:
    for shape in ((240, 320, 3), (1, 1, 3), (1, 500, 3), (3000, 2, 3)):
        assert BlazeFace(SHORT_RANGE).detect(np.full(shape, 120, np.uint8)) == []


def test_a_changed_or_missing_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray((folder("assets") / SHORT_RANGE.file).read_bytes())
    monkeypatch.setattr("assistant.adapters.models.blazeface.folder", lambda name: tmp_path)
    with pytest.raises(ModelError, match="cannot be read"):
        BlazeFace(SHORT_RANGE)
    data[1000] ^= 1
    (tmp_path / SHORT_RANGE.file).write_bytes(data)
    with pytest.raises(ModelError, match="not the one that was shipped"):
        BlazeFace(SHORT_RANGE)
