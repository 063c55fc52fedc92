"""Closing always ends soon: whatever a camera, a decoder or a recording keeps a thread waiting for."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.capture.recordings import Paced
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.events import Frame
from assistant.pipeline import Pipeline
from assistant.runtime.source_runner import run_session
from assistant.settings import Settings
from assistant.settings_file import default_path, load, save
from tests.helpers.desktop import MISSING, close_window, plain_desktop, x_server
from tests.helpers.driven_camera import Drive
from tests.helpers.faces import write_film
from tests.helpers.programs import ENDS, PATIENCE, SLACK, Program
from tests.helpers.waiting import wait_for

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="closes windows by X")
TITLE = "Expression Assistant"


class LateFrame:
    """A recording whose second frame comes an hour after its first."""

    returns = False

    def frames(self) -> Iterator[Frame]:
        for moment in (0.0, 3600.0):
            yield Frame(np.full((48, 64, 3), 90, np.uint8), moment)


def test_a_recording_that_waits_for_a_late_frame_is_stopped_at_once() -> None:
    stopped, seen = threading.Event(), threading.Event()
    pipeline = Pipeline(FaceReader(), CuePreferences())
    run = threading.Thread(
        target=run_session,
        args=(Paced(LateFrame()), pipeline, lambda *_: seen.set(), lambda _: None, stopped),
        daemon=True,
    )
    run.start()
    assert seen.wait(PATIENCE)
    stopped.set()
    run.join(ENDS)
    assert not run.is_alive()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A screen of our own, on which the first steps are done."""
    if MISSING:
        pytest.skip(f"needs {MISSING}")
    save(Settings(welcomed=True, language="en"), default_path())
    with x_server() as display:
        yield plain_desktop(display, tmp_path)


def close(program: Program, desktop: dict[str, str], events: Path) -> None:
    """Close the window as the user does; it is gone soon, in order, and has written whole lines."""
    began = time.monotonic()
    close_window(desktop["DISPLAY"], TITLE)
    assert program.wait() == 0
    assert time.monotonic() - began < ENDS + SLACK
    assert program.errors == ""
    assert program.leftovers() == []
    for line in events.read_text().splitlines():
        json.loads(line)


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def wait_for_event(events: Path, kind: str) -> None:
    wait_for(lambda: any(json.loads(line)["kind"] == kind for line in lines(events)), f"a {kind}")


@needs_linux
@pytest.mark.parametrize("fault", ["plays", "hangs", "lost", "stuck", "still", "unplugged"])
def test_the_window_closes_whatever_the_camera_does(fault: str, desktop: dict[str, str], tmp_path: Path) -> None:
    drive, events = Drive(tmp_path / "camera"), tmp_path / "events.jsonl"
    arguments = [str(drive.file), "watch", "0", "--events", str(events)]
    with Program(*arguments, folder=tmp_path, module="tests.helpers.driven_camera", environment=desktop) as program:
        wait_for_event(events, "face")
        drive.say(fault)
        if fault != "plays":
            wait_for_event(events, "notice")
        close(program, desktop, events)


@needs_linux
@pytest.mark.parametrize("source", ["0", "film.avi"])
def test_the_window_closes_while_a_camera_is_opened_or_a_decoder_hangs(
    source: str, desktop: dict[str, str], tmp_path: Path
) -> None:
    drive, events = Drive(tmp_path / "camera", "shut" if source == "0" else "lost"), tmp_path / "events.jsonl"
    if source != "0":
        source = str(write_film(tmp_path / source, frames=5))
    arguments = [str(drive.file), "watch", source, "--events", str(events)]
    with Program(*arguments, folder=tmp_path, module="tests.helpers.driven_camera", environment=desktop) as program:
        if drive.file.read_text() == "shut":
            wait_for_event(events, "notice")
        else:
            drive.wait_for_reading()
        close(program, desktop, events)


@needs_linux
def test_a_camera_that_another_window_reads_is_said_and_both_close(desktop: dict[str, str], tmp_path: Path) -> None:
    save(Settings(welcomed=True, language="en", read_at_start=True), default_path())
    drive = Drive(tmp_path / "camera")
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    module = "tests.helpers.driven_camera"
    with Program(
        *(str(drive.file), "watch", "0", "--events", str(first)), folder=tmp_path, module=module, environment=desktop
    ) as one:
        wait_for_event(first, "face")
        taken = Drive(tmp_path / "taken", "unplugged")
        with Program(
            *(str(taken.file), "watch", "0", "--no-window", "--speech", "off", "--events", str(second)),
            folder=tmp_path / "second",
            module=module,
            environment=desktop,
        ) as other:
            assert other.wait() == 2
            assert len(other.errors.splitlines()) == 1
        close(one, desktop, first)


@needs_linux
def test_the_end_of_the_session_closes_the_window(desktop: dict[str, str], tmp_path: Path) -> None:
    """What the system asks for at logout, where no session manager asks before."""
    drive, events = Drive(tmp_path / "camera"), tmp_path / "events.jsonl"
    arguments = [str(drive.file), "watch", "0", "--events", str(events)]
    with Program(*arguments, folder=tmp_path, module="tests.helpers.driven_camera", environment=desktop) as program:
        wait_for_event(events, "face")
        os.killpg(program.process.pid, signal.SIGTERM)
        assert program.wait() == 143
        assert program.errors == ""
        assert program.leftovers() == []


_ENDED_BESIDE_THE_WINDOW = """
from PySide6.QtCore import QCoreApplication, QTimer
from assistant import app
from assistant.__main__ import run
from tests.helpers.waiting import wait_for
make_qt = app.make_qt
def make():
    qt = make_qt()
    QTimer.singleShot(3000, qt, lambda: QCoreApplication.exit(0))
    return qt
app.make_qt = make
close = app.Application.close
def told(application):
    print("closed", flush=True)
    close(application)
app.Application.close = told
run()
"""


@needs_linux
def test_a_loop_that_ends_without_the_window_ends_everything_too(desktop: dict[str, str], tmp_path: Path) -> None:
    """As a session that is over may have it."""
    script = tmp_path / "ended.py"
    script.write_text(_ENDED_BESIDE_THE_WINDOW)
    environment = desktop | {"PYTHONPATH": str(tmp_path)}
    with Program("demo", folder=tmp_path, module="ended", environment=environment) as program:
        program.wait_for(lambda line: line == "closed\n")
        assert program.wait() == 0
        assert program.errors == ""
        assert program.leftovers() == []


def test_two_at_a_time_leave_whole_settings_the_last_ones(tmp_path: Path) -> None:
    """Two windows that write their settings again and again: what lies there is always whole, and somebody's."""
    path = tmp_path / "settings.json"
    save(Settings(rate=100), path)
    begun = threading.Barrier(2)

    def write(rate: int) -> None:
        begun.wait()
        for _ in range(50):
            save(Settings(rate=rate), path)

    writers = [threading.Thread(target=write, args=(rate,)) for rate in (150, 200)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        settings, complaint = load(path)
        assert complaint is None
        assert settings.rate in (100, 150, 200)
    assert load(path)[0].rate in (150, 200)
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".part"] == []
