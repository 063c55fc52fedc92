"""What tells of a person is readable by its owner only, whatever the umask; what the user opened to others stays so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant import settings_file
from assistant.practice.progress import Progress
from assistant.settings import Settings
from assistant.ui.shell import files
from tests.faults.writers import NOW
from tests.helpers.faces import write_film
from tests.helpers.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there each user's folders are closed to the others")

_OWN = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[1], 8))
from assistant import settings, settings_file
from assistant.practice.progress import Progress
from assistant.ui.shell import files
from assistant.ui.practice.records import default_path
from tests.faults.writers import LEARNER, NOW
from tests.helpers.answers import ANSWER
settings_file.save(settings.Settings(), settings_file.default_path())
progress = Progress(default_path(), NOW)
progress.add_learner(LEARNER)
progress.record(LEARNER, ANSWER)
files.write(Path(sys.argv[2]) / "log.csv", "words")
progress.export_csv(LEARNER, Path(sys.argv[2]) / "answers.csv")
os._exit(0)  # before the journal is gone
"""


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def below(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): mode(path) for path in folder.rglob("*")}


@pytest.mark.parametrize("umask", ["000", "022", "077", "277"])
def test_our_own_files_and_the_folders_that_we_make(umask: str, tmp_path: Path) -> None:
    home, exports = tmp_path / "home", tmp_path / "exports"
    home.mkdir()
    exports.mkdir()
    environment = os.environ | {"HOME": str(home)}
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        environment.pop(variable, None)
    subprocess.run([sys.executable, "-c", _OWN, umask, str(exports)], cwd=ROOT, env=environment, check=True)
    made = below(home)
    kept = {name.rpartition("/")[2] for name in made}
    assert {"settings.json", "practice.sqlite", "practice.sqlite-wal"} <= kept
    wrong = {name: oct(found) for name, found in made.items() if found != (0o700 if (home / name).is_dir() else 0o600)}
    assert wrong == {}
    assert below(exports) == {"log.csv": 0o600, "answers.csv": 0o600}


def run_open(*arguments: str | Path) -> None:
    """A command of ours where everybody may read what is made."""
    text = "import os, runpy, sys; os.umask(0); runpy.run_module('assistant', run_name='__main__', alter_sys=True)"
    subprocess.run([sys.executable, "-c", text, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)


def test_events_that_commands_write(tmp_path: Path) -> None:
    picture, events, out = tmp_path / "blank.png", tmp_path / "events.jsonl", tmp_path / "out"
    picture.write_bytes(cv2.imencode(".png", np.full((60, 80, 3), 90, np.uint8))[1].tobytes())
    run_open("photo", picture, "--events", events)
    assert mode(events) == 0o600
    events.chmod(0o644)
    run_open("photo", picture, "--events", events)
    assert mode(events) == 0o644
    run_open("events", write_film(tmp_path / "film.avi", frames=3), "--out", out)
    assert below(out) == {"film.csv": 0o600}


def test_phrases_that_commands_write(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=30)
    run_open("watch", film, "--no-window", "--pace", "fast", "--speech", tmp_path / "phrases")
    assert below(tmp_path / "phrases") == {"0001.wav": 0o600}


def test_wider_permissions_of_before_are_taken_back_from_our_own_files(tmp_path: Path) -> None:
    chosen, answers = tmp_path / "settings.json", tmp_path / "practice.sqlite"
    settings_file.save(Settings(rate=200), chosen)
    Progress(answers, NOW).close()
    for path in (chosen, answers):
        path.chmod(0o664)
    assert settings_file.load(chosen)[0].rate == 200
    assert mode(chosen) == 0o600
    chosen.chmod(0o664)
    settings_file.save(Settings(rate=210), chosen)
    with Progress(answers, NOW):
        assert set(below(tmp_path).values()) == {0o600}


def test_files_that_the_user_replaces_keep_their_permissions(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    for given in (0o644, 0o640, 0o600):
        path.write_text("old")
        path.chmod(given)
        files.write(path, "new")
        assert (path.read_text(), mode(path)) == ("new", given)


def test_a_link_stays_a_link_to_the_settings(tmp_path: Path) -> None:
    kept, path = tmp_path / "dotfiles" / "settings.json", tmp_path / "config" / "settings.json"
    for folder in (kept.parent, path.parent):
        folder.mkdir()
    path.symlink_to(Path("..", "dotfiles", "settings.json"))
    settings_file.save(Settings(rate=200), path)
    settings_file.save(Settings(rate=210), path)
    assert path.is_symlink()
    assert (mode(kept), settings_file.load(kept)[0].rate, settings_file.load(path)[0].rate) == (0o600, 210, 210)
    kept.write_text("damaged")
    _, complaint = settings_file.load(path)
    assert str(kept.with_suffix(".damaged.json")) in (complaint or "")
    assert path.is_symlink()
    settings_file.save(Settings(rate=220), path)
    assert settings_file.load(kept)[0].rate == 220
