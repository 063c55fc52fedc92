"""How far a command has come: a bar on a terminal, which leaves one line, and our own log lines beside it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Any

from tqdm import tqdm


def progress(things: Iterable[Any] | None, what: str, unit: str, **options: Any) -> Any:
    """The things one by one, with a bar of tqdm's where somebody watches a terminal.

    Args:
        things: what is gone through; None where the bar is told by its `update`.
        what: stands before the bar.
        unit: what is counted.
        options: of tqdm.
    """
    return tqdm(things, desc=what, unit=f" {unit}", disable=not is_watched(), dynamic_ncols=True, **options)


def is_watched() -> bool:
    """Whether standard output and standard error are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr))


class Console(logging.Handler):
    """Shows our log lines above the bar: warnings on standard error, and on standard output how it goes."""

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler`."""
        stream = sys.stderr if record.levelno >= logging.WARNING else sys.stdout
        if stream:  # it may be closed
            tqdm.write(self.format(record), file=stream)
            stream.flush()
