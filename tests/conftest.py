"""What all tests share: the trial material, a private home, and checks of logs and threads after each test."""

from __future__ import annotations

import gc
import importlib.util
import logging
import re
import signal
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.places import ROOT, SHARED

# Speed belongs to benchmarks/: a busy machine fails no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ENDS = 10.0
"""Seconds that a thread may take to end after its test."""

LASTING_THREADS = {
    "ensemble": "runs members beside its caller, and ends with the ensemble",
    "fsspec": "one for the whole process, which Ray's data begins",
    "ray_": "Ray's own, which end with the cluster of the module",
    "pymp-": "multiprocessing's, which end with the process",
    "QueueFeederThread": "multiprocessing's, which ends with its queue",
    "tqdm_monitor": "one for the whole process, which the first progress bar begins",
}
"""How the names of threads begin that outlive tests, with the reason."""


LOGS_OF_LIBRARIES = {
    "^WARNING tensorflow: .* triggered tf.function retracing": "each small network of a test is traced anew",
}
"""Log lines of libraries that mean nothing here, with the reason."""


SLOW = (
    "tests/accessibility",  # a whole desktop with a scripted user
    "tests/faults",  # processes that are broken on purpose, again and again
    "tests/fuzz",
    "tests/runtime/test_demo_events.py",  # the demo from its first frame to its last
    "tests/test_consoles.py",  # every command of the docs on a terminal
    "tests/test_privacy.py",  # every command under strace
    "tests/test_soak.py",
    "tests/training/ensemble",  # networks are trained first
    "tests/training/evaluate",
    "tests/training/fit",
    "tests/training/networks",
    "tests/training/reports",
    "tests/training/test_cli.py",
    "tests/ui",  # windows are built, drawn and used
    "tests/vision/test_behaviour.py",  # films of drawn heads
)
"""Files and folders of which every test is marked `slow`."""


NEEDED = {
    "training": (
        "tests/training",
        "tests/fuzz",
        "tests/faults/test_full_disk_training.py",
        "tests/faults/test_training_files.py",
        "tests/docs/test_code_blocks.py",
        "tests/docs/test_recipes.py",
        "tests/docs/test_reference.py",
    ),
    "cluster": ("tests/training/fit/test_cluster.py",),
}
"""Files and folders that import what an extra installs, or run it."""

MISSING = {
    extra: [name for name in names if importlib.util.find_spec(name) is None]
    for extra, names in {"training": ("tensorflow", "keras", "sklearn"), "cluster": ("ray",)}.items()
}
"""What of the extras is not installed."""


class _Skipped(pytest.Collector):
    """A place whose tests are skipped, since what they import is not installed."""

    extra: str

    def collect(self) -> list[pytest.Item]:
        pytest.skip(f'needs {", ".join(MISSING[self.extra])}: python -m pip install ".[test,{self.extra}]"')


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _skipped(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    place = _place(path)
    extra = next((extra for extra, places in NEEDED.items() if MISSING[extra] and place.startswith(places)), None)
    if extra is None:
        return None
    skipped: _Skipped = _Skipped.from_parent(parent, name=path.name, path=path, nodeid=place)
    skipped.extra = extra
    return skipped


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Leave a folder out before its conftest imports anything."""
    return _skipped(path, parent)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Leave a file out likewise."""
    return _skipped(module_path, parent)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by its place, and begin with those files: no worker waits for a long one at the end.

    Their order is that of a checksum, so that those that wait, for sound or a clock, lie among those that compute.
    """
    for item in items:
        if _place(item.path).startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, zlib.crc32(_place(item.path).encode())))


def pytest_collection_finish() -> None:
    """Spare Python from searching all that was imported for garbage again and again: it stays until the end."""
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    """A shell lets what it runs in the background ignore Ctrl+C, and so would each program that a test starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run in which everything was skipped proves nothing, and must not look like success."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None:
        return  # a worker of pytest-xdist: the process that started it has all results
    if exitstatus == pytest.ExitCode.OK and not session.config.option.collectonly and not terminal.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of trial clips, photos and data that is no part of the project."""
    if not (SHARED / "media").is_dir():
        pytest.skip("needs the trial material in ../shared, which is no part of the project")
    return SHARED


@pytest.fixture(autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    # Windows tells platformdirs by itself where they are, unless they are overridden.
    windows = ("USERPROFILE", "APPDATA", "LOCALAPPDATA", "WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", *windows):
        monkeypatch.setenv(variable, str(home))


@pytest.fixture(autouse=True)
def _expected_logs_only(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a log line at WARNING or above, unless the test is marked `logs` with a pattern that it matches.

    A pattern that nothing matched fails too: it would hide a later line.
    """
    yield
    marks = list(request.node.iter_markers("logs"))
    patterns = [pattern for mark in marks for pattern in mark.args]
    loud = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call", "teardown")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    allowed = (*patterns, *LOGS_OF_LIBRARIES)
    unexpected = [line for line in loud if not any(re.search(pattern, line) for pattern in allowed)]
    assert not unexpected, "log lines that no mark expects:\n" + "\n".join(unexpected)
    required = [pattern for mark in marks if mark.kwargs.get("always", True) for pattern in mark.args]
    missing = [pattern for pattern in required if not any(re.search(pattern, line) for line in loud)]
    assert not missing, f"expected, and never logged: {missing}"


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail on a thread of Python's that a test started and left running."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + ENDS
    for thread in _ours(before):
        thread.join(max(end - time.monotonic(), 0.0))
    assert not (left := _ours(before)), f"threads left running: {[thread.name for thread in left]}"


def _ours(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads that began since; those of Qt, which Python knows as dummies, abort the process themselves."""
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and not isinstance(thread, threading._DummyThread)
        and not thread.name.startswith(tuple(LASTING_THREADS))
    ]
