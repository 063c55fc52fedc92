"""Train members side by side with Ray, on this machine or on a cluster."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Container, Mapping
from contextlib import chdir, nullcontext
from pathlib import Path
from typing import Any

import keras
import ray
from ray.exceptions import RayError, RayTaskError

from training.config import Config
from training.datasets.faces import Faces
from training.datasets.prepared import read_fold
from training.errors import TrainingError
from training.fit import require_fitting_recipe, require_same_recipe
from training.networks import build
from training.runs import Run

log = logging.getLogger(__name__)

RETRIES = 5
"""How often a member whose worker died starts again from its last checkpoint."""

_PATIENCE = 5.0
_HELLO = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
"""HTTP/2's preface and an empty frame of settings, with which gRPC and so a Ray cluster is greeted."""
_SETTINGS = 4


def train_members(recipes: Mapping[Run, Config], data: Path, cluster: str | None = None, cores: int = 2) -> None:
    """Train every member that is not finished or shall learn longer, as many at a time as the machines have cores for.

    On a cluster, every machine has this package installed and sees `data` and the runs under the same
    paths; that is also what lets a member whose machine died go on elsewhere from its checkpoint.

    Args:
        recipes: the members.
        data: a prepared set.
        cluster: address of a running Ray cluster, "host:port"; None starts one on this machine.
        cores: processor cores for each member.

    Raises:
        TrainingError: the cluster cannot be reached, or a member cannot be trained or followed another recipe.
    """
    for run, config in recipes.items():
        require_same_recipe(config, run)
    waiting = {run: config for run, config in recipes.items() if not _is_done(run, config)}
    if not waiting:
        return
    _check_starts(waiting)
    _check_recipes(waiting, read_fold(data, "train"))
    _check_brought(waiting)
    connected = ray.is_initialized()
    if not connected:
        _connect(cluster)
    try:
        tasks: dict[Any, Run] = {}
        while waiting or tasks:
            pending = {*waiting, *tasks.values()}
            for run in [run for run, config in waiting.items() if _can_start(run, config, pending)]:
                tasks[_start(run, waiting.pop(run), data, cores)] = run
            done, _ = ray.wait(list(tasks))
            run = tasks.pop(done[0])
            ray.get(done[0])
            log.info("%s is trained, %d to go", run.name, len(tasks) + len(waiting))
    except RayTaskError as error:
        if sentence := _failure(run, error.cause):
            raise TrainingError(sentence) from error
        raise
    except RayError as error:
        raise TrainingError(
            f"A worker died {RETRIES + 1} times ({type(error).__name__}): see to its machine's memory and disk, and "
            f"repeat the command; it goes on from the checkpoints."
        ) from error
    finally:
        if not connected:
            ray.shutdown()


def _is_done(run: Run, config: Config) -> bool:
    if not run.finished:
        return False
    before = run.config().fit
    return config.fit.epochs <= before.epochs and config.fit.patience == before.patience


def _check_starts(waiting: Mapping[Run, Config]) -> None:
    left = dict(waiting)
    while left:
        ready = [run for run, config in left.items() if _can_start(run, config, pending=left, promised=waiting)]
        if not ready:
            names = ", ".join(run.name for run in left)
            raise TrainingError(f"{names} should start or learn from a run that is no member: add that to the recipe.")
        for run in ready:
            del left[run]


def _check_recipes(waiting: Mapping[Run, Config], train: Faces) -> None:
    """A mistake in a recipe should be said at once, not hours later, when its member has its turn."""
    for run, config in waiting.items():
        try:
            require_fitting_recipe(config, train)
            # Without values for its weights a network is built at once, and leaves the GPU to the workers.
            with keras.StatelessScope(initialize_variables=False):
                build(config.network, pretrained=False)
        except TrainingError as error:
            raise TrainingError(f"The recipe of {run.name}: {error}") from error


def _check_brought(waiting: Mapping[Run, Config]) -> None:
    """Whoever forgot a file should not learn it hours later, when the member that begins with it has its turn."""
    for run, config in waiting.items():
        weights = config.network.options.get("weights")
        if weights and not Path(weights).is_file():
            raise TrainingError(
                f"{run.name} begins with {weights}, which is not there: put it into the folder from which you start "
                f"the command, or take the member out of the recipe."
            )


def _can_start(run: Run, config: Config, pending: Container[Run], promised: Container[Run] = ()) -> bool:
    others = [run.beside(name) for name in config.fit.predecessors]
    return all(other not in pending and (other.finished or other in promised) for other in others)


def _connect(cluster: str | None) -> None:
    # A cluster that is spoken to in secret understands no open greeting.
    if cluster and os.environ.get("RAY_USE_TLS", "0") == "0":
        _knock(cluster)
    try:
        ray.init(address=cluster or "local", include_dashboard=None if cluster else False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = f"at {cluster}" if cluster else "on this machine"
        advice = "start one there with 'ray start --head'" if cluster else "close other programs and repeat the command"
        raise TrainingError(f"Ray cannot be used {where} ({error}): {advice}.") from error


def _knock(cluster: str) -> None:
    # Ray itself tries for minutes before it says that nobody is there, or that it is somebody else.
    host, _, port = cluster.removeprefix("ray://").rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=_PATIENCE) as line:
            line.settimeout(_PATIENCE)
            line.sendall(_HELLO)
            if line.recv(9)[3:4] != bytes((_SETTINGS,)):
                raise ValueError(cluster)
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"There is no Ray cluster at {cluster}: give host:port of a running one ('ray start --head')."
        ) from error


def _start(run: Run, config: Config, data: Path, cores: int) -> Any:
    most = max(int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"])
    share = min(cores, most)
    task = ray.remote(
        num_cpus=share,
        num_gpus=1 if ray.cluster_resources().get("GPU") else 0,
        max_retries=RETRIES,
        runtime_env={"env_vars": _environment(share)},
    )(_train)
    return task.remote(str(run.folder.resolve()), config.as_dict(), str(data.resolve()), str(Path.cwd()))


def _failure(run: Run, cause: Exception) -> str:
    """What ended a worker, for the person who can do something about it; empty for a defect of the program."""
    if isinstance(cause, TrainingError):
        return str(cause)
    if isinstance(cause, OSError):
        return (
            f"{run.name} cannot be trained, for {cause.filename or 'a file'} cannot be read or written "
            f"({cause.strerror or cause}): see to it and repeat the command; it goes on from the checkpoints."
        )
    if isinstance(cause, ImportError):
        return (
            f"{run.name} cannot be trained, for its machine lacks a library ({cause}): install on every machine what "
            f"is installed here, and repeat the command."
        )
    return ""


def _environment(cores: int) -> dict[str, str]:
    return {
        # A cluster's machines know nothing of what was chosen here.
        "KERAS_BACKEND": keras.backend.backend(),
        "TF_NUM_INTRAOP_THREADS": str(cores),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _train(folder: str, recipe: dict[str, Any], data: str, home: str) -> None:
    from training.config import config_from_dict
    from training.datasets.prepared import read_folds
    from training.fit import fit

    # A recipe names files as they are seen from where the command was started, and Ray starts workers elsewhere.
    with chdir(home) if Path(home).is_dir() else nullcontext():
        fit(config_from_dict(recipe, folder), read_folds(Path(data)), Run(Path(folder)))
