"""Train members on a running Ray cluster; Ray is loaded for that alone.

A cluster listens on the network, and anyone who reaches its ports can run programs on it (see SECURITY.md).
Without one, members are trained by `training.fit.local_workers`, which listen nowhere.
"""

from __future__ import annotations

import logging
import os
import queue
from pathlib import Path
from typing import Any

# Ray would report what it is used for; it is asked before it is loaded.
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

import grpc  # type: ignore[import-untyped]  # it ships no types
import ray
from ray.exceptions import RayError, RayTaskError

from training.config import Config
from training.errors import TrainingError
from training.fit.member_task import RETRIES, MemberError, died_too_often, environment, train
from training.fit.runs import Run

_PATIENCE = 5.0  # s that a cluster has to answer


class ClusterWorkers:
    """Trains each member on the first machine of a cluster with free cores; Ray queues those that wait.

    Every machine has this package installed and sees `data` and the runs under the same paths; that is also what lets
    a member whose machine died go on elsewhere from its checkpoint.

    Args:
        address: of the cluster, "host:port".
        data: a prepared set.
        cores: processor cores for each member.

    Raises:
        TrainingError: the cluster cannot be reached.
    """

    free = True

    def __init__(self, address: str, data: Path, cores: int) -> None:
        self._data, self._cores = data, cores
        self._tasks: dict[Any, Run] = {}
        self._connected_here = not ray.is_initialized()
        if self._connected_here:
            _connect(address)

    def start(self, run: Run, config: Config) -> None:
        """See `training.fit.parallel.Workers`."""
        most = max(int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"])
        share = min(self._cores, most)
        task = ray.remote(
            num_cpus=share,
            num_gpus=1 if ray.cluster_resources().get("GPU") else 0,
            max_retries=RETRIES,
            runtime_env={"env_vars": environment(share)},
        )(train)
        reference = task.remote(str(run.folder.resolve()), config.as_dict(), str(self._data.resolve()), str(Path.cwd()))
        self._tasks[reference] = run

    def wait(self) -> Run:
        """See `training.fit.parallel.Workers`."""
        done, _ = ray.wait(list(self._tasks))
        run = self._tasks.pop(done[0])
        try:
            ray.get(done[0])
        except RayTaskError as error:
            raise MemberError(run, error.cause) from error
        except RayError as error:
            raise died_too_often(type(error).__name__) from error
        return run

    def close(self) -> None:
        """See `training.fit.parallel.Workers`."""
        if self._connected_here:
            ray.shutdown()


def _connect(address: str) -> None:
    # Ray itself tries for minutes before it gives up. One that uses TLS refuses a plain channel.
    if os.environ.get("RAY_USE_TLS", "0") == "0" and not _answers(address):
        raise TrainingError(
            f"There is no Ray cluster at {address}: give host:port of a running one ('ray start --head')."
        )
    try:
        ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise TrainingError(
            f"Ray cannot be used at {address} ({error}): start one there with 'ray start --head'."
        ) from error


def _answers(address: str) -> bool:
    """Whether a gRPC server, as each Ray cluster has one, listens at "host:port"."""
    target = address.removeprefix("ray://")
    if not target.rpartition(":")[2].isdigit():
        return False
    states: queue.SimpleQueue[grpc.ChannelConnectivity] = queue.SimpleQueue()
    with grpc.insecure_channel(target, options=[("grpc.enable_http_proxy", 0)]) as channel:
        channel.subscribe(states.put, try_to_connect=True)
        try:
            while (state := states.get(timeout=_PATIENCE)) is not grpc.ChannelConnectivity.READY:
                if state is grpc.ChannelConnectivity.TRANSIENT_FAILURE:
                    return False
        except queue.Empty:
            return False
    return True
