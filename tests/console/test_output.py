"""The console says what is read and what is not, in one sentence each."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli import main
from assistant.expressions import Expression
from tests.helpers.faces import save_face

FAST = ("--no-window", "--pace", "fast", "--speech", "off")


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    return sentence


def test_without_a_screen_watching_goes_on_and_the_window_says_how_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("assistant.cli", "assistant.app"):
        monkeypatch.setattr(f"{module}.has_screen", lambda: False)
    save_face(tmp_path / "1.png", Expression.HAPPY)
    assert main(["watch", str(tmp_path / "1.png"), "--pace", "fast"]) == 0
    assert capsys.readouterr().err == "There is no screen here, so this runs on the console.\n"
    for command in ((), ("practice",)):
        assert fails(capsys, *command).startswith("There is no screen to show a window on: use the console with")


def test_what_is_left_out_of_a_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (2, 10):
        save_face(tmp_path / f"frame{number}.jfif", Expression.HAPPY)
    for name in ("._frame2.jfif", "Thumbs.db", "notes.txt"):
        (tmp_path / name).write_bytes(b"no picture")
    for command in (["watch", str(tmp_path), *FAST], ["photo", str(tmp_path)], ["photo", str(tmp_path / "*")]):
        assert main(command) == 0
        told = capsys.readouterr()
        assert told.err == "1 file left out: notes.txt.\n"
        assert "happy" in told.out
    lines = told.out.splitlines()
    assert [Path(line.partition(": ")[0]).name for line in lines] == ["frame2.jfif", "frame10.jfif"]


def test_folders_in_a_folder_are_called_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_face(tmp_path / "more" / "2.png", Expression.SAD)
    words = "1 folder left out: more; to have it read, give that folder itself."
    assert fails(capsys, "photo", str(tmp_path)).endswith(f"holds PNG or JPEG files. {words}")
    save_face(tmp_path / "1.png", Expression.HAPPY)
    for command in (["watch", str(tmp_path), *FAST], ["photo", str(tmp_path)]):
        assert main(command) == 0
        assert capsys.readouterr().err == f"{words}\n"


@pytest.mark.parametrize("command", [("watch", *FAST), ("photo",)])
def test_events_replace_earlier_ones_only_where_there_is_something_to_read(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = tmp_path / "events.jsonl"
    events.write_text("old")
    (tmp_path / "broken.mp4").touch()
    assert "broken.mp4" in fails(capsys, *command, str(tmp_path / "broken.mp4"), "--events", str(events))
    assert events.read_text() == "old"
    save_face(tmp_path / "face.png", Expression.HAPPY)
    assert main([*command, str(tmp_path / "face.png"), "--events", str(events)]) == 0
    assert "old" not in events.read_text()


@pytest.mark.parametrize("command", ["watch", "photo"])
def test_a_picture_of_a_telephone_is_named_with_what_to_do(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "IMG_1.HEIC").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    words = fails(capsys, command, str(tmp_path / "IMG_1.HEIC"), *(FAST if command == "watch" else ()))
    assert "IMG_1.HEIC is a HEIC picture" in words
    assert "save it as JPEG" in words


def test_a_name_with_line_ends_stays_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        for name in ("a\nb.png", "c\x1b[31m.png"):
            save_face(tmp_path / name, Expression.HAPPY)
    except OSError:
        pytest.skip("this system's names have no such signs")
    assert main(["photo", str(tmp_path)]) == 0
    assert [line.partition(": ")[0][-6:] for line in capsys.readouterr().out.splitlines()] == ["?b.png", "1m.png"]
