"""Workers of the training that are quicker than real ones. Nothing here loads TensorFlow before it is needed."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import NoReturn

from training.config import Config
from training.fit.member_task import MemberError, train
from training.fit.runs import Run


class WorkersHere:
    """Train one member after the other in this process, for tests of what is done with them afterwards."""

    def __init__(self, data: Path, _cores: int) -> None:
        self._data = data
        self._done: list[tuple[Run, Exception | None]] = []

    @property
    def free(self) -> bool:
        return not self._done

    def start(self, run: Run, config: Config) -> None:
        failure: Exception | None = None
        try:
            train(str(run.folder), config.as_dict(), str(self._data), str(Path.cwd()))
        except Exception as error:
            failure = pickle.loads(pickle.dumps(error))  # as it comes out of another process
        self._done.append((run, failure))

    def wait(self) -> Run:
        run, failure = self._done.pop()
        if failure is not None:
            raise MemberError(run, failure)
        return run

    def close(self) -> None:
        pass


def die(*_: object) -> NoReturn:
    """End the process of a worker at once."""
    os._exit(7)
