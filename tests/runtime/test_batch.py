"""Saving the events of many recordings: nothing is overwritten, nothing is half, nothing hinders the rest."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.cli import main
from assistant.cues.preferences import CuePreferences
from assistant.errors import OutputError
from assistant.expressions import Expression
from assistant.runtime.batch import (
    Ended,
    Format,
    PhotoRead,
    Underway,
    plan,
    save_events,
)
from assistant.runtime.found_files import find_recordings
from assistant.system.atomic_file import write_atomically
from tests.helpers.closed import close_to_us
from tests.helpers.faces import save_face, write_film
from tests.helpers.pictures import huge_picture
from tests.helpers.places import ROOT


def saved(
    recordings: list[Path], folder: Path, form: Format = Format.CSV, *, overwrite: bool = False, film: bool = False
) -> list[Ended]:
    jobs = plan(recordings, folder, form)
    steps = save_events(FaceReader(), jobs, CuePreferences(), form, overwrite=overwrite, film=film)
    return [step for step in steps if isinstance(step, Ended)]


def test_a_bad_recording_hinders_none_of_the_others(tmp_path: Path) -> None:
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear reader")
    (tmp_path / "empty").mkdir()
    films = [write_film(tmp_path / f"{name}.avi", frames=30) for name in ("first", "last")]
    ends = saved([films[0], letter, tmp_path / "none.mp4", tmp_path / "empty", films[1]], tmp_path / "out")
    assert [end.saved for end in ends] == [True, False, False, False, True]
    complaints = [end.complaint for end in ends]
    assert complaints[0] == complaints[-1] == ""
    for complaint, words in zip(
        complaints[1:-1], ("cannot be read as a video", "no recording called", "no recordings in"), strict=True
    ):
        assert words in complaint
        assert complaint.endswith(".")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["first.csv", "last.csv"]


def test_a_picture_whose_name_is_no_unicode_is_complained_of_like_others(tmp_path: Path) -> None:
    try:
        (tmp_path / "faces").mkdir()
        (tmp_path / "faces" / "b\udce9b.png").write_bytes(b"no picture")
    except OSError:
        pytest.skip("this system's file names are all Unicode")
    cv2.imwrite(str(tmp_path / "faces" / "good.png"), np.zeros((60, 80, 3), np.uint8))
    film = write_film(tmp_path / "film.avi", frames=30)
    bad, good = saved([tmp_path / "faces", film], tmp_path / "out", Format.JSON)
    assert "b?b.png" in (tmp_path / "out" / "faces.json").read_text(encoding="utf-8")
    assert bad.complaint
    assert good.saved


def test_a_picture_that_claims_to_be_huge_hinders_none_of_the_others(tmp_path: Path) -> None:
    for name, content in (("bad", huge_picture()), ("good", cv2.imencode(".png", np.zeros((60, 80, 3), np.uint8))[1])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.png").write_bytes(bytes(content))
    bad, good = saved([tmp_path / "bad", tmp_path / "good"], tmp_path / "out")
    assert "left out: 1.png" in bad.complaint
    assert good.saved
    assert not good.complaint


def test_what_we_may_not_look_at_hinders_none_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = write_film(tmp_path / "film.avi", frames=30)
    (tmp_path / "closed").mkdir()
    close_to_us(tmp_path / "closed", monkeypatch)
    names = [tmp_path / "closed", tmp_path / "closed" / "film.avi", tmp_path / ("x" * 300), film]
    *refused, good = saved(find_recordings(map(str, names)).files, tmp_path / "out")
    assert [end.complaint.endswith("check its name and your permission.") for end in refused] == [True] * 3
    assert good.saved


def test_photos_in_a_folder_are_read_one_by_one_unless_they_are_to_be_a_film(tmp_path: Path) -> None:
    album = tmp_path / "album"
    album.mkdir()
    for number, expression in ((2, Expression.HAPPY), (10, Expression.SURPRISE)):
        save_face(album / f"IMG_{number}.png", expression)
    (album / "notes.txt").write_text("Holiday")
    (end,) = saved([album], tmp_path / "photos")
    assert (end.saved, end.complaint) == (True, "")
    with (tmp_path / "photos" / "album.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "expression"]
    assert [(row["file"], row["expression"]) for row in rows] == [("IMG_2.png", "happy"), ("IMG_10.png", "surprise")]
    assert {row["time"] for row in rows} == {"0.0"}
    (end,) = saved([album], tmp_path / "film", Format.JSON, film=True)
    entries = json.loads((tmp_path / "film" / "album.json").read_text(encoding="utf-8"))
    assert not any("file" in entry for entry in entries)
    assert entries[-1]["time"] > 0.0


def test_each_photo_of_a_folder_counts_whether_it_can_be_read_or_not(tmp_path: Path) -> None:
    album = tmp_path / "album"
    album.mkdir()
    for number in range(1, 4):
        (album / f"{number}.png").write_bytes(b"no picture")
    (job,) = plan([album], tmp_path, Format.CSV)
    steps = save_events(FaceReader(), [job], CuePreferences(), Format.CSV)
    assert [step for step in steps if isinstance(step, PhotoRead)] == [PhotoRead(job, n, 3) for n in (1, 2, 3)]


def test_a_single_photo_is_read_as_those_of_a_folder_are(tmp_path: Path) -> None:
    save_face(tmp_path / "one.png", Expression.HAPPY)
    (end,) = saved([tmp_path / "one.png"], tmp_path / "photos", Format.JSON)
    assert (end.saved, end.complaint) == (True, "")
    entries = json.loads((tmp_path / "photos" / "one.json").read_text(encoding="utf-8"))
    assert {entry["file"] for entry in entries} == {"one.png"}
    assert [entry["expression"] for entry in entries if entry["kind"] == "expression"] == ["happy"]
    (tmp_path / "none.png").write_bytes(b"no picture")
    (end,) = saved([tmp_path / "none.png"], tmp_path / "photos")
    assert not end.saved
    assert "none.png" in end.complaint


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=30)
    target = tmp_path / "film.csv"
    target.write_text("mine")
    (end,) = saved([film], tmp_path)
    assert (end.saved, end.kept) == (False, True)
    assert "is there already" in end.complaint
    assert target.read_text() == "mine"
    (end,) = saved([film], tmp_path, overwrite=True)
    assert end.saved
    assert target.read_text().startswith("time,kind,")


def test_a_file_that_comes_while_its_recording_is_read_is_kept(tmp_path: Path) -> None:
    films = [write_film(tmp_path / f"{name}.avi", frames=30) for name in ("first", "second")]
    ends = []
    for step in save_events(FaceReader(), plan(films, tmp_path, Format.CSV), CuePreferences(), Format.CSV):
        if isinstance(step, Underway) and step.job.number == 1:
            (tmp_path / "first.csv").write_text("mine")
        elif isinstance(step, Ended):
            ends.append(step)
    assert [end.saved for end in ends] == [False, True]
    assert "is there already" in ends[0].complaint
    assert (tmp_path / "first.csv").read_text() == "mine"


def test_what_came_before_a_recording_broke_off_is_saved(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=80)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    (end,) = saved([film], tmp_path, Format.JSON)
    assert end.saved
    assert "breaks off after" in end.complaint
    entries = json.loads((tmp_path / "film.json").read_text(encoding="utf-8"))
    assert entries[-1]["text"] == end.complaint


def test_whoever_asks_no_further_leaves_no_half_file(tmp_path: Path) -> None:
    films = [write_film(tmp_path / f"{name}.avi", frames=30) for name in ("first", "second")]
    out = tmp_path / "out"
    reader = FaceReader()
    steps = save_events(reader, plan(films, out, Format.CSV), CuePreferences(), Format.CSV)
    for step in steps:
        if isinstance(step, Underway) and step.job.number == 2 and step.time > 0.4:
            break
    steps.close()
    assert [file.name for file in out.iterdir()] == ["first.csv"]
    assert (out / "first.csv").read_text().endswith("\n")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "file.csv"
    target.write_text("old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(target, "new " * 100_000)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        plan([tmp_path / "film.mp4"], tmp_path / "file" / "out", Format.CSV)


def test_a_folder_that_takes_no_file_is_said_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(OutputError, match="cannot be written"):
        plan([tmp_path / "film.mp4"], tmp_path, Format.CSV)


@pytest.mark.slow
def test_the_command_saves_what_watching_tells(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = str(shared / "media" / "single_face.mp4")
    lines = tmp_path / "watched.jsonl"
    assert main(["watch", clip, "--no-window", "--pace", "fast", "--speech", "off", "--events", str(lines)]) == 0
    capsys.readouterr()
    for form in ("csv", "json"):
        assert main(["events", clip, "--out", str(tmp_path), "--format", form]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "Recordings: 1, saved: 1."
    assert not told.err
    watched = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    entries = json.loads((tmp_path / "single_face.json").read_text(encoding="utf-8"))
    plain = [
        {name: value for name, value in entry.items() if entry["kind"] != "cue" or name != "probability"}
        for entry in entries
    ]
    assert plain == watched
    with (tmp_path / "single_face.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows] == [entry["kind"] for entry in entries]
    cues = [row for row in rows if row["kind"] == "cue"]
    assert [row["text"] for row in cues] == [entry["text"] for entry in watched if entry["kind"] == "cue"]
    assert "looks happy" in [row["text"] for row in cues]
    assert all(row["face"] == "1" and 0.5 < float(row["probability"]) <= 1 for row in cues)


@pytest.mark.slow
def test_two_clips_of_one_name_twice_give_the_same_files(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, clip in (("monday", "single_face.mp4"), ("tuesday", "no_face.mp4")):
        (tmp_path / folder).mkdir()
        shutil.copy(shared / "media" / clip, tmp_path / folder / "talk.mp4")
    for out in ("first", "second"):
        pattern = str(tmp_path / "*day" / "*.mp4")
        assert main(["events", pattern, "--out", str(tmp_path / out)]) == 0
    names = sorted(file.name for file in (tmp_path / "first").iterdir())
    assert names == ["monday - talk.csv", "tuesday - talk.csv"]
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert "happy" in (tmp_path / "first" / names[0]).read_text()
    assert "happy" not in (tmp_path / "first" / names[1]).read_text()


def test_the_command_fails_where_one_recording_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=3)
    (tmp_path / "letter.mp4").write_text("Dear reader")
    assert main(["events", str(film), str(tmp_path / "letter.mp4"), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr()
    assert len([line for line in told.err.splitlines() if "cannot be read as a video" in line]) == 1
    assert told.out.splitlines()[-1] == "Recordings: 2, saved: 1. Trouble with: letter.mp4."
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["film.csv"]


def test_a_second_run_reads_the_rest_and_says_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    films = [str(write_film(tmp_path / f"{name}.avi", frames=3)) for name in ("first", "second")]
    (tmp_path / "letter.mp4").write_text("Dear reader")
    to = ("--out", str(tmp_path / "out"))
    assert main(["events", films[0], *to]) == 0
    capsys.readouterr()
    assert main(["events", *films, str(tmp_path / "letter.mp4"), *to]) == 2
    told = capsys.readouterr()
    end = "Recordings: 3, saved: 1. There already and left as they are: 1. Trouble with: letter.mp4."
    assert told.out.splitlines()[-1] == end
    assert "first.csv is there already" in told.err
    assert main(["events", *films, *to]) == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_leaves_the_finished_ones(tmp_path: Path) -> None:
    short = write_film(tmp_path / "short.avi", frames=10)
    picture = cv2.imencode(".png", np.zeros((480, 640, 3), dtype=np.uint8))[1].tobytes()
    long = tmp_path / "long"
    long.mkdir()
    for number in range(3000):
        (long / f"{number:04}.png").write_bytes(picture)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "assistant", "events", str(short), str(long), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        # Whoever runs the tests in the background has Ctrl+C ignored, and a child inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads run here
    ) as running:
        assert running.stdout
        told = []
        while not told or "long" not in told[-1]:
            told.append(running.stdout.readline())
        running.send_signal(signal.SIGINT)
        told += running.stdout.readlines()
    assert running.returncode == 130
    assert told[-1] == "Stopped. Recordings: 1, saved: 1.\n"
    assert "Traceback" not in "".join(told)
    assert [file.name for file in out.iterdir()] == ["short.csv"]
