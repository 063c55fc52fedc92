"""What the user named is opened as what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.adapters.capture.recordings import FolderSource, Paced, PictureSource
from assistant.adapters.capture.sources import left_out_of, open_source, recording
from assistant.adapters.capture.video_source import VideoSource
from assistant.errors import SourceError
from assistant.expressions import Expression
from assistant.system.left_out import LeftOut
from tests.helpers.closed import close_to_us
from tests.helpers.faces import save_face, write_film


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A film, and a folder of a picture and of notes."""
    write_film(tmp_path / "film.avi", frames=3)
    save_face(tmp_path / "pictures" / "face.png", Expression.HAPPY)
    (tmp_path / "pictures" / "notes.txt").touch()
    return tmp_path


def test_a_folder_a_picture_and_a_film_are_told_apart(folder: Path) -> None:
    for name, kind in (("pictures", FolderSource), ("pictures/face.png", PictureSource), ("film.avi", VideoSource)):
        assert type(recording(folder / name)) is kind
        assert type(open_source(str(folder / name), "fast")) is kind
        assert type(open_source(str(folder / name), "live")) is Paced


def test_a_number_too_long_for_a_camera_is_refused_as_a_file_is() -> None:
    with pytest.raises(SourceError, match=r"9 cannot be read|called 9"):
        open_source("9" * 5000, "fast")


@pytest.mark.parametrize("name", ["", "nowhere", "nowhere/film.avi"])
def test_what_is_not_there_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=rf"called {re.escape(str(Path(name)))}:" if name else "no file"):
        open_source(name, "fast")


def test_what_a_folder_of_pictures_leaves_out_is_told_and_nothing_of_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert left_out_of(str(folder / "pictures")) == (["notes.txt"], [])
    save_face(folder / "pictures" / "more" / "face.png", Expression.HAPPY)
    assert left_out_of(str(folder / "pictures")) == (["notes.txt"], ["more"])
    assert left_out_of(str(folder)) == LeftOut(), "without a picture it is no film"
    assert left_out_of(str(folder / "film.avi")) == left_out_of(str(folder / "nowhere")) == LeftOut()
    close_to_us(folder / "pictures", monkeypatch)
    assert left_out_of(str(folder / "pictures")) == LeftOut()
