"""Standard output and standard error, whatever encoding the terminal has."""

from __future__ import annotations

import sys


def use_utf8() -> None:
    """Let a sentence or a path in any script reach a terminal or pipe of another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
