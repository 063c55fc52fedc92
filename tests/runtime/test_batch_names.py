"""No two recordings share a file of events."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.runtime.batch_names import _candidates, names_for

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


@pytest.mark.parametrize(("root", "name"), [("E:\\", "E"), ("\\\\server\\photos\\", "photos")])
def test_the_pictures_of_a_whole_drive_of_windows_have_a_name(root: str, name: str) -> None:
    assert set(_candidates(PureWindowsPath(root))) == {name}


def test_a_name_that_is_too_long_with_its_suffix_is_cut(tmp_path: Path) -> None:
    long = [tmp_path / f"{'ä' * 125}{end}.mp4" for end in "xy"]
    names = names_for(long)
    assert len(set(names)) == 2
    for name in names:
        (tmp_path / f"{name}.json").touch()
