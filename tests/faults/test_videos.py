"""Videos that are cut, gigantic, empty, changing or none at all, read by the real command."""

from __future__ import annotations

import json
import os
import struct
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.helpers.faces import write_film
from tests.helpers.measured import Outcome, run
from tests.helpers.pictures import encoded, huge_picture, write_avi

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured in another way there")

FAST = ("--no-window", "--pace", "fast", "--events", "-")


def watch(file: Path, *options: str) -> Outcome:
    done = run("watch", file, *FAST, *options, patience=30)
    assert done.megabytes < 600
    return done


def test_the_batch_goes_on_past_every_kind_of_bad_file(tmp_path: Path) -> None:
    films = tmp_path / "films"
    films.mkdir()
    write_film(films / "good.avi", frames=20)
    whole = (films / "good.avi").read_bytes()
    names = [b"caf\xe9.avi", "líne\nbreak.avi".encode()] if sys.platform == "linux" else []
    for name in names:
        Path(os.fsdecode(os.fsencode(films) + b"/" + name)).write_bytes(whole)
    (films / "letter.mp4").write_text("Dear reader")
    (films / "playlist.mp4").write_text("#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    (films / "still.mp4").write_bytes(encoded(60, 60))
    write_avi(films / "gigantic.avi", [encoded(9000, 9000)], 64, 48)
    os.mkfifo(films / "pipe.mp4")
    out = tmp_path / "out"
    done = run("events", films, "--out", out, "--format", "json", patience=60)
    assert done.code == 2
    assert done.megabytes < 1000
    assert "Traceback" not in done.err
    complaints = [line for line in done.err.splitlines() if str(films) in line]
    assert len(complaints) == 4
    words = ("9000 × 9000 pixels", "cannot be read as a video", "no ordinary file", "cannot be read as a video")
    for line, word in zip(complaints, words, strict=True):
        assert word in line
    assert len(list(out.iterdir())) == 2 + len(names)


@pytest.mark.parametrize("suffix", ["ts", "mpg"])
def test_a_stream_that_is_cut_is_told_and_a_whole_one_is_not(suffix: str, tmp_path: Path) -> None:
    film = tmp_path / f"film.{suffix}"
    writer = cv2.VideoWriter(str(film), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MPG2"), 25, (320, 240))
    for index in range(50):
        writer.write(np.full((240, 320, 3), 5 * index, dtype=np.uint8))
    writer.release()
    assert watch(film).code == 0
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2 + 1])
    done = watch(film)
    assert "breaks off after " in done.complaint
    assert json.loads(done.out.splitlines()[-1])["text"] == done.complaint


def test_a_video_without_its_end_is_incomplete(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    writer = cv2.VideoWriter(str(film), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"mp4v"), 25, (320, 240))
    for index in range(50):
        writer.write(np.full((240, 320, 3), 5 * index, dtype=np.uint8))
    writer.release()
    film.write_bytes(film.read_bytes()[:-1000])
    assert "is incomplete and cannot be read" in watch(film).complaint


def test_a_frame_that_is_gigantic_from_the_first(tmp_path: Path) -> None:
    film = write_avi(tmp_path / "film.avi", [encoded(14_000, 14_000)] * 2, 64, 48)
    done = watch(film)
    assert "is a video of 14000 × 14000 pixels: up to 33 megapixels" in done.complaint


def test_an_animation_that_claims_a_gigantic_canvas(tmp_path: Path) -> None:
    film = tmp_path / "film.gif"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\0"
    film.write_bytes(b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0xF0, 0, 0) + bytes(6) + 2 * frame + b";")
    assert "film.gif" in watch(film).complaint


def test_frames_of_another_size_or_without_colour_and_empty_ones(tmp_path: Path) -> None:
    plain, wide, grey = encoded(64, 48), encoded(160, 90), encoded(64, 48, channels=1)
    film = write_avi(tmp_path / "film.avi", [plain] * 5 + [wide] * 5 + [b""] + [grey] * 5 + [plain] * 5, 64, 48)
    done = watch(film, "--frames")
    assert done.code == 0
    assert done.out.count('"kind": "frame"') == 20


@pytest.mark.parametrize(("width", "height"), [(64, 1), (1, 64), (1, 1)])
def test_frames_of_a_single_line(width: int, height: int, tmp_path: Path) -> None:
    assert watch(write_avi(tmp_path / "film.avi", [encoded(width, height)] * 5, width, height)).code == 0


def test_a_pipe_is_no_video(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    os.mkfifo(film)
    assert watch(film).complaint.startswith(f"{film} is no ordinary file")


def test_one_picture_is_read_as_a_photo_is(shared: Path) -> None:
    group = shared / "media" / "multi_face.jpg"
    photo, film = (
        [json.loads(line) for line in run(*command).out.splitlines()]
        for command in (("photo", group, "--events", "-"), ("watch", group, *FAST))
    )

    def seen(events: list[dict[str, object]]) -> list[tuple[object, ...]]:
        boxes = {event["face"]: event["box"] for event in events if event["kind"] == "face"}
        told = [event for event in events if event["kind"] == "expression"]
        return sorted((boxes[e["face"]], e["expression"], e["probability"]) for e in told)

    assert len(seen(photo)) == 5
    assert seen(film) == seen(photo)


def test_one_picture_too_large_is_refused_as_a_photo_is(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(huge_picture())
    assert watch(file).complaint == run("photo", file).complaint
