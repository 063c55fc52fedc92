import gc
import hashlib
import json
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.adapters.models.ensemble import MANIFEST, Ensemble
from assistant.adapters.models.face_detector import FaceDetector
from assistant.drawn_faces import Identity, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import ModelError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import FRAME, align
from assistant.system.resources import folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the shipped models to be damaged."""
    return Path(shutil.copytree(folder("models"), tmp_path / "models"))


@pytest.fixture(scope="module")
def shipped() -> Ensemble:
    return Ensemble(folder("models"))


def some_faces(count: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, FRAME, FRAME), dtype=np.uint8)


def change(models: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    path = models / MANIFEST
    table = json.loads(path.read_text())
    edit(table)
    path.write_text(json.dumps(table))


def test_probabilities_are_calibrated_shares(shipped: Ensemble) -> None:
    faces = some_faces(3)
    probabilities = shipped.probabilities(faces)
    assert probabilities.shape == (3, len(EXPRESSIONS))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    logits = shipped.logits(faces) / shipped.manifest.temperature + np.array(shipped.manifest.bias)
    np.testing.assert_allclose(np.log(probabilities) - np.log(probabilities[:, :1]), logits - logits[:, :1], atol=1e-6)


def test_the_bias_makes_its_expression_likelier(models: Path, shipped: Ensemble) -> None:
    change(models, lambda table: table["bias"].update(fear=table["bias"]["fear"] + 2))
    faces, fear = some_faces(3), EXPRESSIONS.index(Expression.FEAR)
    before, after = (reader.probabilities(faces)[:, fear] for reader in (shipped, Ensemble(models)))
    np.testing.assert_allclose(after / (1 - after), np.exp(2) * before / (1 - before))


def test_each_face_is_read_by_itself(shipped: Ensemble) -> None:
    faces = some_faces(4)
    together = shipped.probabilities(faces)
    alone = np.concatenate([shipped.probabilities(face[np.newaxis]) for face in faces])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_no_face_gives_no_row(shipped: Ensemble) -> None:
    assert shipped.probabilities([]).shape == (0, len(EXPRESSIONS))


@pytest.mark.parametrize("mirror", [True, False])
def test_a_face_and_its_mirror_image_read_alike_where_both_are_read(models: Path, mirror: bool) -> None:
    change(models, lambda table: table.update(mirror=mirror))
    reader, face = Ensemble(models), some_faces(1)
    straight, mirrored = reader.probabilities(face), reader.probabilities(face[:, :, ::-1])
    assert np.allclose(straight, mirrored, atol=5e-3) == mirror


def test_a_dim_noisy_camera_changes_little(shipped: Ensemble) -> None:
    pictures = [
        paint(draw_face(Identity.random(seed), prototype(e)), 480, 480) for e in EXPRESSIONS for seed in range(1, 6)
    ]
    detector = FaceDetector()
    faces = np.stack([align(picture, detector.find(picture)[0].eyes) for picture in pictures])
    noise = np.random.default_rng(0).normal(0, 5, faces.shape)
    dim = (faces * 0.3 + noise).clip(0, 255).astype(np.uint8)
    clear, read = (shipped.probabilities(each).argmax(axis=1) for each in (faces, dim))
    assert (clear == read).mean() > 0.9


def test_a_model_with_one_byte_changed_is_refused(models: Path, shipped: Ensemble) -> None:
    file = models / shipped.manifest.members[0].file.name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(ModelError, match="not the one that was shipped"):
        Ensemble(models)


def test_a_missing_model_is_named(models: Path, shipped: Ensemble) -> None:
    file = models / shipped.manifest.members[0].file.name
    file.unlink()
    with pytest.raises(ModelError, match=f"{file.name} cannot be read"):
        Ensemble(models)


def test_a_file_that_is_no_model(models: Path, shipped: Ensemble) -> None:
    (models / shipped.manifest.members[0].file.name).write_bytes(b"no model")
    change(models, lambda table: table["members"][0].update(sha256=hashlib.sha256(b"no model").hexdigest()))
    with pytest.raises(ModelError, match="no model that this program can run"):
        Ensemble(models)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda table: table["labels"].reverse(), "labels in another order"),
        (lambda table: table.update(format=99), "another version"),
        (lambda table: table.update(frame=64), "another version"),
        (lambda table: table.pop("temperature"), "damaged or incomplete"),
        (lambda table: table.update(temperature=0), "damaged or incomplete"),
        (lambda table: table["bias"].pop("happy"), "damaged or incomplete"),
        (lambda table: table["bias"].update(happy=float("nan")), "damaged or incomplete"),
        (lambda table: table.update(members=[]), "damaged or incomplete"),
        (lambda table: table["members"][0].update(weight=7), "damaged or incomplete"),
        (lambda table: table["members"][0].update(size=0), "damaged or incomplete"),
        (lambda table: table["abstain"].pop("sad"), "damaged or incomplete"),
        (lambda table: table.update(members="many"), "damaged or incomplete"),
    ],
)
def test_a_manifest_that_does_not_match_is_refused(
    models: Path, edit: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    change(models, edit)
    with pytest.raises(ModelError, match=sentence):
        Ensemble(models)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 2}'])
def test_a_manifest_that_is_none(models: Path, text: str) -> None:
    (models / MANIFEST).write_text(text)
    with pytest.raises(ModelError, match="damaged or incomplete"):
        Ensemble(models)


def test_a_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{MANIFEST} cannot be read"):
        Ensemble(tmp_path)


def test_members_have_one_thread_beside_the_callers_for_as_long_as_the_ensemble_lives() -> None:
    def helpers() -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread.name.startswith("ensemble")]

    before, faces = helpers(), some_faces(6)
    ensemble = Ensemble(folder("models"))
    alone = [ensemble.probabilities([face]) for face in faces]
    with ThreadPoolExecutor(4) as callers:
        together = [*callers.map(ensemble.probabilities, [[face] for face in faces])]
    np.testing.assert_array_equal(together, alone)
    (helper,) = (thread for thread in helpers() if thread not in before)
    del ensemble
    gc.collect()
    helper.join(5)
    assert not helper.is_alive()
