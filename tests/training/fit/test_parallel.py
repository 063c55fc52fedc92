from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import re
import shlex
import socket
import socketserver
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import ray
from ray.cluster_utils import Cluster

from tests.helpers.network import MISSING, trace
from tests.helpers.places import ROOT
from tests.helpers.striped_faces import write_class_folders
from tests.helpers.workers import WorkersHere, die
from tests.training.conftest import tiny, write_recipe
from training.cli import main
from training.config import LOSSES, Config, NetworkConfig
from training.data.balance import METHODS
from training.errors import TrainingError
from training.fit import cluster as ray_cluster
from training.fit import local_workers
from training.fit.parallel import train_members
from training.fit.runs import Run
from training.networks import FAMILIES


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _one_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray keeps the token of its clusters in the home folder, and remembers that it is there."""
    _live_in(home, monkeypatch)


@pytest.fixture(scope="module")
def machines(home: Path) -> Iterator[Cluster]:
    """A cluster of one machine, whose own environment names a backend that it lacks."""
    with pytest.MonkeyPatch.context() as patch:
        # Workers would starve beside other work at Ray's own low priority, on machines that are added later, too.
        patch.setenv("RAY_worker_niceness", "0")
        with pytest.MonkeyPatch.context() as at_first:
            _live_in(home, at_first)
            at_first.setenv("KERAS_BACKEND", "unknown here")
            made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
        yield made
        made.shutdown()


def _live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE"):
        patch.setenv(variable, str(home))


@pytest.fixture
def cluster(machines: Cluster) -> Iterator[Cluster]:
    """The same for each test, which leaves it at its end."""
    yield machines
    ray.shutdown()


def test_a_member_whose_machine_dies_goes_on_elsewhere(cluster: Cluster, prepared: Path, tmp_path: Path) -> None:
    doomed = cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, logging_level="ERROR")
    cluster.wait_for_nodes()
    epochs = 40
    runs = {Run(tmp_path / name): tiny(epochs=epochs, seed=seed) for seed, name in enumerate(("one", "other"), 1)}
    killed: list[dict[str, int]] = []

    def kill_when_both_are_under_way() -> None:
        # The history is written right after the checkpoint.
        while not all(run.history_file.exists() for run in runs):
            time.sleep(0.05)
        killed.append({run.name: len(run.history()) for run in runs})
        cluster.remove_node(doomed, allow_graceful=False)

    killer = Thread(target=kill_when_both_are_under_way, daemon=True)
    killer.start()
    train_members(runs, prepared, cluster.address, cores=1)
    killer.join()
    for run in runs:
        assert run.finished
        assert killed[0][run.name] < epochs, "the machine died too late to prove anything"
        assert [entry["epoch"] for entry in run.history()] == list(range(1, epochs + 1))


def test_what_is_wrong_with_a_member_is_said_as_by_itself(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "faces.dat").write_bytes(b"no network")
    broken = _with(family="dlib-resnet", options={"weights": str(tmp_path / "faces.dat")}, resize=64)
    with pytest.raises(TrainingError, match=r"^\S*faces\.dat holds 0 of 27 convolutions: give dlib_face"):
        train_members({Run(tmp_path / "run"): broken}, prepared, cores=64)


def test_a_file_in_a_members_way_is_named(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "run").touch()
    with pytest.raises(TrainingError) as raised:
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cores=64)
    words = r"\S* cannot be read or written \(.+\): see to it and repeat the command; it goes on from the checkpoints\."
    assert re.fullmatch(f"run cannot be trained, for {re.escape(str(tmp_path / 'run'))}{words}", str(raised.value))


def test_a_machine_that_lacks_a_library_is_told_from_this_one(
    cluster: Cluster, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.setattr(ray_cluster, "train", load)
    with pytest.raises(TrainingError, match=r"^run cannot .* lacks a library \(No module named 'torch'\): install on"):
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cluster.address, cores=1)


def test_the_backend_that_was_chosen_here_is_used_on_every_machine(
    cluster: Cluster, prepared: Path, tmp_path: Path
) -> None:
    run = Run(tmp_path / "run")
    train_members({run: tiny(epochs=1, steps=1)}, prepared, cluster.address, cores=1)
    assert run.finished


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
def test_every_family_passes_as_a_recipe(family: str, prepared: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="There is no Ray cluster at nowhere:1"):
        train_members({Run(tmp_path / "run"): _with(family=family, options={}, resize=64)}, prepared, "nowhere:1")


def test_finished_members_need_no_cluster(trained: Run, prepared: Path) -> None:
    train_members({trained: tiny()}, prepared, "nowhere:1")


def test_a_port_that_is_no_ray_cluster_is_named_at_once(
    trained: Run, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray_cluster, "_PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TrainingError, match=f"There is no Ray cluster at {address}"):
            train_members({Run(tmp_path / "run"): tiny()}, prepared, address)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Stranger) as stranger:
        Thread(target=stranger.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{stranger.server_address[1]}"
        with pytest.raises(TrainingError, match=f"There is no Ray cluster at {address}"):
            train_members({Run(tmp_path / "run"): tiny()}, prepared, address)
        stranger.shutdown()


class _Stranger(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.rfile.readline()
        self.wfile.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_a_member_begins_with_a_file_that_lies_where_the_command_was_started(
    cluster: Cluster, prepared: Path, dlib_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dlib_file.parent)
    network = NetworkConfig(family="dlib-resnet", size=40, resize=64, options={"weights": dlib_file.name})
    run = Run(tmp_path / "run")
    recipe = dataclasses.replace(tiny(epochs=1, steps=1), network=network)
    train_members({run: recipe}, prepared, cluster.address, cores=1)
    assert run.finished
    # The recipe stays as it was written: the same command goes on from another folder, too.
    assert run.config().network.options["weights"] == dlib_file.name


@pytest.mark.parametrize("address", ["nowhere.invalid:6379", "no address", "closed"])
def test_a_cluster_that_is_not_there_is_named(
    class_folders: Path, tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if address == "closed":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
    recipe = tmp_path / "ensemble.toml"
    recipe.write_text(f'[prepare]\nheld_back = 0.3\n[ensemble]\nmembers = ["{_member(tmp_path)}"]\n')
    command = ["ensemble", str(recipe), "--data", str(class_folders), "--out", str(tmp_path / "out")]
    assert main([*command, "--cluster", address]) == 2
    assert f"There is no Ray cluster at {address}" in capsys.readouterr().err.strip().splitlines()[-1]


def test_one_command_goes_from_the_data_set_to_models_and_report(
    class_folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _member(tmp_path)
    second = write_recipe(tmp_path / "second.toml", start="member", epochs=1, seed=2).name
    recipe = tmp_path / "ensemble.toml"
    recipe.write_text(f'[prepare]\nheld_back = 0.3\n[ensemble]\nmembers = ["{second}", "{first}"]\n')
    command = ["ensemble", str(recipe), "--data", str(class_folders), "--out", str(tmp_path / "out"), "--cores", "1"]
    assert main(command) == 0
    assert json.loads((tmp_path / "out" / "models" / "ensemble.json").read_text())["scores"]["images"] == 42
    assert (tmp_path / "out" / "report" / "index.html").exists()
    trained = {run: (tmp_path / "out" / "members" / run / "member.weights.h5") for run in ("member", "second")}
    before = {run: path.stat().st_mtime_ns for run, path in trained.items()}
    assert main(command) == 0
    assert {run: path.stat().st_mtime_ns for run, path in trained.items()} == before

    other = write_class_folders(tmp_path / "other", {"train": 1})
    assert main([*command, "--also", str(other), "1"]) == 2
    assert "was made from something else (sources was" in capsys.readouterr().err
    _member(tmp_path, learning_rate=0.01)
    assert main(command) == 2
    assert "member follows another recipe" in capsys.readouterr().err
    assert {run: path.stat().st_mtime_ns for run, path in trained.items()} == before


def test_where_nothing_can_be_exported_members_are_trained_and_the_export_is_named(
    class_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("training.fit.parallel.LocalWorkers", WorkersHere)
    monkeypatch.setattr("training.commands.backend.can_export", lambda: False)
    recipe = tmp_path / "ensemble.toml"
    recipe.write_text(f'[prepare]\nheld_back = 0.3\n[ensemble]\nmembers = ["{_member(tmp_path)}"]\n')
    command = ["ensemble", str(recipe), "--data", str(class_folders), "--out", str(tmp_path / "out"), "--cores", "1"]
    assert main(command) == 0
    assert not (tmp_path / "out" / "models").exists()
    monkeypatch.undo()
    *_, line = capsys.readouterr().out.strip().splitlines()
    assert main(shlex.split(line.partition("python -m training ")[2])) == 0
    assert (tmp_path / "out" / "models" / "ensemble.json").exists()


def test_a_finished_member_learns_longer_where_the_recipe_says_so(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.fit.parallel.LocalWorkers", WorkersHere)
    first, second = Run(tmp_path / "first"), Run(tmp_path / "second")
    train_members({first: tiny(epochs=1)}, prepared)
    train_members({second: tiny(epochs=1, start="first"), first: tiny(epochs=2)}, prepared)
    assert [len(run.history()) for run in (first, second)] == [2, 1]
    assert second.weights.stat().st_mtime_ns > first.weights.stat().st_mtime_ns


def test_every_answer_to_imbalance_is_compared(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.fit.parallel.LocalWorkers", WorkersHere)
    recipe = write_recipe(tmp_path / "recipe.toml", epochs=1, steps=2)
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


@pytest.mark.skipif(MISSING, reason="needs strace, which only Linux has: sudo apt-get install strace")
def test_members_are_trained_without_a_port_and_without_a_word_to_anybody(prepared: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.training.conftest import tiny\n"
        "from training.fit.parallel import train_members\n"
        "from training.fit.runs import Run\n"
        "if __name__ == '__main__':\n"
        "    runs = {Run(Path(sys.argv[2]) / name): tiny(epochs=1, steps=1) for name in ('one', 'other')}\n"
        "    train_members(runs, Path(sys.argv[1]), cores=1)\n"
    )
    (tmp_path / "program.py").write_text(program)
    command = [sys.executable, tmp_path / "program.py", prepared, tmp_path / "runs"]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    root = ROOT
    traced = trace(command, tmp_path / "log", environment | {"PYTHONPATH": str(root)}, root)
    assert traced.done.returncode == 0, traced.done.stderr
    assert all(Run(tmp_path / "runs" / name).finished for name in ("one", "other"))
    # urllib3, which a library of the training loads, tries whether this machine knows IPv6 by binding a port to ::1.
    assert traced.addresses == []
    assert not [call for call in traced.sockets if "connect(" in call or "listen(" in call]


def test_a_member_whose_process_dies_goes_on_from_its_checkpoint(prepared: Path, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    killed: list[int] = []

    def kill_when_under_way() -> None:
        # The history is written right after the checkpoint.
        while not run.history_file.exists():
            time.sleep(0.02)
        (child,) = [child for child in multiprocessing.active_children() if child.name == run.name]
        killed.append(len(run.history()))
        child.kill()

    killer = Thread(target=kill_when_under_way, daemon=True)
    killer.start()
    train_members({run: tiny(epochs=30)}, prepared, cores=1)
    killer.join()
    assert killed[0] < 30, "the process died too late to prove anything"
    assert [entry["epoch"] for entry in run.history()] == list(range(1, 31))


def test_a_process_that_always_dies_is_said(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_workers, "_work", die)
    with pytest.raises(TrainingError, match=r"^A worker died 6 times \(exit code 7\): see to its machine's memory"):
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cores=64)


def _member(folder: Path, **fit: object) -> str:
    return write_recipe(folder / "member.toml", **fit).name
