"""Train the members of an ensemble in an order that their recipes allow, as many at a time as there are workers for."""

from __future__ import annotations

import logging
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Protocol

import keras

from training.config import Config
from training.data.faces import Faces
from training.data.prepared import read_fold
from training.data.sources.readings import readings_of
from training.errors import TrainingError
from training.fit.local_workers import LocalWorkers
from training.fit.member_task import MemberError
from training.fit.requirements import require_fitting_recipe, require_same_recipe
from training.fit.runs import Run
from training.networks import build
from training.recipes import require_files

log = logging.getLogger(__name__)


class Workers(Protocol):
    """Who trains members, here or elsewhere."""

    @property
    def free(self) -> bool:
        """Whether one more member can be started now."""

    def start(self, run: Run, config: Config) -> None:
        """Begin to train a member."""

    def wait(self) -> Run:
        """Wait until one of those that were started is trained, and name it.

        Raises:
            MemberError: it could not be trained.
            TrainingError: its worker died too often.
        """

    def close(self) -> None:
        """End what is still being trained; it can go on from its checkpoints."""


def train_members(recipes: Mapping[Run, Config], data: Path, cluster: str | None = None, cores: int = 2) -> None:
    """Train every member that is not finished or shall learn longer.

    Args:
        recipes: the members.
        data: a prepared set.
        cluster: address of a running Ray cluster, "host:port"; None trains on this machine.
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
    require_files({run.name: config for run, config in waiting.items()})
    _check_recipes(waiting, read_fold(data, "train"))
    workers = _workers(cluster, data, cores)
    training: set[Run] = set()
    try:
        while waiting or training:
            ready = [run for run, config in waiting.items() if _can_start(run, config, {*waiting, *training})]
            for run in ready:
                if workers.free:
                    workers.start(run, waiting.pop(run))
                    training.add(run)
            done = workers.wait()
            training.remove(done)
            log.info("%s is trained, %d to go", done.name, len(training) + len(waiting))
    except MemberError as error:
        if sentence := _failure(error.run, error.cause):
            raise TrainingError(sentence) from error
        raise error.cause from error
    finally:
        workers.close()


def _workers(cluster: str | None, data: Path, cores: int) -> Workers:
    if cluster is None:
        return LocalWorkers(data, cores)
    try:
        from training.fit.cluster import ClusterWorkers
    except ImportError as error:
        raise TrainingError(
            f"Ray cannot be loaded ({error}): install it with 'pip install \"expression-assistant[cluster]\"', or "
            f"leave --cluster out to train on this machine."
        ) from error
    return ClusterWorkers(cluster, data, cores)


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
            readings_of(train.names, config.fit.readings)
        except TrainingError as error:
            raise TrainingError(f"The recipe of {run.name}: {error}") from error


def _can_start(run: Run, config: Config, pending: Container[Run], promised: Container[Run] = ()) -> bool:
    others = [run.beside(name) for name in config.fit.predecessors]
    return all(other not in pending and (other.finished or other in promised) for other in others)


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
