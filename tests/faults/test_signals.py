"""Ctrl+C, SIGTERM and a closed terminal at any moment of any command: it ends soon, in order, and leaves nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.settings import Settings
from assistant.settings_file import default_path, load, save
from tests.helpers.desktop import MISSING, plain_desktop, x_server, xdotool
from tests.helpers.driven_camera import Drive
from tests.helpers.faces import write_film
from tests.helpers.programs import ENDS, PATIENCE, SLACK, Program
from tests.helpers.waiting import wait_for

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="what a process catches is asked of Linux"
)

RUNS = int(os.environ.get("SIGNAL_RUNS", "12"))
"""How many moments are tried, spread over commands and signals; the moments of each number are always the same."""

WINDOW = ()
CONSOLE = (
    ("demo", "--no-window"),
    ("watch", "film.avi", "--no-window"),
    ("events", "film.avi", "--out", "."),
    ("photo", "face.png"),
    ("practice",),
    ("demo",),
)
CASES = [WINDOW, WINDOW, CONSOLE[0], WINDOW, CONSOLE[1], CONSOLE[2], WINDOW, CONSOLE[3], CONSOLE[4], CONSOLE[5]]
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen."""
    if MISSING:
        pytest.skip(f"needs {MISSING}")
    with x_server() as made:
        yield made


@pytest.fixture
def environment(display: str, tmp_path: Path) -> dict[str, str]:
    """A desktop of our own, on which the first steps are done."""
    save(Settings(welcomed=True, language="en"), default_path())
    return plain_desktop(display, tmp_path)


def wait_until_watching(program: Program) -> None:
    """Return as soon as the program catches signals; before that, Python itself is being started."""
    status = Path(f"/proc/{program.process.pid}/status")
    end = time.monotonic() + PATIENCE
    while program.process.poll() is None and not _caught(status) >> (signal.SIGTERM - 1) & 1:
        assert time.monotonic() < end
        time.sleep(0.001)


def _caught(status: Path) -> int:
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines["SigCgt"], 16)


def check(program: Program, code: int, number: int, seconds: float) -> None:
    """It ended soon, in order and without a word, and nothing is left of it."""
    assert code == 128 + number, program.errors
    assert seconds < ENDS + SLACK
    assert not any(sign in program.errors for sign in ("Traceback", "Fatal", "QThread", "Exception")), program.errors
    assert program.leftovers() == []
    settings, complaint = load(default_path())
    assert (settings.welcomed, complaint) == (True, None)
    assert list(default_path().parent.glob("*.part")) == list(default_path().parent.glob(".*.part")) == []


@pytest.mark.parametrize("run", range(RUNS))
def test_it_ends_at_any_moment(run: int, environment: dict[str, str], tmp_path: Path) -> None:
    command, number = CASES[run % len(CASES)], SIGNALS[run % len(SIGNALS)]
    write_film(tmp_path / "film.avi", frames=120, fps=10)
    cv2.imwrite(str(tmp_path / "face.png"), cv2.cvtColor(paint(demo_clip().drawing(0.0), 640, 480), cv2.COLOR_RGB2BGR))
    arguments = [str(tmp_path / word) if word in ("film.avi", "face.png", ".") else word for word in command]
    with Program(*arguments, folder=tmp_path, environment=environment) as program:
        wait_until_watching(program)
        time.sleep(random.Random(run).uniform(0, 5) * random.Random(-run).random())
        if program.process.poll() is None:
            code, seconds = program.end(number)
            if code == 0:  # it was just about to end by itself
                code = 128 + number
            check(program, code, number, seconds)
        assert "Traceback" not in program.errors


@pytest.mark.parametrize("number", SIGNALS)
def test_the_window_closes_in_order(number: int, environment: dict[str, str], tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    drive = Drive(tmp_path / "camera")
    with Program(
        *(str(drive.file), "watch", "0", "--events", str(events), "--frames"),
        folder=tmp_path,
        module="tests.helpers.driven_camera",
        environment=environment,
    ) as program:
        wait_for_lines(events, 20)
        code, seconds = program.end(number)
        check(program, code, number, seconds)
    assert drive.released
    text = events.read_text()
    assert text.endswith("\n")
    assert all(json.loads(line)["time"] >= 0 for line in text.splitlines())


def wait_for_lines(file: Path, count: int) -> None:
    """Return when so many lines are written."""
    wait_for(lambda: file.exists() and file.read_text().count("\n") >= count, f"{count} lines")


def test_a_dialog_that_is_open_keeps_nothing_from_ending(environment: dict[str, str], tmp_path: Path) -> None:
    display = environment["DISPLAY"]
    with Program(folder=tmp_path, environment=environment) as program:
        window = xdotool(display, "search", "--sync", "--onlyvisible", "--name", "Expression Assistant").split()[0]
        xdotool(display, "windowfocus", "--sync", window)
        xdotool(display, "key", "ctrl+o")
        xdotool(display, "search", "--sync", "--onlyvisible", "--name", "video")
        code, seconds = program.end(signal.SIGTERM)
        check(program, code, signal.SIGTERM, seconds)


def test_a_terminal_that_is_closed_under_nohup_ends_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    drive = Drive(tmp_path / "camera")
    arguments = [str(drive.file), "watch", "0", "--no-window", "--speech", "off", "--events", "-"]
    module = "tests.helpers.driven_camera"
    with Program(*arguments, folder=tmp_path, module=module, environment=environment, ignored=signal.SIGHUP) as program:
        program.wait_for_event(kind="face")
        program.process.send_signal(signal.SIGHUP)
        drive.say("unplugged")
        program.wait_for_event(kind="notice")
        code, seconds = program.end(signal.SIGINT)
        check(program, code, signal.SIGINT, seconds)


def test_what_hangs_in_a_library_ends_with_the_process(environment: dict[str, str], tmp_path: Path) -> None:
    """A decoder that does not return: Python never gets to see the signal."""
    drive = Drive(tmp_path / "camera", "lost")
    film = write_film(tmp_path / "film.avi", frames=10)
    arguments = [str(drive.file), "watch", str(film), "--no-window", "--speech", "off"]
    module = "tests.helpers.driven_camera"
    with Program(*arguments, folder=tmp_path, module=module, environment=environment) as program:
        drive.wait_for_reading()
        code, seconds = program.end(signal.SIGINT)
        check(program, code, signal.SIGINT, seconds)


def test_ctrl_c_keeps_what_the_batch_saved(environment: dict[str, str], tmp_path: Path) -> None:
    films = [write_film(tmp_path / f"{name}.avi", frames=120, size=(1280, 720)) for name in "bcde"]
    films.insert(0, write_film(tmp_path / "a.avi", frames=5))
    arguments = ["events", *map(str, films), "--out", str(tmp_path / "out")]
    with Program(*arguments, folder=tmp_path, environment=environment) as program:
        saved = tmp_path / "out" / "a.csv"
        end = time.monotonic() + PATIENCE
        while not saved.exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        code, _ = program.end(signal.SIGINT)
    assert code == 130
    assert [file for file in saved.parent.iterdir() if file.suffix != ".csv"] == []
    assert not (saved.parent / "e.csv").exists()
    assert "Traceback" not in program.errors
    assert program.rest()[-1].startswith("Stopped")
