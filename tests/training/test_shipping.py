from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.ensemble import Ensemble
from assistant.expressions import EXPRESSIONS
from tests.training.conftest import tiny
from training.datasets.prepared import Folds
from training.errors import TrainingError
from training.evaluation import evaluate, load_ensemble
from training.members import load_member, predict_logits
from training.model_card import write_model_card
from training.report import write_report
from training.robustness import DEGRADATIONS, robustness
from training.runs import Run
from training.shipping import recalibrate, ship


def test_what_is_shipped_reads_like_the_trained_network(shipped: Path, trained: Run, folds: Folds) -> None:
    read = Ensemble(shipped).logits(folds.validation.pixels)
    expected = predict_logits(load_member(trained), folds.validation, 40)
    bias = (read - expected).mean(axis=0)
    assert read == pytest.approx(expected + bias, abs=0.25)
    agreement = (read.argmax(axis=1) == (expected + bias).argmax(axis=1)).mean()
    assert agreement > 0.95


def test_the_manifest_holds_scores_of_the_shipped_files(shipped: Path, folds: Folds) -> None:
    manifest = json.loads((shipped / "ensemble.json").read_text())
    scores = evaluate(load_ensemble(shipped), folds.validation)
    for name, value in manifest["scores"].items():
        if name != "milliseconds_per_face":
            assert scores[name] == value, name
    assert manifest["labels"] == list(EXPRESSIONS)
    (member,) = manifest["members"]
    assert member["parity"]["bytes"] == (shipped / member["file"]).stat().st_size
    assert member["parity"]["agreement"] >= 0.97


def test_the_model_card_states_the_manifests_figures(shipped: Path) -> None:
    card = (shipped / "MODEL_CARD.md").read_text()
    manifest = json.loads((shipped / "ensemble.json").read_text())
    assert f"| {manifest['scores']['accuracy']:.3f} |" in card
    for label, threshold in manifest["abstain"].items():
        assert f"| {label} | 6 |" in card
        assert f"| {threshold:.2f} |" in card
    assert "$" not in card
    assert "dlib" not in card


def test_the_model_card_says_what_a_member_knew_before(shipped: Path, tmp_path: Path) -> None:
    manifest = json.loads((shipped / "ensemble.json").read_text())
    (member,) = manifest["members"]
    manifest["members"] = [member, member | {"family": "dlib-resnet"}]
    card = write_model_card(manifest, tmp_path).read_text()
    assert "recipe joins them.\n- What members of the family `dlib-resnet` began with: dlib's face" in card


def test_another_export_leaves_no_old_member_behind(shipped: Path, trained: Run, folds: Folds, tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(shipped, models)
    other = Run(tmp_path / "other")
    shutil.copytree(trained.folder, other.folder)
    ship([other], folds.held_back, folds.validation, models, "float16", 0.75)
    assert [file.name for file in models.glob("*.tflite")] == ["other.tflite"]
    assert Ensemble(models).manifest.members[0].weight == 1


def test_calibrating_again_changes_only_the_calibration(shipped: Path, folds: Folds, tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(shipped, models)
    path = models / "ensemble.json"
    before = json.loads(path.read_text())
    path.write_text(json.dumps(before | {"temperature": 7.0}))
    spoilt = evaluate(load_ensemble(models), folds.validation)
    after = recalibrate(models, folds.held_back, folds.validation, 0.75)
    assert after["members"] == before["members"]
    assert after["temperature"] == pytest.approx(before["temperature"], rel=0.05)
    assert after["scores"]["brier"] < spoilt["brier"]
    strict = recalibrate(models, folds.held_back, folds.validation, 0.99)
    assert sum(strict["abstain"].values()) >= sum(after["abstain"].values())


def test_a_member_that_the_assistant_cannot_run_is_refused(trained: Run, folds: Folds, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    shutil.copytree(trained.folder, run.folder)
    config = tiny()
    recipe = dataclasses.replace(config, network=dataclasses.replace(config.network, classes=6))
    run.config_file.write_text(json.dumps(recipe.as_dict()))
    with pytest.raises(TrainingError, match="only such members can be exported"):
        ship([run], folds.held_back, folds.validation, tmp_path / "models", "int8", 0.75)


def test_an_unfinished_or_damaged_run_is_named(trained: Run, folds: Folds, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    with pytest.raises(TrainingError, match="holds no training run"):
        ship([run], folds.held_back, folds.validation, tmp_path / "models", "int8", 0.75)
    shutil.copytree(trained.folder, run.folder)
    run.weights.write_bytes(run.weights.read_bytes()[:100])
    with pytest.raises(TrainingError, match="train the member again"):
        load_member(run)
    run.weights.unlink()
    with pytest.raises(TrainingError, match="not finished"):
        load_member(run)


def test_worse_faces_keep_their_shape_and_are_scored_like_the_others(shipped: Path, folds: Folds) -> None:
    face = np.asarray(folds.validation.pixels[0])
    for name, worse in DEGRADATIONS.items():
        assert worse(face).shape == face.shape
        assert worse(face).dtype == np.uint8
        assert np.array_equal(worse(face), face) == (name == "as they are")
    table = robustness(folds.validation, Ensemble(shipped).probabilities)
    shipped_scores = json.loads((shipped / "ensemble.json").read_text())["scores"]
    assert table["as they are"]["confusion"] == shipped_scores["confusion"]
    assert table["rotated (15°)"]["confusion"] != shipped_scores["confusion"]


def test_the_report_holds_every_promised_part(shipped: Path, trained: Run, folds: Folds, tmp_path: Path) -> None:
    page = write_report([trained], shipped, folds.validation, tmp_path / "report")
    text = page.read_text()
    for name in ("confusion", "reliability", "coverage", "mistakes", "loss", "validation_macro_f1", "network-member"):
        picture = page.parent / "pictures" / f"{name}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert f'src="pictures/{name}.png" alt="' in text
    for words in ("Mean recall", "Calibration error", "rotated (15°)", "told from", 'lang="en"'):
        assert words in text
    report = json.loads((page.parent / "report.json").read_text())
    assert report["runs"][0]["run"] == "member"
    assert report["runs"][0]["recall"].keys() == set(EXPRESSIONS)
    assert "Recall of each expression" in text
    assert set(report["robustness"]) == set(DEGRADATIONS)
    assert report["ensemble"]["accuracy"] == json.loads((shipped / "ensemble.json").read_text())["scores"]["accuracy"]
