"""A file is held once, by whomever, until it is closed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.system.file_lock import lock
from tests.helpers.places import ROOT

HOLD = """
import sys
from assistant.system.file_lock import lock
with open(sys.argv[1], "ab") as file:
    lock(file.fileno())
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_file_is_held_until_it_is_closed_and_read_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"words")
    with path.open("ab") as ours, path.open("ab") as others:
        lock(ours.fileno())
        with pytest.raises(BlockingIOError):
            lock(others.fileno())
        assert path.read_bytes() == b"words"
        ours.close()
        lock(others.fileno())


def test_what_another_process_holds_is_free_once_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, tmp_path / "file"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with (tmp_path / "file").open("ab") as ours:
            with pytest.raises(BlockingIOError):
                lock(ours.fileno())
            other.kill()
            other.wait()
            lock(ours.fileno())
