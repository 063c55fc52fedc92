"""Of a folder that is read, nothing is left out silently that somebody may miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.system import left_out
from assistant.system.folder_walk import listing
from assistant.system.left_out import LeftOut, rest_of
from tests.helpers.closed import close_to_us


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def rest(folder: Path) -> LeftOut:
    return rest_of(folder, listing(folder, {".png"}))


def test_folders_count_by_what_is_in_them_at_any_depth(tmp_path: Path) -> None:
    fill(tmp_path, "1.png", "a.txt", "album/2.JPG", "deep/er/still/3.mp4", "notes/b.txt", ".hidden/4.png")
    (tmp_path / "empty" / "called.png").mkdir(parents=True)
    assert rest(tmp_path) == (["a.txt"], ["album", "deep"])


def test_a_folder_of_which_nobody_can_tell_may_be_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_out, "_MOST_LOOKED_AT", 3)
    fill(tmp_path, *(f"full/{number}.txt" for number in range(4)), *(f"notes/{number}.txt" for number in range(3)))
    assert rest(tmp_path).folders == ["full"]
    close_to_us(tmp_path / "notes", monkeypatch)
    assert rest(tmp_path).folders == ["full", "notes"]
