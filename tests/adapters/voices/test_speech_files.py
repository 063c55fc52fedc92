"""Private folders of the voice, and which of those that lie about are removed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from assistant.adapters.voices.speech_files import SpeechFiles, remove_left_behind

LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_a_folder_in_use_is_kept_and_gone_when_it_is_closed(tmp_path: Path) -> None:
    files = SpeechFiles()
    (files.folder / "phrase.wav").write_bytes(b"RIFF")
    os.utime(files.folder, LONG_AGO)
    remove_left_behind(tmp_path)
    assert (files.folder / "phrase.wav").exists()
    files.close()
    assert not list(tmp_path.iterdir())


def test_a_folder_whose_owner_is_dead_is_removed_at_once(tmp_path: Path) -> None:
    folder = _left(tmp_path / "expression-assistant-abcd_123")
    (folder / "lock").touch()
    remove_left_behind(tmp_path)
    assert not folder.exists()


def test_a_folder_without_a_lock_is_given_time_to_get_it(tmp_path: Path) -> None:
    folder = _left(tmp_path / "expression-assistant-0123456789abcdef")
    remove_left_behind(tmp_path)
    assert folder.exists()
    os.utime(folder, LONG_AGO)
    remove_left_behind(tmp_path)
    assert not folder.exists()


@pytest.mark.parametrize(
    "name", ["expression-assistant", "expression-assistant-notes", "my-expression-assistant-12345678"]
)
def test_a_folder_of_another_name_is_not_ours(tmp_path: Path, name: str) -> None:
    folder = _left(tmp_path / name)
    os.utime(folder, LONG_AGO)
    remove_left_behind(tmp_path)
    assert folder.exists()


def test_a_folder_that_holds_anything_else_is_not_ours(tmp_path: Path) -> None:
    folder = _left(tmp_path / "expression-assistant-settings")
    (folder / "diary.txt").touch()
    os.utime(folder, LONG_AGO)
    remove_left_behind(tmp_path)
    assert (folder / "phrase.wav").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make links")
def test_what_a_link_points_to_is_kept(tmp_path: Path) -> None:
    elsewhere = _left(tmp_path / "elsewhere")
    (elsewhere / "lock").touch()
    (tmp_path / "expression-assistant-abcdefgh").symlink_to(elsewhere)
    linked_lock = _left(tmp_path / "expression-assistant-ijklmnop")
    (linked_lock / "lock").symlink_to(elsewhere / "phrase.wav")
    os.utime(linked_lock, LONG_AGO)
    remove_left_behind(tmp_path)
    assert (elsewhere / "phrase.wav").exists()
    assert linked_lock.exists()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_of_another_user_is_kept(tmp_path: Path) -> None:
    folder = _left(tmp_path / "expression-assistant-abcdefgh")
    (folder / "lock").touch()
    os.chown(folder, 65534, 65534)
    remove_left_behind(tmp_path)
    assert folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in its file system")
def test_a_pipe_in_place_of_a_lock_blocks_nobody(tmp_path: Path) -> None:
    folder = _left(tmp_path / "expression-assistant-abcdefgh")
    os.mkfifo(folder / "lock")
    remove_left_behind(tmp_path)
    assert folder.exists()


def test_a_place_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    remove_left_behind(tmp_path / "nowhere")


def _left(folder: Path) -> Path:
    folder.mkdir()
    (folder / "phrase.wav").write_bytes(b"RIFF")
    return folder
