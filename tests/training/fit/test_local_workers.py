"""Members are trained in processes of their own on this machine, which may fail or die."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tests.helpers.network import MISSING, trace
from tests.helpers.places import ROOT
from tests.helpers.workers import die
from tests.training.conftest import tiny
from training.errors import TrainingError
from training.fit import local_workers, member_task
from training.fit.parallel import train_members
from training.fit.runs import Run


def test_what_is_wrong_with_a_member_is_said_as_by_itself(prepared: Path, tmp_path: Path) -> None:
    (tmp_path / "run" / "checkpoint-0001").mkdir(parents=True)
    with pytest.raises(TrainingError, match=r"^The checkpoint \S*checkpoint-0001 is damaged"):
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cores=64)


@pytest.mark.skipif(MISSING, reason="needs strace, which only Linux has: sudo apt-get install strace")
def test_members_are_trained_without_a_port_and_without_a_word_to_anybody(prepared: Path, tmp_path: Path) -> None:
    program = (
        "if __name__ == '__main__':\n"
        "    import sys\n"
        "    from pathlib import Path\n"
        "    from tests.training.conftest import tiny\n"
        "    from training.fit.parallel import train_members\n"
        "    from training.fit.runs import Run\n"
        "    runs = {Run(Path(sys.argv[2]) / name): tiny(epochs=1, steps=1) for name in ('one', 'other')}\n"
        "    train_members(runs, Path(sys.argv[1]), cores=1)\n"
    )
    (tmp_path / "program.py").write_text(program)
    command = [sys.executable, tmp_path / "program.py", prepared, tmp_path / "runs"]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    root = ROOT
    traced = trace(command, tmp_path / "log", environment | {"PYTHONPATH": str(root)}, root)
    assert traced.done.returncode == 0, traced.done.stderr
    assert all(Run(tmp_path / "runs" / name).finished for name in ("one", "other"))
    # urllib3, which a library of the training loads, tries whether this machine knows IPv6 by binding a port to ::1.
    assert traced.addresses == []
    assert not [call for call in traced.sockets if "connect(" in call or "listen(" in call]


def test_a_member_whose_process_dies_goes_on_from_its_checkpoint(prepared: Path, tmp_path: Path) -> None:
    run, epochs = Run(tmp_path / "run"), 10
    killed: list[int] = []

    def kill_when_under_way() -> None:
        # The history is written right after the checkpoint.
        while not run.history_file.exists():
            time.sleep(0.02)
        (child,) = [child for child in multiprocessing.active_children() if child.name == run.name]
        killed.append(len(run.history()))
        child.kill()

    killer = Thread(target=kill_when_under_way, daemon=True)
    killer.start()
    train_members({run: tiny(epochs=epochs)}, prepared, cores=1)
    killer.join()
    assert killed[0] < epochs, "the process died too late to prove anything"
    assert [entry["epoch"] for entry in run.history()] == list(range(1, epochs + 1))


def test_a_process_that_always_dies_is_said(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_workers, "_work", die)
    for module in (local_workers, member_task):
        monkeypatch.setattr(module, "RETRIES", 1)
    with pytest.raises(TrainingError, match=r"^A worker died 2 times \(exit code 7\): see to its machine's memory"):
        train_members({Run(tmp_path / "run"): tiny()}, prepared, cores=64)


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("script", "count"),
    [
        ("#!/bin/sh\necho 'GPU 0: one'; echo 'GPU 1: other'\n", 2),
        ("#!/bin/sh\necho 'no driver' >&2; exit 9\n", 0),
        ("#!/bin/sh\nexec sleep 60\n", 0),
        ("\0", 0),
    ],
    ids=["two", "none", "hangs", "broken"],
)
def test_graphics_processors_are_those_that_the_drivers_tool_lists(
    script: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text(script)
    tool.chmod(0o755)
    monkeypatch.setattr(local_workers, "_TOOL_SECONDS", 2.0)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert local_workers._gpus() == count
