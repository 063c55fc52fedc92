"""All that is kept of a user is found, and nothing else; links are removed, not what they point to."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from assistant.system import own_data


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Where settings, other data and temporary files lie."""
    made = tmp_path / "config", tmp_path / "data", tmp_path / "tmp"
    made[2].mkdir()
    monkeypatch.setattr(own_data, "settings_folder", lambda: made[0])
    monkeypatch.setattr(own_data, "data_folder", lambda: made[1])
    monkeypatch.setattr(tempfile, "tempdir", str(made[2]))
    return made


def test_where_nothing_is_kept_nothing_is_listed(folders: tuple[Path, Path, Path]) -> None:
    (folders[2] / "somebody else's").touch()
    assert own_data.kept() == []


def test_files_come_before_their_folders_and_all_can_be_removed(folders: tuple[Path, Path, Path]) -> None:
    config, data, scratch = folders
    for file in (
        config / "settings.json",
        data / "practice.sqlite",
        scratch / "expression-assistant-abcdefgh" / "lock",
    ):
        file.parent.mkdir()
        file.touch()
    (scratch / "expression-assistant-x1y2z3_4.log").touch()
    (scratch / "other").touch()
    listed = own_data.kept()
    assert listed == [
        *(config / "settings.json", config, data / "practice.sqlite", data),
        *(scratch / "expression-assistant-abcdefgh" / "lock", scratch / "expression-assistant-abcdefgh"),
        scratch / "expression-assistant-x1y2z3_4.log",
    ]
    for path in listed:
        own_data.remove(path)
    assert own_data.kept() == []
    assert [path.name for path in scratch.iterdir()] == ["other"]
    for path in listed:
        own_data.remove(path)  # what has gone meanwhile is no trouble


@pytest.mark.skipif(sys.platform == "win32", reason="making links there needs a right of its own")
def test_what_a_link_points_to_stays(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    config, data, _ = folders
    mine = tmp_path / "dotfiles"
    mine.mkdir()
    (mine / "settings.json").touch()
    config.mkdir()
    (config / "settings.json").symlink_to(mine / "settings.json")
    data.symlink_to(mine)
    for path in own_data.kept():
        own_data.remove(path)
    assert not config.exists()
    assert not data.is_symlink()
    assert (mine / "settings.json").exists()


def test_what_only_begins_as_ours_do_stays(folders: tuple[Path, Path, Path]) -> None:
    for name in ("expression-assistant-notes", "expression-assistant-a holiday", "expression-assistant-abcdefgh.txt"):
        (folders[2] / name).mkdir()
    assert own_data.kept() == []


def test_one_folder_for_both_is_listed_once(folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_data, "data_folder", lambda: folders[0])
    folders[0].mkdir()
    assert own_data.kept() == [folders[0]]
