from pathlib import Path

import pytest

from assistant.system.folder_walk import TooManyEntriesError, listing, walk
from tests.helpers.closed import close_to_us


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_everything_in_natural_order_but_what_is_hidden(tmp_path: Path) -> None:
    fill(tmp_path, "b/10", "b/2", "a/c/3", "d", ".hidden/1", "__MACOSX/b/2", "b/._2", "a/Thumbs.db")
    (tmp_path / "link").symlink_to(tmp_path)
    names = ["a", "a/c", "a/c/3", "b", "b/2", "b/10", "d", "link"]
    assert [Path(entry.path).relative_to(tmp_path).as_posix() for entry in walk(tmp_path, 8)] == names
    with pytest.raises(TooManyEntriesError):
        list(walk(tmp_path, 7))


def test_links_out_of_a_folder_are_followed_and_each_folder_is_met_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "pool/joy/1", "set/sad/2", "closed/3")
    for link, target in (
        ("set/happy", tmp_path / "pool" / "joy"),
        ("set/sad/up", tmp_path / "set"),
        ("set/sad/self", Path("self")),
        ("pool/joy/there", tmp_path / "set" / "sad"),
        ("set/sad/back", tmp_path / "pool" / "joy"),
        ("set/latest", tmp_path / "set" / "sad"),
        ("set/others", tmp_path / "closed"),
    ):
        (tmp_path / link).symlink_to(target, target_is_directory=True)
    close_to_us(tmp_path / "set" / "others", monkeypatch)
    names = [Path(entry.path).relative_to(tmp_path / "set").as_posix() for entry in walk(tmp_path / "set", 100)]
    assert [name for name in names if name.endswith(("1", "2", "3"))] == ["happy/1", "sad/2"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(walk(tmp_path / "nowhere", 1))


def test_a_listing_names_what_it_does_not_take(tmp_path: Path) -> None:
    fill(tmp_path, "10.PNG", "9.png", "notes.txt", ".DS_Store", "sub/1.png", "IMG.heic")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = listing(tmp_path, {".png"})
    assert [path.name for path in found.taken] == ["9.png", "10.PNG"]
    assert found.left_out == ["IMG.heic", "notes.txt"]
    assert found.folders == ["loop", "sub"]
    with pytest.raises(TooManyEntriesError):
        listing(tmp_path, {".png"}, 3)


def test_links_that_lead_nowhere_cost_no_other_file(tmp_path: Path) -> None:
    fill(tmp_path, "a.png")
    for name in ("b.png", "c.png"):
        (tmp_path / name).symlink_to("b.png" if name == "b.png" else "nowhere")
    found = listing(tmp_path, {".png"})
    assert [path.name for path in found.taken] == ["a.png", "b.png", "c.png"]
    assert found.folders == []
