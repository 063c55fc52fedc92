from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.adapters.models.ensemble import Ensemble
from assistant.expressions import EXPRESSIONS
from assistant.imaging import denoise
from tests.helpers.places import ROOT
from tests.training.conftest import tiny
from tests.training.ensemble.conftest import FER2013_WORDS
from training.data.learned import read_learned, write_learned
from training.data.prepare import Plan, Source, prepare
from training.data.prepared import Folds, read_fold, write_fold
from training.ensemble import shipping
from training.ensemble.conditions import under_conditions
from training.ensemble.model_card import write_model_card
from training.ensemble.shipping import recalibrate, ship
from training.errors import TrainingError
from training.evaluate.evaluation import evaluate, load_ensemble
from training.evaluate.robustness import DEGRADATIONS, robustness
from training.fit.members import load_member, predict_logits
from training.fit.runs import Run
from training.networks import build
from training.reports.report import write_report

pytestmark = pytest.mark.usefixtures("exported_once")


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_shipped_reads_like_the_trained_network(shipped: Path, trained: Run, folds: Folds) -> None:
    read = Ensemble(shipped).logits(folds.validation.pixels)
    seen = dataclasses.replace(folds.validation, pixels=denoise(folds.validation.pixels))
    expected = predict_logits(load_member(trained), seen, 40)
    assert read == pytest.approx(expected, abs=0.25)
    assert (read.argmax(axis=1) == expected.argmax(axis=1)).mean() > 0.95


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


def test_the_model_card_of_other_data_claims_nothing_of_fer2013(shipped: Path, folds: Folds, tmp_path: Path) -> None:
    card = (shipped / "MODEL_CARD.md").read_text()
    assert not [words for words in FER2013_WORDS if words in card]
    share = len(folds.held_back) / (len(folds.train) + len(folds.held_back))
    assert f"come from the {100 * share:.0f} % of the training fold that no\nmember learned from." in card
    assert f"{len(folds.train):,} faces to learn from, {len(folds.held_back):,} held back" in card
    manifest = json.loads((shipped / "ensemble.json").read_text())
    del manifest["learned_from"]
    card = write_model_card(manifest, tmp_path).read_text()
    assert "What the members learned from was not written down" in card
    assert f"Temperature and thresholds come from {len(folds.held_back)} faces held back of `faces" in card


def test_the_model_card_tells_of_faces_that_members_learned_from_before(
    trained: Run, folds: Folds, prepared: Path, tmp_path: Path
) -> None:
    run = Run(Path(shutil.copytree(trained.folder, tmp_path / "run")))
    write_learned(run.folder, read_learned(run.folder) | {"00" * 6, "11" * 6})
    manifest = ship([run], prepared, tmp_path / "models", "int8", 0.75)
    assert (manifest["learned_elsewhere"], manifest["members"][0]["vote_share"]) == (2, run.config().fit.vote_share)
    card = (tmp_path / "models" / "MODEL_CARD.md").read_text()
    assert "\n- 2 faces of other sets, from which members began to learn" in card


def test_other_sets_stand_in_the_card_and_decide_nothing(
    shipped: Path, folds: Folds, prepared: Path, tmp_path: Path
) -> None:
    models = Path(shutil.copytree(shipped, tmp_path / "models"))
    before = recalibrate(models, prepared, 0.75)
    assert "judged on no other set" in (models / "MODEL_CARD.md").read_text()
    groups = [("women",) if number % 2 else ("men",) for number in range(len(folds.train))]
    after = recalibrate(models, prepared, 0.75, {"the press": (folds.train, groups)})
    decided = ("temperature", "bias", "abstain")
    assert [after[name] for name in decided] == [before[name] for name in decided]
    card = (models / "MODEL_CARD.md").read_text()
    assert f"| the press | {len(folds.train)} | {after['outside']['the press']['accuracy']:.3f} |" in card
    assert "| women |" in card


def test_a_validation_fold_of_one_expression_has_no_auc(
    shipped: Path, trained: Run, class_folders: Path, prepared: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(prepared, tmp_path / "set"))
    validation = read_fold(prepared, "validation")
    write_fold(data / "validation", validation.select(validation.labels == 3))
    recalibrate(Path(shutil.copytree(shipped, tmp_path / "models")), data, 0.75)
    assert "| – |" in (tmp_path / "models" / "MODEL_CARD.md").read_text()


@pytest.mark.parametrize("mirror", [True, False])
def test_the_faces_are_read_as_they_will_be(trained: Run, prepared: Path, tmp_path: Path, mirror: bool) -> None:
    models = tmp_path / "models"
    written = ship([trained], prepared, models, "float16", 0.75, mirror=mirror)
    again = recalibrate(models, prepared, 0.75)
    assert written["mirror"] is mirror
    assert written["temperature"] == pytest.approx(again["temperature"], abs=2e-3)
    assert ("read straight and mirrored" in (models / "MODEL_CARD.md").read_text("utf-8")) is mirror


def test_another_export_leaves_no_old_member_behind(
    shipped: Path, trained: Run, prepared: Path, tmp_path: Path
) -> None:
    models = Path(shutil.copytree(shipped, tmp_path / "models"))
    other = Run(Path(shutil.copytree(trained.folder, tmp_path / "other")))
    ship([other], prepared, models, "float16", 0.75)
    assert _contents(models).keys() == {"other.tflite", "ensemble.json", "MODEL_CARD.md", "learned.txt"}
    assert Ensemble(models).manifest.members[0].weight == 1


def test_a_member_that_knows_nothing_is_neither_shipped_nor_heard(
    shipped: Path, trained: Run, prepared: Path, tmp_path: Path
) -> None:
    ignorant = Run(Path(shutil.copytree(trained.folder, tmp_path / "ignorant")))
    build(ignorant.config().network).save_weights(ignorant.weights)
    ship([ignorant, trained], prepared, tmp_path / "models", "int8", 0.75)
    assert _contents(tmp_path / "models").keys() == _contents(shipped).keys()
    alone, chosen = (json.loads((folder / "ensemble.json").read_text()) for folder in (shipped, tmp_path / "models"))
    for figure in ("temperature", "bias", "abstain"):
        assert chosen[figure] == pytest.approx(alone[figure], rel=0.01)


_DECIDED = ("temperature", "bias", "abstain")


def _decisions(manifest: dict[str, Any]) -> list[Any]:
    return [manifest[name] for name in _DECIDED] + [[member["weight"] for member in manifest["members"]]]


@pytest.mark.parametrize(("mistaken", "decides"), [("validation", False), ("held_back", True)])
def test_only_the_held_back_faces_decide(
    mistaken: str,
    decides: bool,
    shipped: Path,
    trained: Run,
    folds: Folds,
    prepared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    true = json.loads((shipped / "ensemble.json").read_text())
    fold = getattr(folds, mistaken)
    wrong = dataclasses.replace(folds, **{mistaken: dataclasses.replace(fold, labels=np.roll(fold.labels, 1))})
    monkeypatch.setattr(shipping, "read_folds", lambda data: wrong)
    for manifest in (
        ship([trained], prepared, tmp_path / "wrong", "int8", 0.75),
        recalibrate(Path(shutil.copytree(shipped, tmp_path / "again")), prepared, 0.75),
    ):
        assert (_decisions(manifest) != _decisions(true)) == decides
        assert (manifest["scores"]["accuracy"] != true["scores"]["accuracy"]) == (mistaken == "validation")


def test_which_members_count_is_decided_by_the_held_back_faces_under_every_condition(
    trained: Run, folds: Folds, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[np.ndarray] = []

    def hear(_logits: object, labels: np.ndarray) -> None:
        heard.append(labels)
        raise InterruptedError

    monkeypatch.setattr(shipping, "bagged_weights", hear)
    with pytest.raises(InterruptedError):
        ship([trained], prepared, tmp_path / "models", "int8", 0.75)
    under = under_conditions(lambda pixels: np.zeros((len(pixels), 7)), folds.held_back).values()
    assert np.array_equal(heard[0], np.concatenate([each.labels for each in under]))


def test_a_refused_or_failed_export_leaves_the_earlier_one_as_it_was(
    shipped: Path, trained: Run, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = Path(shutil.copytree(shipped, tmp_path / "models"))
    before = _contents(models)
    with monkeypatch.context() as strict:
        strict.setattr(shipping, "LEAST_AGREEMENT", 1.1)
        with pytest.raises(TrainingError, match="export it as float16"):
            ship([trained], prepared, models, "float16", 0.75)
    assert _contents(models) == before

    def full(manifest: object, folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr(shipping, "write_model_card", full)
    with pytest.raises(OSError, match="No space left"):
        ship([trained], prepared, models, "float16", 0.75)
    with pytest.raises(OSError, match="No space left"):
        recalibrate(models, prepared, 0.9)
    assert _contents(models) == before


def test_the_manifest_that_is_in_force_is_replaced_after_all_that_it_speaks_of(
    shipped: Path, trained: Run, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models, moved = Path(shutil.copytree(shipped, tmp_path / "models")), []
    replace = Path.replace

    def noted(self: Path, target: Path) -> Path:
        if target.parent == models:
            moved.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    ship([trained], prepared, models, "float16", 0.75)
    assert sorted(moved) == sorted(_contents(models))
    assert moved[-1] == "ensemble.json"


def test_runs_of_one_name_are_refused(shipped: Path, trained: Run, prepared: Path, tmp_path: Path) -> None:
    runs = [trained, Run(Path(shutil.copytree(trained.folder, tmp_path / "b" / trained.name)))]
    with pytest.raises(TrainingError, match="Several runs are called member"):
        ship(runs, prepared, tmp_path / "models", "int8", 0.75)
    with pytest.raises(TrainingError, match="Several runs are called member"):
        write_report(runs, shipped, read_fold(prepared, "validation"), tmp_path / "report")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]


@pytest.mark.parametrize("plan", [{"scheme": "six"}, {"scheme": "eight"}, {"colour": True}, {"side": 96}], ids=str)
def test_a_set_that_the_assistant_does_not_read_is_refused(
    shipped: Path, trained: Run, class_folders: Path, tmp_path: Path, plan: dict[str, Any]
) -> None:
    data, models = tmp_path / "set", Path(shutil.copytree(shipped, tmp_path / "models"))
    prepare([Source(class_folders)], Plan(held_back=0.3, **plan), data)
    before = _contents(models)
    words = "prepare the set with --classes seven, --side 48 and without --colour"
    with pytest.raises(TrainingError, match=words):
        ship([trained], data, models, "int8", 0.75)
    with pytest.raises(TrainingError, match=words):
        recalibrate(models, data, 0.75)
    with pytest.raises(TrainingError, match=words):
        write_report([trained], models, read_fold(data, "validation"), tmp_path / "report")
    assert _contents(models) == before
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("wanted", [5, -0.1, float("nan")])
def test_an_accuracy_that_is_no_share_is_refused(shipped: Path, trained: Run, prepared: Path, wanted: float) -> None:
    with pytest.raises(TrainingError, match="use a number from 0 to 1"):
        ship([trained], prepared, shipped, "int8", wanted)
    with pytest.raises(TrainingError, match="use a number from 0 to 1"):
        recalibrate(shipped, prepared, wanted)


def test_no_member_is_judged_by_faces_that_it_learned_from(
    shipped: Path, trained: Run, class_folders: Path, folds: Folds, tmp_path: Path
) -> None:
    data, models = tmp_path / "set", Path(shutil.copytree(shipped, tmp_path / "models"))
    prepare([Source(class_folders)], Plan(held_back=0.6), data)
    before = _contents(models)
    held_back = read_fold(data, "held_back")
    seen = len(set(held_back.names) & set(folds.train.names))
    assert 0 < seen < len(held_back)
    words = f"learned from {seen} of the {len(held_back)} held-back faces"
    with pytest.raises(TrainingError, match=f"member {words}"):
        ship([trained], data, models, "int8", 0.75)
    with pytest.raises(TrainingError, match=f"The ensemble in .* {words}"):
        recalibrate(models, data, 0.75)
    assert _contents(models) == before
    # Faces that were held back all the time may judge, however many are left of them.
    prepare([Source(class_folders)], Plan(held_back=0.2), data)
    counts = recalibrate(models, data, 0.75)["calibrated_on"]["faces"]["held_back"]
    assert sum(counts.values()) == len(read_fold(data, "held_back")) < len(folds.held_back)


def test_validation_faces_that_were_learned_from_are_refused(trained: Run, class_folders: Path, tmp_path: Path) -> None:
    prepare([Source(class_folders / "train")], Plan(held_back=0.3, validation=0.3), tmp_path / "set")
    with pytest.raises(TrainingError, match=r"member learned from \d+ of the \d+ validation faces"):
        ship([trained], tmp_path / "set", tmp_path / "models", "int8", 0.75)


def test_runs_that_never_wrote_down_what_they_learned_from_can_be_exported(
    shipped: Path, trained: Run, prepared: Path, tmp_path: Path
) -> None:
    models = Path(shutil.copytree(shipped, tmp_path / "models"))
    old = Run(Path(shutil.copytree(trained.folder, tmp_path / "old")))
    (old.folder / "learned.txt").unlink()
    ship([old], prepared, models, "float16", 0.75)
    assert not (models / "learned.txt").exists()
    assert recalibrate(models, prepared, 0.75)["members"][0]["file"] == "old.tflite"


def test_calibrating_again_changes_only_the_calibration(
    shipped: Path, prepared: Path, folds: Folds, tmp_path: Path
) -> None:
    models = Path(shutil.copytree(shipped, tmp_path / "models"))
    path = models / "ensemble.json"
    before = json.loads(path.read_text())
    path.write_text(json.dumps(before | {"temperature": 7.0, "bias": dict.fromkeys(before["bias"], 3.0)}))
    spoilt = evaluate(load_ensemble(models), folds.validation)
    after = recalibrate(models, prepared, 0.75)
    assert after["members"] == before["members"]
    assert after["temperature"] == pytest.approx(before["temperature"], rel=0.05)
    assert after["bias"] == pytest.approx(before["bias"], abs=0.1)
    assert after["scores"]["brier"] < spoilt["brier"]
    strict = recalibrate(models, prepared, 0.99)
    assert sum(strict["abstain"].values()) >= sum(after["abstain"].values())


def test_whoever_calibrates_again_does_not_wait_for_tensorflow(shipped: Path, prepared: Path, tmp_path: Path) -> None:
    code = "import sys; from training.cli import main; sys.exit(main(sys.argv[1:]) or 'tensorflow' in sys.modules)"
    models = shutil.copytree(shipped, tmp_path / "models")
    command = [sys.executable, "-c", code, "calibrate", "--model", models, "--data", prepared]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_a_member_that_the_assistant_cannot_run_is_refused(trained: Run, prepared: Path, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    shutil.copytree(trained.folder, run.folder)
    config = tiny()
    recipe = dataclasses.replace(config, network=dataclasses.replace(config.network, classes=6))
    run.config_file.write_text(json.dumps(recipe.as_dict()))
    with pytest.raises(TrainingError, match="only such members can be exported"):
        ship([run], prepared, tmp_path / "models", "int8", 0.75)


def test_an_unfinished_or_damaged_run_is_named(trained: Run, prepared: Path, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    with pytest.raises(TrainingError, match="holds no training run"):
        ship([run], prepared, tmp_path / "models", "int8", 0.75)
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
    # Each kind has scores of its own, even where a network as sure as this one misreads none.
    assert len({scores["brier"] for scores in table.values()}) == len(DEGRADATIONS)
