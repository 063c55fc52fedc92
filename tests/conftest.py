"""What all tests share: the trial material, a private home, and an eye on what a test leaves behind."""

from __future__ import annotations

import logging
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.places import SHARED

# Speed belongs to benchmarks/: a busy machine fails no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ENDS = 10.0
"""Seconds that a thread may take to end after its test."""

THREADS_OF_LIBRARIES = {
    "fsspec": "one for the whole process, which Ray's data begins",
    "ray_": "Ray's own, which end with the cluster of the module",
    "pymp-": "multiprocessing's, which end with the process",
    "QueueFeederThread": "multiprocessing's, which ends with its queue",
    "tqdm_monitor": "one for the whole process, which the first progress bar begins",
}
"""How the names of threads begin that outlive tests, with the reason."""


def pytest_configure() -> None:
    """A shell lets what it runs in the background ignore Ctrl+C, and so would each program that a test starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run in which everything was skipped proves nothing, and must not look like success."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
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
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))


@pytest.fixture(autouse=True)
def _expected_logs_only(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a log line at WARNING or above, unless the test is marked `logs` with a pattern that it matches.

    A pattern that nothing matched fails too: it would hide a later line.
    """
    yield
    patterns = [pattern for mark in request.node.iter_markers("logs") for pattern in mark.args]
    loud = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call", "teardown")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    unexpected = [line for line in loud if not any(re.search(pattern, line) for pattern in patterns)]
    assert not unexpected, "log lines that no mark expects:\n" + "\n".join(unexpected)
    missing = [pattern for pattern in patterns if not any(re.search(pattern, line) for line in loud)]
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
        and not thread.name.startswith(tuple(THREADS_OF_LIBRARIES))
    ]
