"""Which screen reader runs for this user and session, as the system's own list of processes tells it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.adapters.desktop import screen_reader
from assistant.adapters.desktop.screen_reader import ScreenReader, running_screen_reader

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="another system lists no processes so")

Run = Callable[..., None]


@pytest.fixture
def run_as(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a script of any name, as Orca is one, in a session of this test or another one."""
    bus = f"unix:path={tmp_path}/bus"
    screen_reader._asked.cache_clear()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    with ExitStack() as running:

        def run(name: str, version: str = "", changes: Mapping[str, str] = {}) -> None:
            script = tmp_path / name
            script.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "{version}" && exit\nread forever\n')
            script.chmod(0o700)
            process = running.enter_context(
                subprocess.Popen([script], stdin=subprocess.PIPE, env=os.environ | dict(changes))
            )
            running.callback(process.kill)
            end = time.monotonic() + 10
            seen = Path(f"/proc/{process.pid}")
            # The name is there a moment before the command and the environment.
            while (seen / "comm").read_bytes().strip() != name.encode()[:15] or not (seen / "environ").read_bytes():
                assert time.monotonic() < end, "the program does not bear its name"

        yield run


@pytest.mark.parametrize(
    ("version", "name", "announces"),
    [
        ("43.1", "Orca 43.1", False),
        ("44.2", "Orca 44.2", False),
        ("45.0", "Orca 45.0", True),
        ("Orca screen reader version 48.1", "Orca 48.1", True),
        ("no display", "Orca", False),
    ],
)
def test_orca_is_known_by_its_name_and_announcements_by_its_version(
    run_as: Run, version: str, name: str, announces: bool
) -> None:
    run_as("orca", version)
    found = running_screen_reader()
    assert found is not None
    assert (found.name, found.announces) == (name, announces)


def test_an_orca_that_could_not_tell_its_version_yet_is_asked_again(run_as: Run, tmp_path: Path) -> None:
    run_as("orca", "no display")
    assert running_screen_reader() == ScreenReader("Orca", announces=False)
    answering = tmp_path / "answering"
    answering.write_text("#!/bin/sh\necho 48.1\n")
    answering.chmod(0o700)
    answering.replace(tmp_path / "orca")
    assert running_screen_reader() == ScreenReader("Orca 48.1", announces=True, names_sections=True)


@pytest.mark.parametrize(("version", "names"), [("47.3", False), ("48.1", True)])
def test_orca_names_the_page_from_the_version_that_was_heard_to(run_as: Run, version: str, names: bool) -> None:
    run_as("orca", version)
    found = running_screen_reader()
    assert found is not None
    assert found.names_sections is names


def test_the_screen_reader_of_another_session_is_not_ours(run_as: Run) -> None:
    run_as("orca", "48.1", {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/4711/bus"})
    assert running_screen_reader() is None


def test_the_same_bus_is_known_with_and_without_its_identity(run_as: Run) -> None:
    run_as("orca", "48.1", {"DBUS_SESSION_BUS_ADDRESS": f"{os.environ['DBUS_SESSION_BUS_ADDRESS']},guid=12ab"})
    assert running_screen_reader() == ScreenReader("Orca 48.1", announces=True, names_sections=True)


def test_the_screen_reader_of_another_user_is_not_ours(run_as: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run_as("orca", "48.1")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert running_screen_reader() is None


def test_a_name_that_is_cut_within_a_letter_is_no_screen_reader(run_as: Run) -> None:
    run_as("ä" * 10)
    assert running_screen_reader() is None
