"""A limit on the size of files stands in for a full disk: what goes beyond is cut off and refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.places import ROOT

resource = pytest.importorskip("resource", reason="this system limits no file's size")


_LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
sys.argv = {arguments!r}
runpy.run_module({package!r}, run_name="__main__", alter_sys=True)
"""


def run_with_room(room: int, package: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of ours that can write no file beyond so many bytes."""
    text = _LIMITED.format(room=room, package=package, arguments=[package, *map(str, arguments)])
    return subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


@contextmanager
def room(limit: int) -> Iterator[None]:
    """Let nothing here write a file beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that failed."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    sentence: str = done.stderr.strip().splitlines()[-1]
    return sentence
