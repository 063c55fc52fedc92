"""Finished members are read back, and unfinished or damaged ones are named."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.imaging import standardise
from tests.helpers.striped_faces import draw_face
from tests.training.conftest import TINY
from training.data.faces import Faces
from training.errors import TrainingError
from training.fit.members import load_member, predict_logits
from training.fit.runs import Run
from training.networks import build


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A member with weights of chance."""
    (tmp_path / "run").mkdir()
    made = Run(tmp_path / "run")
    made.config_file.write_text(json.dumps(TINY.as_dict()))
    build(TINY.network).save_weights(made.weights)
    return made


def test_a_member_reads_each_face_and_its_mirror_image(run: Run) -> None:
    # Tilted stripes: the mirror image is another picture.
    pixels = np.stack([np.tril(draw_face(label, 1)) for label in range(7)])
    model, size = load_member(run), TINY.network.size
    plain, mirrored = (
        model.predict_on_batch(standardise(each, size)) for each in (pixels, np.ascontiguousarray(pixels[:, :, ::-1]))
    )
    assert np.abs(plain - mirrored).max() > 1e-3
    read = predict_logits(model, Faces.of(pixels, range(7)), size)
    assert read.dtype == np.float32
    assert read == pytest.approx((plain + mirrored) / 2, abs=1e-5)


def test_more_faces_than_fit_into_a_piece_are_all_read_in_their_order(run: Run) -> None:
    model, size = load_member(run), TINY.network.size
    faces = Faces.of(np.stack([draw_face(label, 1) for label in range(7)]), range(7))
    few = predict_logits(model, faces, size)
    many = predict_logits(model, faces.select(np.arange(700) % 7), size)
    assert many == pytest.approx(np.tile(few, (100, 1)), abs=1e-4)


def test_what_is_no_finished_member_is_named(run: Run) -> None:
    whole = run.weights.read_bytes()
    run.weights.write_bytes(whole[:100])
    with pytest.raises(TrainingError, match=r"does not hold the weights of its recipe .*: train the member again"):
        load_member(run)
    model = build(TINY.network)
    weights = model.get_weights()
    weights[-1][3] = np.nan
    model.set_weights(weights)
    model.save_weights(run.weights)
    with pytest.raises(TrainingError, match="holds weights that are no numbers: train the member again"):
        load_member(run)
    run.weights.unlink()
    with pytest.raises(TrainingError, match="is not finished"):
        load_member(run)
