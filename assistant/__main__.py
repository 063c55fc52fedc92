"""`python -m assistant`, installed also as `expression-assistant`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def run() -> int:
    """The command line as a program of its own; returns the exit code."""
    try:
        # The speech process imports this module anew, and needs nothing of what the command line needs.
        from assistant.cli import main  # noqa: PLC0415

        _part_from_native_logs()
        return main()
    except KeyboardInterrupt:  # while it is still being loaded
        return 130


def _part_from_native_logs() -> None:
    """Let only Python write to the user's standard error.

    LiteRT, OpenCV and ALSA log past Python, in their own words, beside our one sentence.
    """
    if sys.stderr is None:  # a windowed program on Windows has none
        return
    sys.stderr.flush()
    ours = os.dup(2)
    sys.stderr = os.fdopen(ours, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


if __name__ == "__main__":
    sys.exit(run())
