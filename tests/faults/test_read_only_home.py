"""Homes that cannot be written, are not there or are somebody else's: the program starts, says so once, and works."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant import settings_file
from assistant.errors import ProgressError, SettingsError
from assistant.practice.progress import Progress
from assistant.settings import Settings
from tests.faults.writers import LEARNER, NOW
from tests.helpers.answers import ANSWER
from tests.helpers.places import ROOT


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with settings and answers that nobody can write, and where no file can be made."""
    home = tmp_path / "read-only"
    home.mkdir()
    superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    mount = shutil.which("mount")
    if sys.platform == "win32" or (superuser and not mount):
        pytest.skip("nothing is read-only for this user")
    # No permission stops the superuser.
    if superuser and subprocess.run([str(mount), "-t", "tmpfs", "none", home], check=False).returncode:
        pytest.skip("the superuser of this machine may not mount a file system")
    settings_file.save(Settings(rate=200, language="en"), home / "settings.json")
    with Progress(home / "practice.sqlite", NOW) as progress:
        progress.add_learner(LEARNER)
        progress.record(LEARNER, ANSWER)
    if superuser:
        subprocess.run([str(mount), "-o", "remount,ro", home], check=True)
        yield home
        subprocess.run(["umount", home], check=True)
    else:
        for file in home.iterdir():
            file.chmod(0o400)
        home.chmod(0o500)
        yield home
        home.chmod(0o700)


def test_what_is_there_is_read_and_a_change_is_said(read_only: Path) -> None:
    path = read_only / "settings.json"
    assert settings_file.load(path) == (Settings(rate=200, language="en"), None)
    with pytest.raises(SettingsError, match=r"settings\.json cannot be written \(.*\): choose another place"):
        settings_file.save_changes({"rate": 300}, Settings(), path)
    assert settings_file.load(path)[0].rate == 200


def test_answers_are_read_and_new_ones_kept_until_the_end(read_only: Path) -> None:
    path = read_only / "practice.sqlite"
    before = path.read_bytes()
    with Progress(path, NOW) as progress:
        assert progress.notice.startswith(f"Your answers cannot be kept in {path} (")
        assert progress.learners() == (LEARNER,)
        progress.record(LEARNER, ANSWER)
        assert progress.answers(LEARNER) == [ANSWER, ANSWER]
        with pytest.raises(ProgressError, match="cannot be kept"):
            progress.delete_learner(LEARNER)
    assert path.read_bytes() == before
    assert sorted(file.name for file in read_only.iterdir()) == ["practice.sqlite", "settings.json"]


def describe(home: Path, picture: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        environment[variable] = str(home / variable)
    return subprocess.run(
        [sys.executable, "-m", "assistant", "photo", str(picture)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "blank.png"
    path.write_bytes(cv2.imencode(".png", np.full((60, 80, 3), 90, np.uint8))[1].tobytes())
    return path


def test_a_command_in_a_home_that_can_only_be_read(read_only: Path, picture: Path) -> None:
    done = describe(read_only, picture)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No face in view.\n"


def test_a_command_in_a_home_that_is_not_there(tmp_path: Path, picture: Path) -> None:
    done = describe(tmp_path / "nowhere" / "home", picture)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "No face in view.\n")
    assert not (tmp_path / "nowhere").exists()


def test_a_command_in_a_home_that_is_a_file(tmp_path: Path, picture: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")
    done = describe(home, picture)
    assert (done.returncode, done.stdout) == (0, "No face in view.\n")
    assert len(done.stderr.splitlines()) == (0 if sys.platform == "win32" else 1)


def test_settings_that_are_a_folder_are_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    (path / "inside").mkdir(parents=True)
    chosen, complaint = settings_file.load(path)
    assert chosen == Settings()
    assert complaint
    assert (tmp_path / "settings.damaged.json" / "inside").is_dir()
    settings_file.save(Settings(rate=200), path)
    assert settings_file.load(path) == (Settings(rate=200), None)


def test_no_damaged_settings_are_written_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for words in ("first", "second", "third"):
        path.write_text(words)
        settings_file.load(path)
    kept = {file.name: file.read_text() for file in tmp_path.iterdir()}
    names = ("settings.damaged.json", "settings.damaged-2.json", "settings.damaged-3.json")
    assert kept == dict(zip(names, ("first", "second", "third"), strict=True))


def test_answers_that_another_program_holds_are_said_soon_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite"
    with Progress(path, NOW) as progress:
        progress.add_learner(LEARNER)
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProgressError, match=r"database is locked\): close other windows"):
            progress.record(LEARNER, ANSWER)
        with pytest.raises(ProgressError, match="database is locked"):
            Progress(path, NOW)
        holder.execute("COMMIT")
        holder.close()
        progress.record(LEARNER, ANSWER)
        assert progress.answers(LEARNER) == [ANSWER]
    assert [file.name for file in tmp_path.iterdir()] == ["practice.sqlite"]


def test_a_file_that_another_window_is_beginning_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ends = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    ends.start()
    with Progress(path, NOW) as progress:
        assert progress.learners() == ()
    ends.join()
    other.close()


_SECOND = """
import sys
from pathlib import Path
from assistant.practice.progress import Progress
from assistant.settings import Settings
from assistant.settings_file import save_changes
from tests.faults.writers import LEARNER, NOW
from tests.helpers.answers import ANSWER
folder, option, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Progress(folder / "practice.sqlite", NOW) as progress:
    progress.add_learner(LEARNER)
    for number in range(rounds):
        progress.record(LEARNER, ANSWER)
        save_changes({option: 100 + 10 * (number % 2)}, Settings(), folder / "settings.json")
"""


def test_two_instances_write_at_once_and_nothing_is_damaged_or_lost(tmp_path: Path) -> None:
    def write(option: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _SECOND, str(tmp_path), option, "20"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(write, ("rate", "volume")):
            assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "settings.json").read_text())["options"]
    with Progress(tmp_path / "practice.sqlite", NOW) as progress:
        assert progress.notice == ""
        assert progress.answers(LEARNER) == [ANSWER] * 40
    assert sorted(file.name for file in tmp_path.iterdir()) == ["practice.sqlite", "settings.json"]
