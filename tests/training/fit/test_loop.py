from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.helpers.places import ROOT
from tests.training.conftest import tiny, write_recipe
from training.cli import main
from training.config import Config
from training.data.classes import SCHEMES
from training.data.learned import checksums, read_learned
from training.data.prepared import Folds, read_folds
from training.data.unfinished import held
from training.errors import TrainingError
from training.fit import checkpoints
from training.fit.loop import fit
from training.fit.members import load_member, predict_logits
from training.fit.runs import Run

_CHILD = """
import sys
sys.path.insert(0, {root!r})
from training.cli import main
sys.exit(main(["train", {recipe!r}, "--data", {data!r}, "--out", {run!r}]))
"""


def _child(data: Path, run: Path, epochs: int) -> subprocess.Popen[str]:
    """`training train` in a process of its own, which can be killed."""
    recipe = write_recipe(run.with_suffix(".toml"), epochs=epochs)
    paths = {"root": str(ROOT), "recipe": str(recipe), "data": str(data), "run": str(run)}
    text = _CHILD.format(**paths)
    return subprocess.Popen([sys.executable, "-c", text], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def _checkpoints(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("checkpoint-*"))


@pytest.fixture(scope="module")
def begun(folds: Folds, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of one step, which tests copy to go on from."""
    run = Run(tmp_path_factory.mktemp("begun") / "run")
    fit(tiny(epochs=1, steps=1), folds, run)
    return run


def test_a_run_learns_and_leaves_all_that_is_promised(trained: Run, folds: Folds) -> None:
    history = trained.history()
    assert [entry["epoch"] for entry in history] == [1, 2, 3, 4, 5, 6]
    assert history[-1]["validation_accuracy"] > 0.6
    assert history[-1]["loss"] < history[0]["loss"]
    assert {"held_back_auc", "held_back_macro_f1", "validation_mean_recall", "seconds"} <= set(history[0])
    assert trained.config() == tiny(epochs=6)
    assert list((trained.folder / "logs").rglob("events.out.tfevents*"))
    assert _checkpoints(trained.folder) == ["checkpoint-0006"]
    logits = predict_logits(load_member(trained), folds.validation, 40)
    accuracy = (logits.argmax(axis=1) == folds.validation.labels).mean()
    assert accuracy == pytest.approx(history[-1]["validation_accuracy"])


def test_a_killed_run_goes_on_and_ends_like_an_unbroken_one(prepared: Path, trained: Run, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    child = _child(prepared, run.folder, epochs=6)
    try:
        while not _checkpoints(run.folder) and child.poll() is None:
            time.sleep(0.02)
    finally:
        child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        child.communicate()
    done = int(_checkpoints(run.folder)[-1].removeprefix("checkpoint-"))
    assert 1 <= done < 6
    assert not run.finished
    history = fit(tiny(epochs=6), read_folds(prepared), run)
    assert [entry["epoch"] for entry in history] == [1, 2, 3, 4, 5, 6]
    unbroken = trained.history()
    assert history[-1]["loss"] == pytest.approx(unbroken[-1]["loss"], rel=0.15)
    weights, others = (load_member(r).get_weights() for r in (run, trained))
    assert max(float(np.abs(a - b).max()) for a, b in zip(weights, others, strict=True)) < 0.3


def test_a_run_that_goes_on_sees_the_faces_and_averages_the_weights_that_an_unbroken_one_would(
    folds: Folds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, parted = Run(tmp_path / "whole"), Run(tmp_path / "parted")
    save = checkpoints.save

    def interrupted(*arguments: Any) -> None:
        save(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(checkpoints, "save", interrupted)
        fit(tiny(epochs=2), folds, parted)
    for run in (whole, parted):
        fit(tiny(epochs=2), folds, run)
    assert [e["loss"] for e in parted.history()] == pytest.approx([e["loss"] for e in whole.history()], rel=1e-3)
    for ours, theirs in zip(*(load_member(run).get_weights() for run in (parted, whole)), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-3)


@pytest.mark.parametrize("optimizer", ["sgd", "adamw"])
def test_weights_decay_but_neither_offsets_nor_factors(folds: Folds, tmp_path: Path, optimizer: str) -> None:
    members = []
    for decay in (0.0, 2.0):
        run = Run(tmp_path / str(decay))
        fit(tiny(epochs=2, optimizer=optimizer, weight_decay=decay), folds, run)
        members.append(load_member(run))
    for kept, decayed in zip(*(member.trainable_variables for member in members), strict=True):
        ratio = np.abs(decayed.numpy()).mean() / max(np.abs(kept.numpy()).mean(), 1e-6)
        if kept.name == "kernel":
            assert ratio < 0.9, kept.path
        elif kept.name == "gamma":
            assert ratio > 0.95, kept.path


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files, which Windows lacks")
@pytest.mark.usefixtures("step_by_step")
def test_a_full_disk_leaves_the_last_checkpoint_good(
    begun: Run, prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.helpers.full_disk import room  # noqa: PLC0415 # it skips whoever loads it on Windows

    run = Run(Path(shutil.copytree(begun.folder, tmp_path / "run")))
    before = {path: path.read_bytes() for path in (run.folder / "checkpoint-0001").iterdir()}
    recipe = write_recipe(tmp_path / "recipe.toml", epochs=3, steps=1)
    with room(20_000):
        assert main(["train", str(recipe), "--data", str(prepared), "--out", str(run.folder)]) == 2
    words = capsys.readouterr().err
    assert "Traceback" not in words
    assert "The checkpoint of epoch 2 cannot be written" in words
    assert "make room on the disk and repeat the command" in words
    assert {path: path.read_bytes() for path in (run.folder / "checkpoint-0001").iterdir()} == before
    assert _checkpoints(run.folder) == ["checkpoint-0001"]
    assert len(fit(tiny(epochs=2, steps=1), read_folds(prepared), run)) == 2


@pytest.mark.parametrize("file", ["model.keras", "average.weights.h5", "history.json"])
@pytest.mark.usefixtures("step_by_step")
def test_a_corrupt_checkpoint_is_named(
    begun: Run, prepared: Path, tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(Path(shutil.copytree(begun.folder, tmp_path / "run")))
    broken = run.folder / "checkpoint-0001" / file
    broken.write_bytes(broken.read_bytes()[:20] + b"\0")
    recipe = write_recipe(tmp_path / "recipe.toml", epochs=2, steps=1)
    assert main(["train", str(recipe), "--data", str(prepared), "--out", str(run.folder)]) == 2
    sentence = capsys.readouterr().err.strip().splitlines()[-1]
    assert "checkpoint-0001 is damaged" in sentence
    assert "delete it" in sentence


def test_a_finished_run_is_left_as_it_is(trained: Run, folds: Folds) -> None:
    before = load_member(trained).get_weights()
    assert fit(tiny(epochs=6), folds, trained) == trained.history()
    after = load_member(trained).get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_a_finished_run_without_checkpoints_is_never_begun_anew(trained: Run, folds: Folds, tmp_path: Path) -> None:
    shutil.copytree(trained.folder, tmp_path / "run", ignore=shutil.ignore_patterns("checkpoint-*"))
    run = Run(tmp_path / "run")
    before = run.weights.read_bytes()
    assert fit(tiny(epochs=6), folds, run) == trained.history()
    with pytest.raises(TrainingError, match=r'run is finished and has no checkpoint.* start = "run"'):
        fit(tiny(epochs=7), folds, run)
    assert run.weights.read_bytes() == before
    assert run.history() == trained.history()


def test_a_run_goes_on_only_with_the_faces_that_it_began_with(trained: Run, folds: Folds, tmp_path: Path) -> None:
    shutil.copytree(trained.folder, tmp_path / "run")
    others = replace(folds, train=replace(folds.train, pixels=255 - folds.train.pixels))
    with pytest.raises(TrainingError, match="has learned from other faces than this set's"):
        fit(tiny(epochs=7), others, Run(tmp_path / "run"))


def test_a_run_that_ended_before_its_last_history_was_written_gets_it(
    trained: Run, folds: Folds, tmp_path: Path
) -> None:
    run = Run(Path(shutil.copytree(trained.folder, tmp_path / "run")))
    run.weights.unlink()
    run.history_file.write_text(json.dumps(trained.history()[:-1]))
    fit(tiny(epochs=6), folds, run)
    assert run.finished
    assert run.history() == trained.history()


@pytest.mark.usefixtures("step_by_step")
def test_what_a_kill_left_beside_the_newest_checkpoint_is_no_hindrance(
    trained: Run, folds: Folds, tmp_path: Path
) -> None:
    run = Run(Path(shutil.copytree(trained.folder, tmp_path / "run")))
    older = Path(shutil.copytree(run.folder / "checkpoint-0006", run.folder / "checkpoint-0005"))
    (older / "history.json").write_text(json.dumps(trained.history()[:-1]))
    (run.folder / "partial-checkpoint").mkdir()
    assert fit(tiny(epochs=7), folds, run)[:6] == trained.history()
    assert _checkpoints(run.folder) == ["checkpoint-0007"]


@pytest.mark.usefixtures("step_by_step")
def test_a_run_that_diverges_says_what_to_do_and_keeps_no_bad_checkpoint(
    prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = write_recipe(tmp_path / "recipe.toml", epochs=2, learning_rate=1e20)
    assert main(["train", str(recipe), "--data", str(prepared), "--out", str(tmp_path / "run")]) == 2
    sentence = capsys.readouterr().err.strip().splitlines()[-1]
    assert re.search(r"run diverged in epoch \d .*: lower \[fit\] learning_rate", sentence)
    assert not Run(tmp_path / "run").finished


@pytest.mark.usefixtures("step_by_step")
def test_a_run_that_gets_no_better_ends_early(folds: Folds, tmp_path: Path) -> None:
    still = tiny(epochs=9, learning_rate=0.0, weight_decay=0.0, steps=1, patience=2)
    assert len(fit(still, folds, Run(tmp_path / "run"))) == 3


def test_the_held_back_faces_end_a_run_and_the_validation_faces_do_not(folds: Folds, tmp_path: Path) -> None:
    def epochs(name: str) -> int:
        fold = getattr(folds, name)
        # Who learns comes to read none of these as they are labelled.
        mistaken = replace(folds, **{name: replace(fold, labels=(fold.labels + 1) % 7)})
        return len(fit(tiny(epochs=6, patience=2), mistaken, Run(tmp_path / name)))

    assert epochs("held_back") < 6
    assert epochs("validation") == 6


@pytest.mark.parametrize(
    "options",
    [
        {"optimizer": "adamw", "learning_rate": 0.02, "balance": "class-weights"},
        {"loss": "focal", "balance": "class-balanced-batches"},
        {"loss": "logit-adjusted", "precision": "mixed_bfloat16"},
    ],
)
def test_each_way_of_fitting_learns_and_can_be_prolonged(
    folds: Folds, tmp_path: Path, options: dict[str, object]
) -> None:
    run = Run(tmp_path / "run")
    fit(tiny(epochs=1, **options), folds, run)
    history = fit(tiny(epochs=5, patience=9, **options), folds, run)
    assert [entry["epoch"] for entry in history] == [1, 2, 3, 4, 5]
    assert history[-1]["held_back_accuracy"] > 0.4
    assert json.loads(run.config_file.read_text())["fit"].items() >= options.items()
    assert keras.mixed_precision.dtype_policy().name == "float32"


@pytest.mark.usefixtures("step_by_step")
def test_logit_adjustment_knows_classes_as_often_as_they_are_drawn(folds: Folds, tmp_path: Path) -> None:
    """Drawn as often as the others, a class is not rare any more: to favour it once more would be once too often."""
    uneven = replace(folds, train=folds.train.select((folds.train.labels > 0) | (np.arange(len(folds.train)) % 2 == 0)))
    losses = {}
    for method in ("none", "to-mean"):
        run = Run(tmp_path / method)
        fit(tiny(epochs=1, steps=1, loss="logit-adjusted", balance=method), uneven, run)
        losses[method] = keras.models.load_model(run.folder / "checkpoint-0001" / "model.keras").loss.log_prior
    assert np.exp(losses["none"]) == pytest.approx(uneven.train.counts / len(uneven.train))
    assert np.exp(losses["to-mean"]) == pytest.approx(np.full(7, 1 / 7))


@pytest.mark.usefixtures("step_by_step")
def test_sparse_targets_teach_what_one_hot_targets_teach(folds: Folds, tmp_path: Path) -> None:
    options = {"epochs": 1, "smoothing": 0.0}
    sparse, soft = (
        fit(tiny(targets=kind, **options), folds, Run(tmp_path / kind))[-1]["loss"] for kind in ("sparse", "soft")
    )
    assert sparse == pytest.approx(soft, rel=1e-3)
    with pytest.raises(TrainingError, match="Sparse targets are plain labels"):
        fit(tiny(targets="sparse", smoothing=0.1), folds, Run(tmp_path / "smoothed"))


@pytest.mark.usefixtures("step_by_step")
def test_a_run_starts_from_another_ones_weights(trained: Run, folds: Folds, tmp_path: Path) -> None:
    shutil.copytree(trained.folder, tmp_path / "member")
    second = Run(tmp_path / "second")
    history = fit(tiny(epochs=1, steps=1, learning_rate=0.0, start="member"), folds, second)
    assert history[0]["validation_accuracy"] == pytest.approx(trained.history()[-1]["validation_accuracy"], abs=0.05)
    elsewhere = fit(
        tiny(epochs=1, steps=1, learning_rate=0.0, start=str(trained.folder)), folds, Run(tmp_path / "a" / "third")
    )
    assert elsewhere[0]["validation_accuracy"] == pytest.approx(history[0]["validation_accuracy"], abs=0.05)


@pytest.mark.usefixtures("step_by_step")
def test_what_was_known_before_is_kept_by_its_share(trained: Run, folds: Folds, tmp_path: Path) -> None:
    shutil.copytree(trained.folder, tmp_path / "member")
    runs = {share: Run(tmp_path / str(share)) for share in (0.0, 0.25, 1.0)}
    for share, run in runs.items():
        fit(tiny(epochs=1, steps=4, average=0.0, start="member", start_share=share), folds, run)
    weights = [load_member(run).get_weights() for run in (trained, *runs.values())]
    for known, learned, shared, kept in zip(*weights, strict=True):
        assert kept == pytest.approx(known)
        assert shared == pytest.approx(0.25 * known + 0.75 * learned, abs=1e-5)
    assert not np.allclose(weights[0][0], weights[1][0])
    with pytest.raises(TrainingError, match="nothing to share with"):
        fit(tiny(start_share=0.5), folds, Run(tmp_path / "alone"))


def test_a_run_starts_from_a_narrower_one_but_from_no_other_network(folds: Folds, tmp_path: Path) -> None:
    def recipe(family: str, *widths: int, **fit_options: object) -> Config:
        options = {"widths": widths, "blocks": [1] * len(widths)}
        network = replace(tiny().network, family=family, options=options)
        return replace(tiny(**fit_options), network=network)

    before = fit(recipe("vgg", 8, 16, epochs=6), folds, Run(tmp_path / "narrow"))[-1]["validation_accuracy"]
    frozen: dict[str, object] = {"epochs": 1, "steps": 1, "learning_rate": 0.0, "start": "narrow"}
    wide = fit(recipe("vgg", 16, 32, **frozen), folds, Run(tmp_path / "wide"))[-1]["validation_accuracy"]
    assert before > 0.3, "nothing was learned that could be lost"
    assert wide == pytest.approx(before, abs=0.1)
    with pytest.raises(TrainingError, match="neither the same network nor a narrower one"):
        fit(recipe("residual-se", 8, 16, **frozen), folds, Run(tmp_path / "other"))


@pytest.mark.usefixtures("step_by_step")
def test_a_wrong_name_can_be_corrected_in_the_same_folder(folds: Folds, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    wrong: tuple[tuple[dict[str, object], str], ...] = (
        ({"start": "nobody"}, "train that first"),
        ({"teachers": ["nobody"], "vote_share": 0.5}, "nobody holds no training run"),
    )
    for options, words in wrong:
        with pytest.raises(TrainingError, match=words):
            fit(tiny(epochs=1, steps=1, **options), folds, run)
    fit(tiny(epochs=1, steps=1), folds, run)
    assert run.finished


@pytest.mark.usefixtures("step_by_step")
def test_a_run_writes_down_what_its_weights_have_seen(trained: Run, folds: Folds, tmp_path: Path) -> None:
    seen = read_learned(trained.folder)
    assert seen == checksums(folds.train)
    assert not seen & (checksums(folds.held_back) | checksums(folds.validation))
    halves = np.array_split(np.random.default_rng(0).permutation(len(folds.train)), 2)
    half, rest = (replace(folds, train=folds.train.select(mine)) for mine in halves)
    run = Run(tmp_path / "run")
    fit(tiny(epochs=1, steps=1), half, run)
    assert read_learned(run.folder) == checksums(half.train) < seen
    second = Run(tmp_path / "second")
    fit(tiny(epochs=1, steps=1, start="run"), rest, second)
    assert read_learned(second.folder) == seen
    fit(tiny(epochs=2, steps=1, start="run"), rest, second)
    assert read_learned(second.folder) == seen, "also after going on"


@pytest.mark.skipif(sys.platform == "win32", reason="there no folder can be held")
def test_two_commands_do_not_train_in_one_folder(trained: Run, folds: Folds) -> None:
    with held(trained.folder), pytest.raises(TrainingError, match=r"Another command trains in .* wait for its end"):
        fit(trained.config(), folds, trained)


def test_a_folder_of_another_recipe_is_not_touched(trained: Run, folds: Folds) -> None:
    before = trained.config_file.read_text()
    with pytest.raises(TrainingError, match="follows another recipe"):
        fit(tiny(epochs=6, learning_rate=0.01), folds, trained)
    assert trained.config_file.read_text() == before


def test_recipe_and_set_must_fit(folds: Folds, tmp_path: Path) -> None:
    train = folds.train
    with pytest.raises(TrainingError, match=r"set \[network\] classes = 6"):
        fit(tiny(), replace(folds, train=replace(train, classes=SCHEMES["six"].classes)), Run(tmp_path / "run"))
    coloured = replace(train, pixels=np.repeat(train.pixels[..., np.newaxis], 3, axis=3))
    with pytest.raises(TrainingError, match="--colour"):
        fit(tiny(), replace(folds, train=coloured), Run(tmp_path / "run"))
    small = replace(folds, train=replace(train, pixels=train.pixels[:, :32, :32]))
    with pytest.raises(TrainingError, match="wants 40 pixels in 1 channels and the set has 32 in 1"):
        fit(tiny(), small, Run(tmp_path / "run"))
    assert not (tmp_path / "run").exists()
