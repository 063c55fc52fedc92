"""Saving the events of recordings in the window: by keys alone, said and shown, and never in the way of a reading."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.commands import Page
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.shell import files
from assistant.ui.widgets.theme import TARGET
from tests.helpers.faces import write_film
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_for, wait_until


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answers the system's own dialogs for files and folders."""

    def answer(recordings: list[Path], folder: Path) -> None:
        monkeypatch.setattr(files, "choose", lambda *_: recordings)
        monkeypatch.setattr(files, "choose_folder", lambda *_: folder)

    return answer


def focused(application: Application) -> QWidget:
    widget = application.window.focusWidget()
    assert widget is not None
    return widget


def go_to(application: Application, wanted: QWidget) -> None:
    for _ in range(30):
        if focused(application) is wanted:
            return
        QTest.keyClick(focused(application), Qt.Key.Key_Tab)
    raise AssertionError("Tab does not reach it")


def done(application: Application) -> bool:
    return application.batch_page.back.isVisible() and not application.batch_page.stop.isVisible()


def test_events_are_saved_by_keys_alone(
    application: Application, choose: Callable[..., None], shared: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear reader")
    recordings = [Path(shutil.copy(shared / "media" / "single_face.mp4", tmp_path / "smile.mp4")), letter]
    out = tmp_path / "out"
    choose(recordings, out)
    heard = captions(application)
    page = application.batch_page
    press(application, "Ctrl+E")
    wait_until(lambda: heard[-1] == "Recordings: 2. smile.mp4, letter.mp4")
    assert focused(application) is page.begin
    go_to(application, page.place)
    press(application, "Space")
    assert page.place_words.text() == "Folder: out"
    go_to(application, page.form)
    press(application, "Down")
    go_to(application, page.begin)
    press(application, "Space")
    assert focused(application) is page.stop
    wait_until(lambda: not page.stop.isVisible())
    wait_until(lambda: any("saved: 1" in words for words in heard))
    assert [file.name for file in out.iterdir()] == ["smile.json"]
    assert "looks happy" in (out / "smile.json").read_text(encoding="utf-8")
    said = [words for words in heard if "page" not in words][1:]
    assert said[1] == f"Saving the events of recordings: 2, in {out}; the key Ctrl+Shift+E stops it."
    assert "cannot be read as a video" in said[-2]
    assert said[-1] == "Recordings: 2, saved: 1. Trouble with: letter.mp4."
    shown = page.words.text().splitlines()
    assert shown[0] == said[-1]
    assert "cannot be read as a video" in shown[1]
    assert focused(application) is page.back
    press(application, "Space")
    assert application.window.page is Page.CONVERSATION
    assert not page.isVisible()


def test_a_key_stops_it_from_any_page(application: Application, choose: Callable[..., None], tmp_path: Path) -> None:
    films = [write_film(tmp_path / f"{name}.avi", frames=100) for name in "abcdefghij"]
    out = tmp_path / "out"
    choose(films, out)
    heard = captions(application)
    press(application, "Ctrl+E")
    application.batch_page.use_folder(out)
    press(application, "Space")
    wait_until(lambda: list(out.glob("*.csv")))
    press(application, "Ctrl+4")
    press(application, "Ctrl+Shift+E")
    wait_until(lambda: any(words.startswith("Stopped.") for words in heard))
    whole = sorted(file.name for file in out.iterdir())
    assert 1 <= len(whole) < 10
    assert all(name.endswith(".csv") for name in whole)
    assert heard[-1] == f"Stopped. Recordings: {len(whole)}, saved: {len(whole)}."
    press(application, "Ctrl+Shift+E")
    wait_until(lambda: heard[-1] == "No events are being saved.")


def test_it_ends_where_expressions_may_be_read_no_more(
    application: Application, choose: Callable[..., None], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    choose([write_film(tmp_path / f"{name}.avi", frames=100) for name in "abcdefghij"], out)
    heard = captions(application)
    press(application, "Ctrl+E")
    application.batch_page.use_folder(out)
    press(application, "Space")
    wait_until(lambda: list(out.glob("*.csv")))
    application.keeper.set("verbosity", "strong")
    assert application.batch_page.stop.isVisible()
    application.keeper.set("movements_only", True)
    wait_until(lambda: done(application))
    whole = len(list(out.iterdir()))
    assert 1 <= whole < 10
    said = f"Expressions are no longer read, so the saving has ended. Stopped. Recordings: {whole}, saved: {whole}."
    assert heard[-1] == said


def test_it_waits_while_faces_are_read(application: Application, choose: Callable[..., None], tmp_path: Path) -> None:
    out = tmp_path / "out"
    choose([write_film(tmp_path / "film.avi", frames=100)], out)
    heard = captions(application)
    application.reading.use(DrawnSource("live"), "a drawn face")
    wait_until(lambda: application.reading.sight)
    press(application, "Ctrl+E")
    application.batch_page.use_folder(out)
    press(application, "Space")
    wait_until(lambda: any("waits while" in words for words in heard))
    wait_for(1.5)  # nothing is saved meanwhile
    assert list(out.iterdir()) == []
    waits = "The saving waits while faces are being read. Recording 1 of 1: film.avi."
    assert application.batch_page.words.text() == waits
    press(application, "Ctrl+E")
    wait_until(lambda: waits in heard)
    assert application.reading.running
    application.reading.pause()
    wait_until(lambda: list(out.iterdir()))
    wait_until(lambda: heard[-1] == "Recordings: 1, saved: 1.")
    assert any("goes on" in words for words in heard)


def test_pressed_again_it_tells_how_far_it_has_come(
    application: Application, choose: Callable[..., None], tmp_path: Path
) -> None:
    choose([write_film(tmp_path / f"{name}.avi", frames=100) for name in "abcdefghij"], tmp_path)
    heard = captions(application)
    press(application, "Ctrl+E")
    press(application, "Space")
    wait_until(lambda: "Recording 2 of 10" in application.batch_page.words.text())
    press(application, "Ctrl+4")
    press(application, "Ctrl+E")
    wait_until(lambda: "Recording" in heard[-1] or heard[-1].startswith("Saved as"))
    assert application.batch_page.isVisible()


def test_what_came_of_it_while_the_user_was_elsewhere_is_found_again(
    application: Application, choose: Callable[..., None], tmp_path: Path
) -> None:
    letters = [tmp_path / f"{number}.mp4" for number in range(1, 8)]
    for letter in letters:
        letter.write_text("Dear reader")
    choose(letters, tmp_path)
    heard = captions(application)
    page = application.batch_page
    press(application, "Ctrl+E")
    press(application, "Space")
    press(application, "Ctrl+4")
    end = "Recordings: 7, saved: 0. Trouble with: 1.mp4, 2.mp4, 3.mp4, 4.mp4, 5.mp4, …."
    wait_until(lambda: end in heard)
    assert not page.isVisible()
    press(application, "Ctrl+E")
    wait_until(lambda: heard.count(end) == 2)
    assert page.isVisible()
    assert "7.mp4 cannot be read" in page.words.text()
    assert focused(application) is page.back
    press(application, "Ctrl+E")
    wait_until(lambda: heard[-1].startswith("Recordings: 7. 1.mp4"))


def test_many_recordings_that_cannot_be_read_are_no_volley_of_alarms(
    application: Application, choose: Callable[..., None], loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    letters = [tmp_path / f"{number}.mp4" for number in range(40)]
    for letter in letters:
        letter.write_text("Dear reader")
    choose(letters, tmp_path)
    heard = captions(application)
    press(application, "Ctrl+E")
    press(application, "Space")
    wait_until(lambda: heard[-1].startswith("Recordings: 40, saved: 0. Trouble with: 0.mp4"))
    assert len([sound for sound in loudspeaker.asked if sound.startswith("earcon")]) == 1
    assert all(letter.name in application.batch_page.words.text() for letter in letters)


def test_a_folder_that_cannot_be_written_is_said(
    application: Application, choose: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    choose([tmp_path / "film.avi"], tmp_path)
    heard = captions(application)
    press(application, "Ctrl+E")
    application.batch_page.use_folder(tmp_path / "file" / "out")
    press(application, "Space")
    wait_until(lambda: any("cannot be written" in words for words in heard))
    assert application.batch_page.begin.isVisible()


@pytest.mark.parametrize("percent", [100, 300])
def test_every_control_is_named_reached_and_large_enough(
    make_application: Callable[[Settings], Application], choose: Callable[..., None], tmp_path: Path, percent: int
) -> None:
    application = make_application(Settings(welcomed=True, text_percent=percent, language="en"))
    choose([tmp_path / "film.avi"], tmp_path)
    press(application, "Ctrl+E")
    page = application.batch_page
    controls = [page.place, page.form, page.overwrite, page.begin, page.back]
    for control in controls:
        go_to(application, control)
        assert min(control.width(), control.height()) >= TARGET
        assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
    assert page.horizontalScrollBar().maximum() == 0


def test_closing_the_window_ends_it(application: Application, choose: Callable[..., None], tmp_path: Path) -> None:
    choose([write_film(tmp_path / f"{name}.avi", frames=100) for name in "abcdefghij"], tmp_path / "out")
    press(application, "Ctrl+E")
    application.batch_page.use_folder(tmp_path / "out")
    press(application, "Space")
    wait_until(lambda: list((tmp_path / "out").glob("*.csv")))
    application.window.close()
    files = sorted((tmp_path / "out").iterdir())
    QTest.qWait(300)  # nothing more is written
    assert sorted((tmp_path / "out").iterdir()) == files
    assert all(file.read_text().startswith("time,") for file in files)
