"""A camera that hangs, goes, freezes or changes: what is told of it, that it goes on by itself, and that it ends."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.driven_camera import Drive
from tests.helpers.programs import ENDS, SLACK, Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is ended by POSIX signals here")

TOLD = 2.0  # s after which a camera that gives nothing is told as lost
BACK = 3.0  # s after the end of a fault by which everything goes on

SILENT, STILL, LOST, BACK_AGAIN = "does not answer", "stands still", "stopped giving pictures", "The camera is back."


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    """What the camera does."""
    return Drive(tmp_path / "camera")


def watch(drive: Drive, folder: Path) -> Program:
    """A reading of the camera that tells its events."""
    arguments = [str(drive.file), "watch", "0", "--no-window", "--speech", "off", "--events", "-"]
    return Program(*arguments, folder=folder, module="tests.helpers.driven_camera")


@pytest.fixture
def program(drive: Drive, tmp_path: Path) -> Iterator[Program]:
    """A reading in which somebody is in view."""
    with watch(drive, tmp_path) as program:
        program.wait_for_event(kind="face", state="appeared")
        yield program


def end(program: Program) -> None:
    """Ctrl+C."""
    code, seconds = program.end(signal.SIGINT)
    assert (code, program.errors) == (130, "")
    assert seconds < ENDS + SLACK


@pytest.mark.parametrize(
    ("fault", "told"),
    [("hangs", SILENT), ("unplugged", LOST), ("empty", LOST), ("still", STILL)],
)
def test_a_camera_that_gives_nothing_new_is_told_and_back_by_itself(
    program: Program, drive: Drive, fault: str, told: str
) -> None:
    drive.say(fault)
    program.wait_for_event(kind="notice", text=told, seconds=TOLD + SLACK)
    # Who was in view is not claimed to be there any more.
    program.wait_for_event(kind="face", state="left", seconds=SLACK)
    drive.say("plays")
    program.wait_for_event(kind="notice", text=BACK_AGAIN, seconds=BACK + SLACK)
    program.wait_for_event(kind="face", state="appeared", seconds=SLACK)
    end(program)


def test_a_read_that_never_returns_is_left_behind_and_the_camera_opened_anew(program: Program, drive: Drive) -> None:
    drive.say("lost")
    program.wait_for_event(kind="notice", text=SILENT, seconds=TOLD + SLACK)
    drive.say("plays")  # for whoever opens it anew; the read that hangs does not hear of it
    program.wait_for_event(kind="notice", text=BACK_AGAIN, seconds=BACK + SLACK)
    end(program)


def test_letting_go_that_never_returns_keeps_nobody_from_opening_anew(program: Program, drive: Drive) -> None:
    drive.say("stuck")
    program.wait_for_event(kind="notice", text=SILENT, seconds=TOLD + SLACK)
    drive.say("plays")
    program.wait_for_event(kind="notice", text=BACK_AGAIN, seconds=BACK + SLACK)
    end(program)


def test_opening_that_hangs_is_told_and_reading_begins_when_it_ends(drive: Drive, tmp_path: Path) -> None:
    drive.say("shut")
    with watch(drive, tmp_path) as program:
        program.wait_for_event(kind="notice", text=SILENT)
        drive.say("plays")
        program.wait_for_event(kind="notice", text=BACK_AGAIN, seconds=BACK + SLACK)
        end(program)


@pytest.mark.parametrize("fault", ["hangs", "lost", "stuck", "still", "unplugged"])
def test_whatever_the_camera_does_the_program_ends(program: Program, drive: Drive, fault: str) -> None:
    drive.say(fault)
    program.wait_for_event(kind="notice", seconds=TOLD + SLACK)
    end(program)
    assert program.leftovers() == []


def test_a_camera_that_hangs_from_the_start_ends_too(drive: Drive, tmp_path: Path) -> None:
    drive.say("shut")
    with watch(drive, tmp_path) as program:
        program.wait_for_event(kind="notice", text=SILENT)
        end(program)


def test_a_picture_that_stands_still_is_told_once_however_long(program: Program, drive: Drive) -> None:
    drive.say("still")
    program.wait_for_event(kind="notice", text=STILL, seconds=TOLD + SLACK)
    time.sleep(4)  # the camera is opened anew meanwhile
    drive.say("plays")
    told = program.wait_for_event(kind="notice", seconds=BACK + SLACK)
    assert told["text"] == BACK_AGAIN
    end(program)


def test_a_closed_shutter_is_darkness_and_no_picture_that_stands_still(program: Program, drive: Drive) -> None:
    drive.say("black")
    told = program.wait_for_event(kind="notice")
    assert "dark" in told["text"].lower()
    time.sleep(TOLD + 1)
    drive.say("plays")
    following = program.wait_for(lambda line: '"notice"' in line or '"appeared"' in line)
    assert "appeared" in following
    end(program)


@pytest.mark.parametrize("change", ["small", "grey", "slow"])
def test_size_colour_and_rate_may_change_at_any_time(program: Program, drive: Drive, change: str) -> None:
    drive.say(change)
    time.sleep(3)
    drive.say("plays")
    time.sleep(1)
    end(program)
    told = "".join(program.rest())
    assert '"notice"' not in told


def test_a_picture_without_colours_is_read(drive: Drive, tmp_path: Path) -> None:
    drive.say("grey")
    with watch(drive, tmp_path) as program:
        program.wait_for_event(kind="face", state="appeared")
        end(program)
