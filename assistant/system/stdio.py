"""Standard output and standard error, whatever encoding the terminal has."""

from __future__ import annotations

import os
import sys


def use_utf8() -> None:
    """Let a sentence or a path in any script reach a terminal or pipe of another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def silence() -> None:
    """Point standard output nowhere, so that the interpreter can exit although something was left to write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
