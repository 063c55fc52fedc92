"""Train members side by side on this machine, each in a process of its own: pipes only, no port is opened."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from training.config import Config
from training.fit.member_task import RETRIES, MemberError, died_too_often, environment, train
from training.fit.runs import Run

_TOOL_SECONDS = 30.0  # that NVIDIA's tool may take to answer

_spawn = multiprocessing.get_context("spawn")


@dataclass
class _Worker:
    run: Run
    config: Config
    place: int
    process: SpawnProcess
    connection: Connection
    died: int = 0


class LocalWorkers:
    """As many members at a time as this machine has cores for, or graphics processors where it has some.

    Args:
        data: a prepared set.
        cores: processor cores for each member.
    """

    def __init__(self, data: Path, cores: int) -> None:
        self._data = data
        most = os.cpu_count() or 1
        self._share = min(cores, most)
        self._gpus = _gpus()
        self._places = set(range(self._gpus or max(most // self._share, 1)))
        self._workers: list[_Worker] = []

    @property
    def free(self) -> bool:
        """See `training.fit.parallel.Workers`."""
        return bool(self._places)

    def start(self, run: Run, config: Config) -> None:
        """See `training.fit.parallel.Workers`."""
        place = self._places.pop()
        self._workers.append(_Worker(run, config, place, *self._begin(run, config, place)))

    def wait(self) -> Run:
        """See `training.fit.parallel.Workers`."""
        while True:
            ready = wait([worker.connection for worker in self._workers])
            worker = next(worker for worker in self._workers if worker.connection in ready)
            try:
                failure = worker.connection.recv()
            except (EOFError, OSError):
                self._begin_again(worker)
                continue
            self._end(worker)
            if failure is not None:
                raise MemberError(worker.run, failure)
            return worker.run

    def close(self) -> None:
        """See `training.fit.parallel.Workers`."""
        for worker in self._workers:
            worker.process.kill()
        for worker in [*self._workers]:
            self._end(worker)

    def _begin(self, run: Run, config: Config, place: int) -> tuple[SpawnProcess, Connection]:
        ours, theirs = _spawn.Pipe(duplex=False)
        variables = environment(self._share)
        if self._gpus:
            variables["CUDA_VISIBLE_DEVICES"] = str(place)
        arguments = (str(run.folder.resolve()), config.as_dict(), str(self._data.resolve()), str(Path.cwd()))
        process = _spawn.Process(target=_work, args=(theirs, variables, *arguments), name=run.name, daemon=True)
        process.start()
        theirs.close()  # the process' death must close the pipe
        return process, ours

    def _begin_again(self, worker: _Worker) -> None:
        worker.process.join()
        worker.connection.close()
        worker.died += 1
        if worker.died > RETRIES:
            self._workers.remove(worker)
            raise died_too_often(f"exit code {worker.process.exitcode}")
        worker.process, worker.connection = self._begin(worker.run, worker.config, worker.place)

    def _end(self, worker: _Worker) -> None:
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        self._places.add(worker.place)


def _work(connection: Connection, variables: dict[str, str], *arguments: Any) -> None:
    os.environ.update(variables)  # before anything imports what reads them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl+C, too, and ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    failure: Exception | None = None
    try:
        train(*arguments)
    except Exception as error:
        failure = error
    try:
        connection.send(failure)
    except Exception:  # an exception that cannot be pickled is sent as text
        connection.send(RuntimeError(repr(failure)))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _gpus() -> int:
    """How many graphics processors NVIDIA's own tool lists; each trains one member at a time.

    A tool that hangs or cannot be run, as that of a broken driver, lists none: then the members train on the cores.
    """
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return 0
    try:
        listed = subprocess.run(  # noqa: S603 # a tool of the driver, without a shell
            [tool, "-L"], capture_output=True, text=True, timeout=_TOOL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    return sum(line.startswith("GPU ") for line in listed.stdout.splitlines())
