"""A prepared set is exchanged whole, in a folder of its own, and nothing else in it is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.striped_faces import write_class_folders
from training.data.prepare import Plan, Source, prepare
from training.data.prepared import is_prepared
from training.errors import TrainingError


def _files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("out", ["faces", "faces/train", "faces/new", ".", "../home/faces"])
@pytest.mark.parametrize("joined", [False, True])
def test_a_set_is_never_written_where_a_source_lies(
    tmp_path: Path, class_folders: Path, out: str, joined: bool
) -> None:
    home = tmp_path / "home"
    faces = write_class_folders(home / "faces", {"train": 8, "validation": 2})
    before = _files(home)
    sources = [Source(class_folders), Source(faces)] if joined else [Source(faces)]
    with pytest.raises(TrainingError, match="are not apart: name a folder elsewhere"):
        prepare(sources, Plan(held_back=0.3), home / out)
    assert _files(home) == before


@pytest.mark.parametrize("name", ["train/happy/1.png", "notes.txt", "set.json", "scratch-pad.txt"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, class_folders: Path, name: str) -> None:
    file = tmp_path / "out" / name
    file.parent.mkdir(parents=True)
    file.write_text("{}")
    with pytest.raises(TrainingError, match="has something in it that is no prepared set"):
        prepare([Source(class_folders)], Plan(held_back=0.3), tmp_path / "out")
    assert _files(tmp_path / "out") == {Path(name): b"{}"}


def test_what_killed_commands_left_goes_once_a_set_is_in_place(tmp_path: Path, class_folders: Path) -> None:
    out = tmp_path / "out"
    for name in ("scratch-1/new/train", "scratch-2/old", "scratch-3"):
        (out / name).mkdir(parents=True)
    (out / "scratch-2" / "pixels.bin").write_bytes(b"1")
    with pytest.raises(TrainingError):
        prepare([Source(class_folders)], Plan(held_back=0.0), out)
    assert len(list(out.iterdir())) == 3
    prepare([Source(class_folders)], Plan(held_back=0.3), out)
    assert is_prepared(out)
    assert not list(out.glob("scratch*"))


def test_only_what_a_command_may_have_left_goes(tmp_path: Path, class_folders: Path) -> None:
    out = tmp_path / "out"
    prepare([Source(class_folders)], Plan(held_back=0.3), out)
    (out / "scratch-pad").mkdir()
    (out / "scratch-pad" / "thoughts.txt").touch()
    prepare([Source(class_folders)], Plan(held_back=0.2), out)
    assert (out / "scratch-pad" / "thoughts.txt").exists()


def _unreadable(folder: Path) -> Path:
    (folder / "bad" / "happy").mkdir(parents=True)
    (folder / "bad" / "happy" / "1.png").write_bytes(b"no picture")
    return folder / "bad"


@pytest.mark.parametrize(
    ("data", "plan", "words"),
    [
        (lambda p: p / "typo", Plan(), "no data set at"),
        (_unreadable, Plan(), r"leaves no face to learn from \(1 unreadable\)"),
        (lambda p: p / "faces", Plan(held_back=0.0), "No face is left for the fold 'held_back'"),
    ],
)
def test_a_set_that_is_there_survives_a_command_that_fails(
    tmp_path: Path, data: Callable[[Path], Path], plan: Plan, words: str
) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 8, "validation": 2})
    prepare([Source(faces)], Plan(held_back=0.3), tmp_path / "out")
    before = _files(tmp_path / "out")
    with pytest.raises(TrainingError, match=words):
        prepare([Source(data(tmp_path))], plan, tmp_path / "out")
    assert _files(tmp_path / "out") == before
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted({path.parts[0] for path in before})


@pytest.mark.parametrize("failing", range(1, 12))
def test_a_set_is_exchanged_as_a_whole_or_not_at_all(
    tmp_path: Path, class_folders: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 8, "validation": 2, "test": 1})
    prepare([Source(faces)], Plan(held_back=0.3), tmp_path / "out")
    before = _files(tmp_path / "out")
    rename, calls = Path.rename, 0

    def fail_once(source: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(13, "in use", str(source))
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(PermissionError):
        prepare([Source(class_folders)], Plan(held_back=0.3), tmp_path / "out")
    assert _files(tmp_path / "out") == before


def test_a_new_set_leaves_nothing_of_the_one_before(tmp_path: Path, class_folders: Path) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 8, "validation": 2, "test": 1})
    for name, data in (("out", faces), ("out", class_folders), ("fresh", class_folders)):
        prepare([Source(data)], Plan(held_back=0.3), tmp_path / name)
    assert _files(tmp_path / "out") == _files(tmp_path / "fresh")
