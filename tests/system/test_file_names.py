"""Names as people and systems give them."""

from __future__ import annotations

import stat
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.system import file_names
from assistant.system.file_names import as_there, is_clutter, is_hidden, is_there, natural_order
from tests.helpers.closed import close_to_us

ORDERS = [
    ["frame1.png", "frame2.png", "frame10.png", "frame100.png"],
    ["1.jpg", "2.jpg", "010.jpg", "11.jpg"],
    ["a.png", "a1.png", "a1b.png", "a1b2.png", "a1b10.png", "b.png"],
    ["IMG 9 (2).JPG", "img 9 (10).jpg", "IMG 10.jpg"],
    ["Bild.png", "Bild 1.png", "Bilder.png"],
    ["2024-1-9.png", "2024-1-10.png", "2024-12-1.png"],
]


@pytest.mark.parametrize("names", ORDERS)
def test_numbers_count_as_numbers(names: list[str]) -> None:
    shuffled = Random(1).sample(names, len(names))
    assert sorted(shuffled, key=natural_order) == names


@given(st.lists(st.text(max_size=8) | st.from_regex(r"[a-b]?[0-9]{0,3}", fullmatch=True), max_size=8, unique=True))
def test_any_names_have_an_order(names: list[str]) -> None:
    ordered = sorted(names, key=natural_order)
    ordered.reverse()
    assert sorted(ordered, key=natural_order) == ordered[::-1]


def test_a_number_longer_than_python_converts() -> None:
    assert natural_order("9" * 5000) < natural_order("1" + "0" * 5000)


@pytest.mark.parametrize(
    "name", ["._a.png", ".DS_Store", "__MACOSX", "Thumbs.db", "THUMBS.DB", "desktop.ini", "@eaDir", "~$notes.docx"]
)
def test_what_systems_add_is_clutter(name: str) -> None:
    assert is_clutter(name)
    assert not is_clutter(f"a{name}")


@pytest.mark.parametrize("attribute", ["st_file_attributes", "st_flags"])
def test_what_windows_and_macos_mark_is_hidden(attribute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name = "a.png"

        def __init__(self, flags: int) -> None:
            self.flags = flags

        def stat(self, *, follow_symlinks: bool) -> object:
            assert not follow_symlinks
            return type("Status", (), {attribute: self.flags})

    monkeypatch.setattr(file_names, "_MARKS", True)
    mark = stat.FILE_ATTRIBUTE_HIDDEN if attribute == "st_file_attributes" else stat.UF_HIDDEN
    assert is_hidden(Entry(mark))
    assert not is_hidden(Entry(0))


def test_a_name_is_found_in_its_other_form(tmp_path: Path) -> None:
    here, there = (unicodedata.normalize(form, "Zoë/déjà vu.png") for form in ("NFC", "NFD"))
    (tmp_path / there).parent.mkdir()
    (tmp_path / there).touch()
    found = as_there(tmp_path / here)
    assert found.samefile(tmp_path / there)
    assert as_there(tmp_path / "Zoë" / "ça.png").name == "ça.png"
    assert as_there(Path("é/è")) == Path("é/è")


def test_without_a_home_its_sign_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names.os.path, "expanduser", lambda path: path)
    assert as_there(Path("~/pictures")) == Path("~/pictures")


def test_a_name_deeper_than_any_folder_is_given_back() -> None:
    deep = Path("/".join("é" * 5000))
    assert as_there(deep) == deep
    assert as_there(deep, any_case=True) == deep


def test_a_name_is_found_in_another_case_where_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "Pictures").mkdir()
    (tmp_path / "Pictures" / "Anna.JPG").touch()
    asked = tmp_path / "pictures" / "anna.jpg"
    assert as_there(asked, any_case=True).exists()
    assert as_there(tmp_path / "pictures" / "ben.jpg", any_case=True).name == "ben.jpg"


def test_the_home_folder_is_known_where_the_shell_was_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    (tmp_path / "a.png").touch()
    assert as_there(Path("~/a.png")) == tmp_path / "a.png"
    assert as_there(Path("~/é.png")) == tmp_path / "é.png"


@pytest.mark.parametrize(
    ("name", "there"), [(".", True), ("file", True), ("file/below", False), ("no", False), ("a\0b", False)]
)
def test_what_is_there_is_told_from_what_is_not(tmp_path: Path, name: str, there: bool) -> None:
    (tmp_path / "file").touch()
    assert is_there(tmp_path / name) is there


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes a name that is too long for one that is not there")
def test_where_nobody_can_tell_what_is_there_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="too long"):
        is_there(tmp_path / ("9" * 5000))
    close_to_us(tmp_path / "closed", monkeypatch)
    with pytest.raises(PermissionError):
        is_there(tmp_path / "closed/film.avi")
