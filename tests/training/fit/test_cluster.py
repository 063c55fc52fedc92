"""Members are trained on the machines of a Ray cluster, or it is named what is no such cluster."""

from __future__ import annotations

import socket
import socketserver
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
import ray
from ray.cluster_utils import Cluster

from assistant.expressions import EXPRESSIONS
from tests.training.conftest import tiny, write_recipe
from training.cli import main
from training.data.prepared import Folds
from training.errors import TrainingError
from training.fit import cluster as ray_cluster
from training.fit.parallel import train_members
from training.fit.runs import Run


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


def test_a_machine_that_lacks_a_library_is_told_from_this_one(
    cluster: Cluster, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.setattr(ray_cluster, "train", load)
    with pytest.raises(TrainingError, match=r"^run cannot .* lacks a library \(No module named 'torch'\): install on"):
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cluster.address, cores=1)


def test_backend_and_files_are_those_of_the_place_where_the_command_was_started(
    cluster: Cluster, prepared: Path, folds: Folds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "said.csv").write_text(f"picture,{','.join(EXPRESSIONS)}\n{folds.train.names[0]},1,0,0,0,0,0,0\n")
    monkeypatch.chdir(tmp_path)
    run = Run(tmp_path / "runs" / "run")
    recipe = tiny(epochs=1, steps=1, vote_share=0.5, readings=["said.csv"])
    train_members({run: recipe}, prepared, cluster.address, cores=1)
    assert run.finished
    # The recipe stays as it was written: the same command goes on from another folder, too.
    assert run.config().fit.readings == ["said.csv"]


def test_a_port_that_is_no_ray_cluster_is_named_at_once(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


def test_a_cluster_that_is_not_there_is_named(
    class_folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tmp_path / "ensemble.toml"
    member = write_recipe(tmp_path / "member.toml").name
    recipe.write_text(f'[prepare]\nheld_back = 0.3\n[ensemble]\nmembers = ["{member}"]\n')
    command = ["ensemble", str(recipe), "--data", str(class_folders), "--out", str(tmp_path / "out")]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"127.0.0.1:{free.getsockname()[1]}"
    for address in ("nowhere.invalid:6379", "no address", closed):
        assert main([*command, "--cluster", address]) == 2
        assert f"There is no Ray cluster at {address}" in capsys.readouterr().err.strip().splitlines()[-1]


def test_a_member_whose_machine_dies_goes_on_elsewhere(cluster: Cluster, prepared: Path, tmp_path: Path) -> None:
    # Only a machine with two cores can train it: first the one that dies, and then the one that takes its place.
    doomed = cluster.add_node(num_cpus=2)
    ray.init(address=cluster.address, logging_level="ERROR")
    cluster.wait_for_nodes()
    run, epochs = Run(tmp_path / "run"), 12
    with ThreadPoolExecutor(1) as pool:
        training = pool.submit(train_members, {run: tiny(epochs=epochs)}, prepared, cluster.address, cores=2)
        try:
            # The history is written right after the checkpoint.
            while not run.history_file.exists() and not training.done():
                time.sleep(0.02)
            cluster.remove_node(doomed, allow_graceful=False)
            killed = len(run.history())
            successor = cluster.add_node(num_cpus=2)
            training.result()
        finally:
            ray.shutdown()
    cluster.remove_node(successor, allow_graceful=False)
    assert run.finished
    assert killed < epochs, "the machine died too late to prove anything"
    assert [entry["epoch"] for entry in run.history()] == list(range(1, epochs + 1))
