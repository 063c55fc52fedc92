"""What a target is, and what every reader promises about any input."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError
from tests.fuzz.mutators import Mutator
from training.errors import TrainingError

MEGABYTES = 500
"""By which no input may make the process grow."""

SECONDS = 1.0
"""Of processor time that no input may take, where its target allows no more."""


@dataclass(frozen=True)
class Target:
    """A reader, and how to make inputs for it.

    Attributes:
        name: by which it is called, and its folder in `corpus/`.
        file: the name of the file that holds the input.
        read: reads that file to the end, and uses what it found as the program does.
        seeds: gives inputs that the reader takes, of some kilobytes at most.
        mutate: changes an input.
        errors: what `read` may raise, each with a sentence.
        beside: other files that lie in the folder, by name.
        changes: whether what is read may be changed, as a database is.
        seconds: of processor time that no input may take.
    """

    name: str
    file: str
    read: Callable[[Path], object]
    seeds: Callable[[], Sequence[bytes]]
    mutate: Mutator
    errors: tuple[type[Exception], ...] = (AssistantError, TrainingError)
    beside: Callable[[], Mapping[str, bytes]] = field(default=dict)
    changes: bool = False
    seconds: float = SECONDS


class BrokenPromiseError(AssertionError):
    """A promise that a reader did not keep.

    Attributes:
        where: the place in the code, or the promise, by which the same faults are known.
    """

    def __init__(self, words: str, where: str) -> None:
        super().__init__(words)
        self.where = where


class Examiner:
    """Gives inputs to one target, in a folder of its own.

    Args:
        folder: an empty one.
        seconds: of processor time for an input, in place of the target's own.
    """

    def __init__(self, target: Target, folder: Path, seconds: float | None = None) -> None:
        self._target, self._folder, self._seconds = target, folder, seconds or target.seconds
        self._beside = target.beside()
        self._lay_out()
        # The first call also loads libraries, which is no fault of the input.
        path = folder / target.file
        path.write_bytes(target.seeds()[0])
        with contextlib.suppress(*target.errors):
            target.read(path)

    def __call__(self, data: bytes) -> None:
        """Read one input.

        Raises:
            BrokenPromiseError: another error than the documented ones, one without a sentence,
            too much time or memory, or a
                file that was changed by reading.
        """
        target, path = self._target, self._folder / self._target.file
        if target.changes:
            shutil.rmtree(self._folder)
            self._folder.mkdir()
            self._lay_out()
        path.write_bytes(data)
        before, peak, start = _listed(self._folder), _peak_megabytes(), time.process_time()
        try:
            target.read(path)
        except target.errors as error:
            if not str(error).strip():
                raise BrokenPromiseError("An error has no sentence.", f"silent {type(error).__name__}") from error
        except Exception as error:
            raise BrokenPromiseError(f"{type(error).__name__}: {str(error)[:200]}", _place(error)) from error
        seconds, grown = time.process_time() - start, _peak_megabytes() - peak
        if seconds > self._seconds:
            raise BrokenPromiseError(f"It took {seconds:.1f} s.", "time")
        if grown > MEGABYTES:
            raise BrokenPromiseError(f"It took {grown:.0f} MB.", "memory")
        if not target.changes and _listed(self._folder) != before:
            raise BrokenPromiseError("Reading has changed the folder.", "files")

    def _lay_out(self) -> None:
        for name, content in self._beside.items():
            place = self._folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        (self._folder / self._target.file).parent.mkdir(parents=True, exist_ok=True)


def _listed(folder: Path) -> dict[str, tuple[int, int]]:
    with os.scandir(folder) as entries:
        return {entry.name: (entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries}


def _peak_megabytes() -> float:
    """The most memory that the process ever had; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - Windows has none

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _place(error: Exception) -> str:
    """The kind of an error and the last line of ours on its way."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if {"assistant", "training", "readers"} & set(path.parts) and "site-packages" not in path.parts:
            place = f"{path.stem}-{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}-{place}"
