"""Recordings are found by what users name, and no two share a file of events."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.runtime.batch_names import find_recordings, names_for

parts = st.text("abA.- é2", min_size=1, max_size=4).filter(lambda part: part.strip(". ") != "")


paths = st.lists(parts, min_size=1, max_size=4).map(lambda names: Path("/", *names).with_suffix(".mp4"))


def same_file(name: str) -> str:
    """What a system that minds neither case nor composition makes of a name."""
    return unicodedata.normalize("NFC", name).casefold()


@given(st.lists(paths, max_size=8, unique=True))
def test_no_two_recordings_share_a_file(recordings: list[Path]) -> None:
    names = names_for(recordings)
    assert len({same_file(name) for name in names}) == len(recordings)
    stems = [same_file(path.stem) for path in recordings]
    for path, name in zip(recordings, names, strict=True):
        assert path.stem in name
        if stems.count(same_file(path.stem)) == 1 and not any(same_file(path.stem) in stem for stem in stems):
            assert name == path.stem


@pytest.mark.parametrize(
    ("recordings", "names"),
    [
        (["a/talk.mp4", "a/walk.mp4"], ["talk", "walk"]),
        (["a/talk.mp4", "b/talk.mp4"], ["a - talk", "b - talk"]),
        (["a/talk.mp4", "b/Talk.mp4"], ["a - talk", "b - Talk"]),
        (["a/talk.mp4", "a/talk.avi"], ["talk.mp4", "talk.avi"]),
        (["a/x/talk.mp4", "b/x/talk.mp4"], ["a - x - talk", "b - x - talk"]),
        (["a/talk.mp4", "b/talk.mp4", "a - talk.mp4"], ["root - a - talk.mp4 2", "b - talk", "root - a - talk.mp4 3"]),
    ],
)
def test_names_tell_recordings_apart(recordings: list[str], names: list[str]) -> None:
    assert names_for([Path("/root", path) for path in recordings]) == names


def test_folders_and_patterns_stand_for_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.mp4", "a.MOV", "notes.txt", "deep/c.avi", "odd[1].mp4"):
        (tmp_path / "films" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "films" / name).touch()
    (tmp_path / "album").mkdir()
    (tmp_path / "album" / "1.png").touch()
    monkeypatch.chdir(tmp_path)

    def found(*names: str) -> list[str]:
        return [path.as_posix() for path in find_recordings(names)]

    assert found("films") == ["films/a.MOV", "films/b.mp4", "films/odd[1].mp4"]
    assert found("films/**/*.*4") == ["films/b.mp4", "films/odd[1].mp4"]
    assert found("films/**/*.avi") == ["films/deep/c.avi"]
    assert found("films/odd[1].mp4") == ["films/odd[1].mp4"]
    assert found("album") == ["album"]
    assert found("films/b.mp4", "films", "./films/b.mp4")[0] == "films/b.mp4"
    assert len(found("films/b.mp4", "films", "./films/b.mp4")) == 3
    assert found("none/*.mp4", "missing.mp4") == ["none/*.mp4", "missing.mp4"]


def test_a_link_to_a_recording_that_is_named_too_is_read_once(tmp_path: Path) -> None:
    film, link = tmp_path / "film.mp4", tmp_path / "link.mp4"
    film.touch()
    try:
        link.symlink_to(film)
    except OSError:
        pytest.skip("this system lets us make no links")
    assert find_recordings([str(film), str(link)]) == [film]
    assert find_recordings([str(link), str(film)]) == [link]
