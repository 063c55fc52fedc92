"""Watches a program from outside: what it and its children hold, and how long its frames take."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0
"""Seconds that the program may need to start and to end, beyond the time it was given."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the program and its children hold at one moment.

    Attributes:
        time: seconds since the first frame.
        memory: MiB that would be free without them: PSS on Linux, USS elsewhere.
        children_memory: MiB of it that its children hold.
        threads: of all of them.
        handles: open files, sockets and the like of all of them.
        children: how many processes there are beside the first.
    """

    time: float
    memory: float
    children_memory: float
    threads: int
    handles: int
    children: int


@dataclass(frozen=True, slots=True)
class Series:
    """All that was seen of one run.

    Attributes:
        samples: in order of time.
        frames: (seconds since the first frame, milliseconds from the frame to what it told).
        reports: what the program tells of itself, each with the `time` it came.
        exit_code: None where it had to be killed.
        last_words: the end of its standard error.
    """

    samples: list[Sample] = field(default_factory=list)
    frames: list[tuple[float, float]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    exit_code: int | None = None
    last_words: str = ""


def watch(command: Sequence[str], seconds: float, every: float) -> Series:
    """Run a command in a home of its own, and watch it until it ends.

    Args:
        command: writes events as JSON lines to standard output; those of kind "frame" have `milliseconds` by step.
        seconds: for which it should run.
        every: seconds between two samples.
    """
    samples: list[Sample] = []
    frames: list[tuple[float, float]] = []
    reports: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as home, (Path(home) / "errors").open("w+", errors="replace") as errors:
        start = time.monotonic()
        program = subprocess.Popen(
            command, cwd=ROOT, env=_environment(home), stdout=subprocess.PIPE, stderr=errors, encoding="utf-8"
        )
        assert program.stdout is not None
        lines = _lines(program.stdout)
        try:
            process = psutil.Process(program.pid)
            began, due, end = None, float("inf"), start + seconds + _PATIENCE
            while (now := time.monotonic()) < end:
                if began is not None and now >= due:
                    due = now + every
                    if sample := take(process, now - began):
                        samples.append(sample)
                try:
                    line = lines.get(timeout=max(min(due, end) - time.monotonic(), 0.0))
                except queue.Empty:
                    continue
                if line is None:
                    break
                entry = _entry(line)
                moment = time.monotonic()
                if entry.get("kind") == "frame":
                    if began is None:
                        began = due = moment
                    frames.append((moment - began, sum(entry["milliseconds"].values())))
                elif entry.get("kind") == "window" and began is not None:
                    reports.append(entry | {"time": moment - began})
            code = program.wait(max(end - time.monotonic(), 0.0))
        except subprocess.TimeoutExpired:
            code = None
        finally:
            program.kill()
            program.wait()
        errors.seek(0)
        # What it holds while it ends tells nothing.
        running = [sample for sample in samples if sample.time <= frames[-1][0]]
        return Series(running, frames, reports, code, errors.read()[-2000:])


def take(process: psutil.Process, moment: float) -> Sample | None:
    """One sample; None where the program has just ended."""
    try:
        own = _of(process)
        children = process.children(recursive=True)
    except psutil.Error:
        return None
    theirs = []
    for child in children:
        try:
            theirs.append(_of(child))
        except psutil.Error:
            continue  # it has ended since
    memory, threads, handles = (sum(values) for values in zip(own, *theirs, strict=True))
    below = memory - own[0]
    return Sample(round(moment, 2), round(memory, 2), round(below, 2), int(threads), int(handles), len(theirs))


def _of(process: psutil.Process) -> tuple[float, int, int]:
    """MiB, threads and handles of one process."""
    with process.oneshot():
        memory = process.memory_full_info()
        handles = process.num_handles() if sys.platform == "win32" else process.num_fds()
        return getattr(memory, "pss", memory.uss) / 2**20, process.num_threads(), handles


def _environment(home: str) -> Mapping[str, str]:
    """Settings and answers of whoever runs this are neither read nor written."""
    folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    windows = ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA")
    return os.environ | dict.fromkeys((*folders, *windows, "HOME"), home) | {"PYTHONUTF8": "1"}


def _lines(stream: IO[str]) -> queue.SimpleQueue[str | None]:
    """The lines as they come, then None: a pipe cannot be waited for with a deadline on every system."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        with stream:
            for line in stream:
                lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _entry(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}  # a library's words
    return entry if isinstance(entry, dict) else {}
