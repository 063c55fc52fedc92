"""A full disk behind each file that is written: one sentence that names it, and the old file is whole.

A limit on the size of files stands in for the disk, for anyone may set it: what goes beyond is cut off and refused.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant import settings_file
from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.audio_clip import Clip
from assistant.errors import AudioError, OutputError, ProgressError, SettingsError
from assistant.practice.progress import Progress
from assistant.settings import Settings
from assistant.ui.shell import files
from tests.faults.writers import LEARNER, NOW
from tests.helpers.answers import ANSWER
from tests.helpers.faces import write_film
from tests.helpers.full_disk import room, run_with_room, said
from tests.helpers.places import ROOT


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "blank.png"
    path.write_bytes(cv2.imencode(".png", np.full((60, 80, 3), 90, np.uint8))[1].tobytes())
    return path


def test_events_of_a_clip_are_told_of_and_are_whole_lines(tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    watching = ("demo", "--no-window", "--pace", "fast", "--speech", "off", "--frames", "--events", events)
    done = run_with_room(5000, "assistant", *watching)
    assert said(done) == f"{events} cannot be written (File too large): choose another place."
    assert len(done.stderr.splitlines()) == 1
    text = events.read_text()
    assert 4000 < len(text) < 5000
    assert text.endswith("\n")
    assert all(json.loads(line)["kind"] for line in text.splitlines())


def test_events_of_pictures_are_told_of(blank: Path, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    sentence = said(run_with_room(100, "assistant", "photo", *[blank] * 3, "--events", events))
    assert sentence == f"{events} cannot be written (File too large): choose another place."
    assert events.read_text() == "" or events.read_text().endswith("\n")


def test_of_a_phrase_that_finds_no_room_nothing_stays(tmp_path: Path) -> None:
    folder = SpeechFolder(tmp_path)
    with room(5000), pytest.raises(AudioError, match=r"0001\.wav cannot be written"):
        folder.speech(Clip(np.zeros(5000, np.int16), 22050), 1.0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("target", ["/dev/full", "-"])
def test_a_device_that_is_full(blank: Path, target: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "photo", str(blank), "--events", target],
            cwd=ROOT,
            stdout=full if target == "-" else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    name, advice = ("Standard output", "send it to") if target == "-" else (target, "choose")
    assert done.returncode == 2
    assert done.stderr == f"{name} cannot be written (No space left on device): {advice} another place.\n"


def test_batch_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=40)
    out = tmp_path / "out"
    out.mkdir()
    (out / "film.csv").write_text("old")
    done = run_with_room(20, "assistant", "events", film, "--out", out, "--overwrite")
    assert done.returncode == 2
    assert f"{out / 'film.csv'} cannot be written (File too large): choose another place." in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in out.iterdir()] == ["film.csv"]
    assert (out / "film.csv").read_text() == "old"


def test_batch_reads_nothing_where_there_is_no_room_for_a_byte(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=40)
    done = run_with_room(0, "assistant", "events", film, "--out", tmp_path / "out")
    assert said(done) == f"{tmp_path / 'out'} cannot be written (File too large): choose another place."
    assert "Recording 1" not in done.stdout


def test_settings_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings_file.save(Settings(rate=200), path)
    with room(100), pytest.raises(SettingsError) as raised:
        settings_file.save(Settings(rate=300), path)
    assert str(raised.value).startswith(f"{path} cannot be written (")
    assert settings_file.load(path) == (Settings(rate=200), None)
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_answers_stay_and_go_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite"
    with Progress(path, NOW) as progress:
        progress.add_learner(LEARNER)
        progress.record(LEARNER, ANSWER)
        with room(path.stat().st_size), pytest.raises(ProgressError, match="check that the disk is not full"):
            for _ in range(1000):
                progress.record(LEARNER, ANSWER)
        kept = progress.answers(LEARNER)
        progress.record(LEARNER, ANSWER)
    with Progress(path, NOW) as progress:
        assert progress.notice == ""
        assert progress.answers(LEARNER) == [*kept, ANSWER]


def test_practice_goes_on_in_memory_where_no_file_of_answers_can_be_begun(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite"
    with room(100), Progress(path, NOW) as progress:
        assert progress.notice.startswith(f"Your answers cannot be kept in {path} (")
        progress.add_learner(LEARNER)
        progress.record(LEARNER, ANSWER)
        assert progress.answers(LEARNER) == [ANSWER]
    with Progress(path, NOW) as progress:
        assert progress.notice == ""


def test_exports_leave_the_old_file(tmp_path: Path) -> None:
    saved = tmp_path / "log.csv"
    saved.write_text("old")
    with Progress(tmp_path / "data" / "practice.sqlite", NOW) as progress:
        progress.add_learner(LEARNER)
        with room(10):
            for write in (
                lambda: files.write(saved, "x" * 100),
                lambda: progress.export_csv(LEARNER, saved),
            ):
                with pytest.raises(OutputError, match=r"log\.csv cannot be written"):
                    write()
    assert saved.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "log.csv"]
