"""Which screen reader runs, as the system's own list of processes tells it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.adapters.desktop.screen_reader import running_screen_reader

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="another system lists no processes so")


@pytest.fixture
def run_as(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Runs a program of any name for the length of a test."""
    sleep = shutil.which("sleep")
    assert sleep
    with ExitStack() as running:

        def run(name: str) -> None:
            program = shutil.copy(sleep, tmp_path / name)
            process = running.enter_context(subprocess.Popen([program, "60"]))
            running.callback(process.kill)
            end = time.monotonic() + 10
            while Path(f"/proc/{process.pid}/comm").read_bytes().strip() != name.encode()[:15]:
                assert time.monotonic() < end, "the program does not bear its name"

        yield run


def test_orca_is_known_by_its_name(run_as: Callable[[str], None]) -> None:
    run_as("orca")
    assert running_screen_reader() == "Orca"


def test_a_name_that_is_cut_within_a_letter_is_no_screen_reader(run_as: Callable[[str], None]) -> None:
    before = running_screen_reader()
    run_as("ä" * 10)
    assert running_screen_reader() == before
