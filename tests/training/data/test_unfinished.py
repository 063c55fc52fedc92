"""What is made aside is gone at the end, and what others are still making is left to them."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from training.data.unfinished import held, naming, unfinished


def test_what_is_made_aside_goes_at_the_end_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), unfinished(tmp_path) as made:
        (made / "half").write_text("1")
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())
    with unfinished(tmp_path) as made:
        (made / "whole").write_text("1")
        (made / "whole").rename(tmp_path / "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held on Windows")
def test_the_next_one_removes_what_was_left_and_nothing_that_is_held_or_of_another_name(tmp_path: Path) -> None:
    for name in ("unfinished-left", "unfinished-held", "finished-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "part").touch()
    with held(tmp_path / "unfinished-held") as ours, unfinished(tmp_path) as made:
        assert ours
        assert {path.name for path in tmp_path.iterdir()} == {"unfinished-held", "finished-1", made.name}
    with unfinished(tmp_path):
        assert not (tmp_path / "unfinished-held").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held on Windows")
def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path) as ours, held(tmp_path) as theirs:
        assert (ours, theirs) == (True, False)
    with held(tmp_path) as ours:
        assert ours
    with pytest.raises(FileNotFoundError), held(tmp_path / "nowhere"):
        pass


def test_an_error_that_names_no_file_is_given_one(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught, naming(tmp_path / "pixels.npy"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.filename == str(tmp_path / "pixels.npy")
    with pytest.raises(FileNotFoundError) as caught, naming(tmp_path / "pixels.npy"):
        (tmp_path / "other.npy").read_bytes()
    assert caught.value.filename == str(tmp_path / "other.npy")
