"""Files are found by what users name: files, folders and patterns, as they have them."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from assistant.runtime.found_files import find_pictures, find_recordings
from assistant.system.left_out import LeftOut


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_folders_and_patterns_stand_for_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, *(f"films/{name}" for name in ("b.mp4", "a.MOV", "notes.txt", "deep/c.avi", "odd[1].mp4")))
    fill(tmp_path, "album/1.png")
    monkeypatch.chdir(tmp_path)

    def found(*names: str) -> list[str]:
        return [path.as_posix() for path in find_recordings(names).files]

    assert found("films") == ["films/a.MOV", "films/b.mp4", "films/odd[1].mp4"]
    assert found("films/**/*.*4") == ["films/b.mp4", "films/odd[1].mp4"]
    assert found("films/**/*.avi") == ["films/deep/c.avi"]
    assert found("films/odd[1].mp4") == ["films/odd[1].mp4"]
    assert found("album") == ["album"]
    assert found("films/b.mp4", "films", "./films/b.mp4")[0] == "films/b.mp4"
    assert len(found("films/b.mp4", "films", "./films/b.mp4")) == 3
    assert found("none/*.mp4", "missing.mp4") == ["none/*.mp4", "missing.mp4"]


@pytest.mark.skipif(sys.platform == "win32", reason="~ is found by other variables there")
def test_a_pattern_in_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In quotes, as a pattern often is, a shell leaves "~" as it is."""
    fill(tmp_path, "holiday/1.jpg", "holiday/2.jpg")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert [path.name for path in find_pictures(["~/holiday/*.jpg"]).files] == ["1.jpg", "2.jpg"]


def test_what_is_left_out_of_a_folder_is_named_and_what_is_hidden_is_not(tmp_path: Path) -> None:
    fill(tmp_path, "clip2.mp4", "clip10.mts", "._clip2.mp4", ".DS_Store", "Thumbs.db", "photo.jpg", "notes.txt")
    found = find_recordings([str(tmp_path)])
    assert [file.name for file in found.files] == ["clip2.mp4", "clip10.mts"]
    assert found.left_out == (["notes.txt", "photo.jpg"], [])
    pictures = find_pictures([str(tmp_path)])
    assert [file.name for file in pictures.files] == ["photo.jpg"]
    assert pictures.left_out == (["clip2.mp4", "clip10.mts", "notes.txt"], [])


def test_a_folder_of_photos_names_what_else_is_in_it(tmp_path: Path) -> None:
    fill(tmp_path, "1.jpg", "2.heic", "notes.txt")
    assert find_recordings([str(tmp_path)]) == ([tmp_path], LeftOut(["2.heic", "notes.txt"], []))


def test_folders_in_a_folder_are_left_out_unless_they_are_named_too(tmp_path: Path) -> None:
    fill(tmp_path, "1.jpg", "more/2.jpg", "deep/er/3.jpg", "films/4.mp4", "notes/5.txt", "more2/6.jpg")

    def left_out(*names: str) -> list[str]:
        return list(find_pictures([str(tmp_path / name) for name in names]).left_out.folders)

    assert left_out(".", ".") == ["deep", "films", "more", "more2"]
    assert left_out(".", "more", "deep/er/3.jpg") == ["films", "more2"]
    assert left_out("1.jpg") == left_out("*.jpg") == left_out("**/*") == []
    (tmp_path / "7.mp4").touch()
    assert find_recordings([str(tmp_path)]).left_out.folders == ["deep", "films", "more", "more2"]
    assert find_recordings([str(tmp_path), str(tmp_path / "deep" / "er")]).left_out.folders == [
        "films",
        "more",
        "more2",
    ]


def test_a_pattern_takes_what_can_be_read_and_what_it_asks_for(tmp_path: Path) -> None:
    fill(tmp_path, "IMG2.JPG", "IMG10.JPG", "notes.txt", "Thumbs.db", "film.xyz", "@eaDir/IMG2.JPG", "README")

    def found(pattern: str) -> list[str]:
        return [file.name for file in find_pictures([str(tmp_path / pattern)]).files]

    assert found("*.jpg") == found("*.JPG") == found("IMG*") == ["IMG2.JPG", "IMG10.JPG"]
    assert found("**/*") == [*found("*.jpg")]
    assert found("*.xyz") == ["film.xyz"]
    assert find_pictures([str(tmp_path / "*.*")]).left_out.files == ["film.xyz", "notes.txt"]
    assert find_pictures([str(tmp_path / "*")]).left_out.files == ["film.xyz", "notes.txt", "README"]


@pytest.mark.parametrize("asked", ["NFC", "NFD"])
@pytest.mark.parametrize("there", ["NFC", "NFD"])
def test_composed_and_decomposed_names_are_one(asked: str, there: str, tmp_path: Path) -> None:
    fill(tmp_path, unicodedata.normalize(there, "Zoë/é1.jpg"))
    for name in ("Zoë/é1.jpg", "Zoë/é*.jpg", "Zoë"):
        (found,) = find_pictures([str(tmp_path / unicodedata.normalize(asked, name))]).files
        assert found.exists()


def test_a_link_to_a_recording_that_is_named_too_is_read_once(tmp_path: Path) -> None:
    film, link = tmp_path / "film.mp4", tmp_path / "link.mp4"
    film.touch()
    try:
        link.symlink_to(film)
    except OSError:
        pytest.skip("this system lets us make no links")
    assert find_recordings([str(film), str(link)]).files == [film]
    assert find_recordings([str(link), str(film)]).files == [link]
