"""Pictures that are none, never end, or claim more than the memory holds: one sentence, and soon."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.helpers.measured import Outcome, run
from tests.helpers.pictures import GIANT_TILE, HUGE, huge_picture, write_long_header

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured in another way there")

GIGABYTE = 1000


def photo(*files: Path | str) -> Outcome:
    done = run("photo", *files)
    assert done.megabytes < GIGABYTE
    return done


def test_each_format_is_refused_by_its_header_and_the_others_are_described(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "good.png"), np.full((100, 100, 3), 90, dtype=np.uint8))
    files = [tmp_path / f"x.{suffix}" for suffix in HUGE]
    for file in files:
        file.write_bytes(HUGE[file.suffix[1:]])
    done = photo(*files, tmp_path / "good.png")
    assert done.code == 2
    assert "good.png: No face in view." in done.out
    lines = done.err.splitlines()
    assert len(lines) == len(files)
    for line, file in zip(lines, files, strict=True):
        assert line.startswith(f"{file} is a picture of ")
        assert " × " in line
        assert line.endswith("so make it smaller.")
    assert done.megabytes < 400


def test_a_picture_of_400_megapixels(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(huge_picture(20_000, 20_000))
    assert "20000 × 20000 pixels: up to 67 megapixels" in photo(file).complaint


def test_a_tile_larger_than_its_picture(tmp_path: Path) -> None:
    file = tmp_path / "x.tif"
    file.write_bytes(GIANT_TILE)
    assert "is no picture that can be read" in photo(file).complaint


def test_a_header_that_would_take_minutes_to_read(tmp_path: Path) -> None:
    done = photo(write_long_header(tmp_path / "x.tif"))
    assert "is no picture that can be read" in done.complaint
    assert done.megabytes < 500


def test_more_bytes_than_opencv_can_count(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    with file.open("wb") as sparse:
        sparse.write(huge_picture(100, 100))
        sparse.truncate(2**31 + 1)
    done = photo(file)
    assert "is 2048 MB in size: pictures of up to 256 MB are read" in done.complaint
    assert done.megabytes < 400


@pytest.mark.parametrize("command", ["photo", "watch"])
def test_what_never_ends_is_refused_at_once(command: str, tmp_path: Path) -> None:
    pipe, address = tmp_path / "pipe.png", tmp_path / "socket.png"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        for file in (pipe, address, Path("/dev/zero"), Path("/dev/random")):
            more = () if command == "photo" else ("--no-window", "--pace", "fast")
            done = run(command, file, *more, patience=20)
            assert done.complaint.startswith(f"{file} is no ordinary file")
            assert done.megabytes < 400


def test_a_folder_without_pictures_says_so(tmp_path: Path) -> None:
    assert photo(tmp_path).complaint.startswith(f"There are no pictures in the folder {tmp_path}")


@pytest.mark.skipif(sys.platform != "linux", reason="files without a size")
def test_a_file_of_the_system_that_tells_no_size() -> None:
    assert "is no picture that can be read" in photo("/proc/self/status").complaint


def test_a_folder_of_pictures_goes_on_past_the_bad_ones(tmp_path: Path) -> None:
    for name in ("a", "c"):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((100, 100, 3), 90, dtype=np.uint8))
    (tmp_path / "b.png").write_bytes(huge_picture())
    os.mkfifo(tmp_path / "d.png")
    done = run("watch", tmp_path, "--no-window", "--pace", "fast", "--events", "-", "--frames", patience=30)
    assert done.complaint.endswith("left out: b.png, d.png.")
    assert done.out.count('"frame"') == 2
    assert done.megabytes < 400
