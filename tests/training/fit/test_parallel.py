"""Members of an ensemble are trained in the order that their recipes allow, and mistakes are said before that."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.helpers.striped_faces import write_class_folders
from tests.helpers.workers import WorkersHere
from tests.training.conftest import tiny, write_recipe
from training.cli import main
from training.config import LOSSES, Config, NetworkConfig
from training.data.balance import METHODS
from training.errors import TrainingError
from training.fit.parallel import train_members
from training.fit.runs import Run
from training.networks import FAMILIES


@pytest.fixture
def workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what is done with members, whoever trains them."""
    monkeypatch.setattr("training.fit.parallel.LocalWorkers", WorkersHere)


@pytest.mark.usefixtures("workers_here", "step_by_step")
def test_a_file_in_a_members_way_is_named(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "run").touch()
    with pytest.raises(TrainingError) as raised:
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cores=64)
    words = r"\S* cannot be read or written \(.+\): see to it and repeat the command; it goes on from the checkpoints\."
    assert re.fullmatch(f"run cannot be trained, for {re.escape(str(tmp_path / 'run'))}{words}", str(raised.value))


def _with(**network: Any) -> Config:
    return dataclasses.replace(tiny(), network=dataclasses.replace(tiny().network, **network))


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (_with(family="vgq"), "The network family 'vgq' is unknown: use one of"),
        (_with(options={"width": [8]}), "The network family 'vgg' has no option width"),
        (_with(options={"dropout": 7}), "The options of the network family 'vgg': dropout = 7 does not fit"),
        (_with(family="dlib-resnet", options={"weights": 3}), "The options of .*: weights = 3 does not fit"),
        (
            _with(family="dlib-resnet", options={}, size=8),
            "The network 'dlib-resnet' cannot be built for pictures of 8",
        ),
        (_with(classes=6), r"The set has 7 classes .* set \[network\] classes = 7"),
        (_with(size=64), "The recipe wants 64 pixels in 1 channels and the set has 48 in 1"),
        (_with(channels=3), "The recipe wants 40 pixels in 3 channels and the set has 48 in 1"),
        (tiny(targets="sparse", vote_share=0.5), "Sparse targets are plain labels"),
    ],
)
def test_a_mistake_in_a_recipe_is_said_before_anything_is_trained(
    broken: Config, words: str, prepared: Path, tmp_path: Path
) -> None:
    recipes = {Run(tmp_path / "first"): tiny(), Run(tmp_path / "second"): broken}
    with pytest.raises(TrainingError, match=f"^The recipe of second: {words}"):
        # Whoever asked for a cluster would hear that it is not there.
        train_members(recipes, prepared, "nowhere:1")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_passes_as_a_recipe(
    family: str, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*_: object) -> NoReturn:
        raise InterruptedError

    monkeypatch.setattr("training.fit.parallel.LocalWorkers", ask)
    with pytest.raises(InterruptedError):
        train_members({Run(tmp_path / "run"): _with(family=family, options={}, resize=64)}, prepared)


@pytest.mark.usefixtures("workers_here", "exported_once")
def test_one_command_goes_from_the_data_set_to_models_and_report_or_says_how_they_are_exported_elsewhere(
    class_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    first = write_recipe(tmp_path / "member.toml").name
    second = write_recipe(tmp_path / "second.toml", start="member", epochs=1, seed=2).name
    recipe = tmp_path / "ensemble.toml"
    recipe.write_text(
        f'[prepare]\nheld_back = 0.3\n[ensemble]\nmembers = ["{second}", "{first}"]\nmirror = true\n'
        "abstain_accuracy = 1.0\n"
    )
    command = ["ensemble", str(recipe), "--data", str(class_folders), "--out", str(out), "--cores", "1"]
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("training.commands.backend.can_export", lambda: False)
        assert main(command) == 0
    assert not (out / "models").exists()
    *_, line = capsys.readouterr().out.strip().splitlines()
    assert main(shlex.split(line.partition("python -m training ")[2])) == 0
    exported = json.loads((out / "models" / "ensemble.json").read_text())
    assert exported["mirror"] is True
    assert set(exported["abstain"].values()) == {0.9}, "none is told at so high an accuracy"
    assert not (out / "report").exists()

    trained = {run: (out / "members" / run / "member.weights.h5") for run in ("member", "second")}
    before = {run: path.stat().st_mtime_ns for run, path in trained.items()}
    assert main(command) == 0
    made = json.loads((out / "models" / "ensemble.json").read_text())
    assert made["scores"]["images"] == 42
    assert [made[name] for name in ("mirror", "abstain")] == [exported[name] for name in ("mirror", "abstain")]
    assert (out / "report" / "index.html").exists()
    assert {run: path.stat().st_mtime_ns for run, path in trained.items()} == before

    other = write_class_folders(tmp_path / "other", {"train": 1})
    assert main([*command, "--also", str(other), "1"]) == 2
    assert "was made from something else (sources was" in capsys.readouterr().err
    write_recipe(tmp_path / "member.toml", learning_rate=0.01)
    assert main(command) == 2
    assert "member follows another recipe" in capsys.readouterr().err
    assert {run: path.stat().st_mtime_ns for run, path in trained.items()} == before


@pytest.mark.usefixtures("workers_here", "step_by_step")
def test_a_finished_member_learns_longer_where_the_recipe_says_so_and_else_needs_nobody(
    prepared: Path, tmp_path: Path
) -> None:
    first, second = Run(tmp_path / "first"), Run(tmp_path / "second")
    train_members({first: tiny(epochs=1, steps=1)}, prepared)
    recipes = {second: tiny(epochs=1, steps=1, start="first"), first: tiny(epochs=2, steps=1)}
    train_members(recipes, prepared)
    assert [len(run.history()) for run in (first, second)] == [2, 1]
    assert second.weights.stat().st_mtime_ns > first.weights.stat().st_mtime_ns
    train_members(recipes, prepared, "nowhere:1")


@pytest.mark.usefixtures("workers_here", "step_by_step")
def test_every_answer_to_imbalance_is_compared(prepared: Path, tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path / "recipe.toml", epochs=1, steps=1)
    assert main(["compare", str(recipe), "--data", str(prepared), "--out", str(tmp_path / "out")]) == 0
    runs = json.loads((tmp_path / "out" / "report.json").read_text())["runs"]
    assert {(run["balance"], run["loss"]) for run in runs} == {
        *((method, "cross-entropy") for method in METHODS),
        *(("none", loss) for loss in LOSSES),
    }
    page = (tmp_path / "out" / "index.html").read_text()
    assert all(run["run"] in page for run in runs)


@pytest.mark.parametrize("wish", [{"start": "nobody"}, {"teachers": ["nobody"]}])
def test_a_member_that_needs_nobody_is_named(wish: dict[str, object], prepared: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="run should start or learn from a run that is no member"):
        train_members({Run(tmp_path / "run"): tiny(**wish)}, prepared, cores=1)


def test_weights_that_nobody_brought_are_missed_before_anything_is_trained(prepared: Path, tmp_path: Path) -> None:
    network = NetworkConfig(family="dlib-resnet", resize=64, options={"weights": "missing.dat"})
    recipes = {Run(tmp_path / "first"): tiny(), Run(tmp_path / "second"): dataclasses.replace(tiny(), network=network)}
    with pytest.raises(TrainingError, match=r"second begins with missing\.dat, which is not there: put it into"):
        train_members(recipes, prepared, cores=1)
    unread = {Run(tmp_path / "first"): tiny(vote_share=0.5, readings=["missing.csv"])}
    with pytest.raises(TrainingError, match=r"first begins with missing\.csv, which is not there"):
        train_members(unread, prepared, cores=1)
    assert not list(tmp_path.iterdir())


def test_readings_of_other_pictures_are_refused_before_anything_is_trained(prepared: Path, tmp_path: Path) -> None:
    file = tmp_path / "said.csv"
    file.write_text("picture,angry,happy\nelsewhere,1,0\n")
    recipes = {Run(tmp_path / "a"): tiny(), Run(tmp_path / "b"): tiny(vote_share=0.5, readings=[str(file)])}
    with pytest.raises(TrainingError, match=r"recipe of b: .*said\.csv reads none of the training pictures"):
        train_members(recipes, prepared, cores=1)
    assert [*tmp_path.iterdir()] == [file]
