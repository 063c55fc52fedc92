"""The photo, log, settings and help pages, and the first steps, in the real window."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.commands import BY_ID, Page
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import OutputError
from assistant.events import Channel, CueEvent, Earcon, ExpressionEvent, NoticeEvent
from assistant.expressions import Expression
from assistant.settings import Settings, Speaker, Theme
from assistant.ui.application import Application
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.pages.first_run_page import STEPS
from assistant.ui.shell import files
from assistant.ui.widgets.passage import Passage
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import wait_until


def cue(time: float, text: str) -> CueEvent:
    return CueEvent(time, 1, text, frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE)


@pytest.fixture
def heard(application: Application) -> list[str]:
    words: list[str] = []
    application.mouthpiece.caption.connect(words.append)
    return words


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    """A picture file of a drawn face."""
    path = tmp_path / "portrait.png"
    cv2.imwrite(str(path), paint(demo_clip().drawing(0.0), 640, 480)[..., ::-1])
    return path


def test_a_picture_is_described_with_its_face(application: Application, portrait: Path, heard: list[str]) -> None:
    application.window.go(Page.PHOTO)
    application.photos.open([portrait])
    wait_until(lambda: "One face in view." in application.photo.words.text())
    assert application.photo.view.isVisible()
    wait_until(lambda: heard[-1] == application.photo.words.text())
    described, before = application.photo.words.text(), len(heard)
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_R)
    wait_until(lambda: heard[before:] == [described])


def test_pictures_are_dropped_many_in_one_go_and_a_broken_one_is_said(
    application: Application, portrait: Path, heard: list[str], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(broken)), QUrl.fromLocalFile(str(portrait))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    application.photo.dropEvent(event)
    wait_until(lambda: any("One face" in words for words in heard))
    # In one answer: each would cut the one before it short.
    assert [words.count(".png") for words in heard] == [0, 2]
    broken_one, portrait_one = application.photo.words.text().splitlines()
    assert "broken.png is no picture that can be read" in broken_one
    assert portrait_one.startswith("portrait.png: One face in view.")


def test_a_picture_is_pasted(application: Application, portrait: Path) -> None:
    application.window.go(Page.PHOTO)
    QGuiApplication.clipboard().setImage(QImage(str(portrait)))
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: "One face in view." in application.photo.words.text())


def test_the_newest_picture_is_described_after_the_one_that_is_being_looked_at(
    application: Application, portrait: Path, heard: list[str], tmp_path: Path
) -> None:
    for path in (tmp_path / "first.png", tmp_path / "second.png", portrait):
        application.photos.open([path])
    wait_until(lambda: "One face in view." in application.photo.words.text())
    assert [words for words in heard if "first.png" in words]
    assert not [words for words in heard if "second.png" in words]


def test_what_was_still_to_be_described_gives_way_to_the_newest(
    application: Application, portrait: Path, heard: list[str], tmp_path: Path
) -> None:
    application.photos.open([tmp_path / f"{number}.png" for number in range(200)])
    application.photos.open([portrait])
    wait_until(lambda: "One face in view." in application.photo.words.text())
    assert not [words for words in heard if "199.png" in words]


def test_models_that_cannot_be_used_are_said_once_of_many_pictures(
    application: Application, portrait: Path, heard: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("assistant.adapters.models.face_reader.folder", lambda _name: tmp_path)
    application.photos.open([portrait, portrait, portrait])
    wait_until(lambda: not application.photos.busy)
    assert [words for words in heard if "ensemble.json" in words] == [application.photo.words.text()]


def test_a_log_that_cannot_be_saved_whole_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "log.json").write_text("old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        files.write(tmp_path / "log.json", "new")
    assert (tmp_path / "log.json").read_text() == "old"


def test_an_empty_clipboard_is_said(application: Application, heard: list[str]) -> None:
    QGuiApplication.clipboard().clear()
    application.photos.paste()
    wait_until(lambda: heard)
    assert "no picture on the clipboard" in heard[-1]


def test_a_picture_of_what_is_being_read_is_described(application: Application) -> None:
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    application.window.go(Page.PHOTO)
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Space)
    wait_until(lambda: "One face in view." in application.photo.words.text())


def test_no_camera_for_a_picture_is_said(application: Application) -> None:
    application.keeper.set("camera", "9")
    application.handlers["take_picture"]()
    wait_until(lambda: "amera" in application.photo.words.text())


def test_pixels_survive_the_way_through_qt() -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    image.setPixelColor(2, 1, "#102030")
    assert pixels_of(image).shape == (2, 3, 3)
    assert pixels_of(image)[1, 2].tolist() == [16, 32, 48]


def test_the_log_is_off_until_it_is_wanted(application: Application) -> None:
    application.log.add(cue(1.0, "looks happy"))
    assert application.log.empty
    application.window.go(Page.LOG)
    assert not application.log.list.isVisible()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Space)
    assert application.keeper.current.log
    application.log.add(cue(61.5, "looks happy"))
    assert application.log.list.item(0).text() == "1:01  looks happy"
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Space)
    assert application.log.empty


def test_the_log_is_searched_and_saved(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application.keeper.set("log", True)
    log = application.log
    log.add(ExpressionEvent(1.0, 1, Expression.HAPPY, 0.91))
    log.add(cue(1.0, 'looks "happy", maybe'))
    log.add(NoticeEvent(2.0, "Too dark."))
    log.search.setText("DARK")
    assert [log.list.item(row).isHidden() for row in range(2)] == [True, False]
    table = list(csv.DictReader(io.StringIO(log.as_text(".csv"))))
    assert [row["kind"] for row in table] == ["expression", "cue", "notice"]
    assert table[1]["text"] == 'looks "happy", maybe'
    for suffix in (".csv", ".jsonl"):
        path = tmp_path / f"log{suffix}"
        monkeypatch.setattr(files, "choose_new", lambda *_, path=path: path)
        application.handlers["save_log"]()
        assert path.read_bytes().decode() == log.as_text(suffix)
    assert [json.loads(line)["time"] for line in log.as_text(".jsonl").splitlines()] == [1.0, 1.0, 2.0]


def test_a_log_that_cannot_be_written_is_said(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: list[str]
) -> None:
    application.keeper.set("log", True)
    application.log.add(cue(1.0, "looks happy"))
    monkeypatch.setattr(files, "choose_new", lambda *_: tmp_path / "no folder" / "log.csv")
    application.handlers["save_log"]()
    wait_until(lambda: heard)
    assert "cannot be written" in heard[-1]


def test_settings_are_exported_and_imported(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "taken along.json"
    monkeypatch.setattr(files, "choose_new", lambda *_: path)
    monkeypatch.setattr(files, "choose", lambda *_: [path])
    application.keeper.set("rate", 250)
    application.documents.export_settings()
    application.adjusting.reset()
    assert application.keeper.current.rate == Settings().rate
    application.documents.import_settings()
    assert application.keeper.current.rate == 250


def test_a_choice_is_in_force_at_once_and_undone(application: Application) -> None:
    row = next(row for row in application.settings.findChildren(QWidget) if row.accessibleName() == "Theme")
    row.setCurrentIndex(row.findData(Theme.WHITE_ON_BLACK))
    row.activated.emit(row.currentIndex())
    assert application.keeper.current.theme is Theme.WHITE_ON_BLACK
    assert application.window.grab().toImage().pixelColor(2, 200).name() == "#000000"
    application.adjusting.undo()
    assert row.currentData() == Theme.SYSTEM


def test_a_key_that_another_command_has_is_refused_by_name(application: Application, heard: list[str]) -> None:
    application.settings.keys.give(BY_ID["mute"], "R")
    wait_until(lambda: heard)
    assert heard[-1] == "R is already the key for: Repeat."
    assert application.keeper.current.keys == {}
    application.settings.keys.give(BY_ID["mute"], "X")
    assert application.keeper.current.keys == {"mute": "X"}


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_CapsLock])
def test_a_key_that_serves_to_move_about_or_a_screen_reader_is_refused(
    application: Application, heard: list[str], key: Qt.Key
) -> None:
    QTimer.singleShot(50, lambda: QTest.keyClick(application.window.findChild(QDialog), key))
    application.settings.keys._change()
    wait_until(lambda: heard)
    assert f"{key.name.removeprefix('Key_')} cannot be the key of a command" in heard[-1]
    assert application.keeper.current.keys == {}


def test_the_help_names_the_keys_as_they_are_now(application: Application) -> None:
    application.keeper.set("keys", {"consent": "Ctrl+J"})
    texts = " ".join(passage.text() for passage in application.help.findChildren(Passage))
    assert "the key Ctrl+J speaks" in texts


def test_what_is_said_of_a_key_is_true_of_the_keys_as_they_are_now(
    make_application: Callable[[Settings], Application],
) -> None:
    keys = {"start_pause": "F5", "next_card": "", "take_picture": "T"}
    application = make_application(Settings(welcomed=True, language="en", keys=keys))
    heard: list[str] = []
    application.mouthpiece.caption.connect(heard.append)
    assert application.conversation.sight.label.accessibleName() == "Press F5 to start reading"
    hint = "Choose what to practise; “Next card” in the menu Reading begins."
    assert application.practice_page.start.hint.text().startswith(hint)
    application.first_run.finished.emit()
    wait_until(lambda: heard[-1:] == ["You are ready: the key F5 starts reading, and the key F1 speaks all keys."])
    application.keeper.set("single_keys", False)
    application.handlers["take_picture"]()
    wait_until(lambda: "Aiming: “Take a picture” in the menu Reading takes the picture at once." in heard)
    application.keeper.set("keys", {"start_pause": ""})
    assert application.conversation.sight.label.accessibleName() == "Expression reading is off"


def test_picture_files_that_were_copied_are_pasted(application: Application, portrait: Path) -> None:
    application.window.go(Page.PHOTO)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(portrait))])
    QGuiApplication.clipboard().setMimeData(data)
    application.photos.paste()
    wait_until(lambda: "One face in view." in application.photo.words.text())
    # Left there, the files would be freed twice at the end of the process.
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("skipped_at", [None, 0, 2])
def test_the_first_steps_come_once_and_can_be_left_at_any_time(
    make_application: Callable[[Settings], Application], skipped_at: int | None
) -> None:
    application = make_application(Settings(language="en"))
    words: list[str] = []
    application.first_run.spoken.connect(words.append)
    application.begin(None, "", silent=False, complaint=None)
    assert application.first_run.isVisible()
    buttons = {made.text(): made for made in application.first_run.findChildren(QPushButton)}
    for step in range(len(STEPS)):
        if step == skipped_at:
            buttons["Skip all"].click()
            break
        application.window.focusWidget().click()
    assert len(words) == (len(STEPS) if skipped_at is None else skipped_at + 1)
    assert application.keeper.current.welcomed
    assert application.conversation.isVisible()
    assert not application.reading.running


def test_the_trial_of_the_first_steps_ends_when_it_is_left(
    make_application: Callable[[Settings], Application],
) -> None:
    application = make_application(Settings(language="en"))
    application.begin(None, "", silent=False, complaint=None)
    sight = application.first_run.sight
    assert not sight.isVisible()
    application.first_run.trial_wanted.emit()
    wait_until(lambda: sight.video.filled)
    assert sight.notice.accessibleName() == "Expression reading is on: Drawn face"
    next(made for made in application.first_run.findChildren(QPushButton) if made.text() == "Skip all").click()
    assert not application.reading.running
    assert not sight.isVisible()


def test_our_voice_is_silent_where_the_screen_reader_speaks(application: Application, loudspeaker: Loudspeaker) -> None:
    application.mouthpiece.ear.reader = ScreenReader("Orca 48.1", announces=True)
    wait_until(lambda: "speech" in loudspeaker.asked)
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    loudspeaker.asked.clear()
    application.mouthpiece.answer("Hello.")
    application.mouthpiece.tell(cue(1.0, "looks happy"))
    wait_until(lambda: "looks happy" in application.conversation.caption.text())
    QTest.qWait(200)  # nothing is spoken
    assert loudspeaker.asked == ["earcon at 0"]


def test_our_voice_speaks_where_the_screen_reader_has_gone(application: Application, loudspeaker: Loudspeaker) -> None:
    wait_until(lambda: "speech" in loudspeaker.asked)
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    loudspeaker.asked.clear()
    application.mouthpiece.answer("Hello.")
    wait_until(lambda: "speech" in loudspeaker.asked)


def test_a_dialog_for_a_key_takes_one_key(application: Application) -> None:
    waiting = []

    def press() -> None:
        dialog = application.window.findChild(QDialog)
        for nameless in (Qt.Key.Key_Control, Qt.Key.Key_Super_L, Qt.Key.Key_Dead_Circumflex, Qt.Key.Key_unknown):
            QTest.keyClick(dialog, nameless)
            waiting.append(dialog.isVisible())
        QTest.keyClick(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(50, press)
    application.settings.keys._change()
    assert waiting == [True] * 4
    assert application.keeper.current.keys == {"open_file": "Ctrl+J"}
