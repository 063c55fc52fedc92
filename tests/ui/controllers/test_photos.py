"""Pictures from files, the clipboard and the camera, one request after the other."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.commands import Page
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers import photos
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.workers.photo_worker import PhotoWorker
from tests.helpers.feelings import named_in
from tests.helpers.scenes import ASIDE, CENTRED, EMPTY, Scenes, SlowToStart
from tests.helpers.webcam import LONG_ENOUGH, Webcam
from tests.ui.conftest import wait_for, wait_until

OPENING = "Reading is about to begin; ask again in a moment. Sound on."


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


def test_each_of_several_faces_has_a_line_of_its_own(application: Application, portrait: Path, tmp_path: Path) -> None:
    pair = tmp_path / "pair.png"
    cv2.imwrite(str(pair), np.hstack([cv2.imread(str(portrait))] * 2))
    application.photos.open([pair])
    wait_until(lambda: "2 faces in view." in application.photo.words.text())
    count, *faces = application.photo.words.text().splitlines()
    assert count == "2 faces in view."
    assert [line.split(":")[0] for line in faces] == ["Left", "Right"]


def test_names_of_pictures_stand_before_what_they_show_as_the_language_has_it(
    make_application: Callable[[Settings], Application], portrait: Path
) -> None:
    application = make_application(Settings(welcomed=True, language="fr"))
    told: list[str] = []
    application.photos.answered.connect(told.append)
    application.photos.open([portrait, portrait])
    wait_until(lambda: told and told[-1].count("portrait.png") == 2)
    assert told[-1].startswith("portrait.png\u00a0: ")


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
    # Each takes some milliseconds, so that the last is not reached before the next line, however busy the machine is.
    application.photos.open([*[portrait] * 200, tmp_path / "last.png"])
    application.photos.open([portrait])
    wait_until(lambda: application.photo.words.text().startswith("One face in view."))
    assert not [words for words in heard if "last.png" in words]


def test_how_far_many_pictures_have_come_is_said_now_and_then(
    application: Application, portrait: Path, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "_SELDOM", 0.3)
    application.photos.open([portrait] * 60)
    wait_until(lambda: any("pictures described." in words for words in heard))
    assert heard[0] == "Looking at 60 pictures…"
    told = re.fullmatch(r"(\d+) of 60 pictures described\.", heard[1])
    assert told
    assert 1 <= int(told[1]) < 60


def test_nothing_is_said_of_pictures_that_nobody_looked_at(
    application: Application, portrait: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "_SELDOM", 0.0)
    told: list[object] = []
    application.photos.noticed.connect(told.append)
    monkeypatch.setattr(PhotoWorker, "isInterruptionRequested", lambda _worker: True)  # as the window closes
    application.photos.open([portrait])
    wait_until(lambda: not application.photos.busy)
    assert told == []


def test_pictures_are_described_anew_once_expressions_may_be_read_no_more(
    application: Application, portrait: Path, heard: list[str]
) -> None:
    application.photos.open([portrait] * 40)
    wait_until(lambda: named_in(application.photo.words.text()))
    application.keeper.set("movements_only", True)
    wait_until(lambda: not application.photos.busy)
    described = application.photo.words.text()
    assert described.count(portrait.name) == 40
    assert [words for words in (described, *heard) if named_in(words)] == []
    assert heard[-1].split() == described.split()
    # Nothing else is said of it, which would cut the words for the mode short.
    assert len([words for words in heard if words.startswith("Looking at")]) == 1


def test_pictures_are_told_once_though_the_mode_was_chosen_for_a_moment(
    application: Application, portrait: Path, heard: list[str]
) -> None:
    application.photos.open([portrait] * 20)
    wait_until(lambda: named_in(application.photo.words.text()))
    application.keeper.set("movements_only", True)
    assert not named_in(application.photo.words.text())
    application.keeper.set("movements_only", False)
    wait_until(lambda: not application.photos.busy)
    assert len([words for words in heard if portrait.name in words]) == 1


def test_a_picture_that_is_being_taken_is_taken_once_and_without_expressions(
    application: Application, heard: list[str]
) -> None:
    application.photos.take(Scenes((ASIDE, 2.0), (CENTRED, 5.0)))
    wait_until(lambda: heard)
    application.keeper.set("movements_only", True)
    wait_until(lambda: not application.photos.busy)
    assert "face in view" in heard[-1]
    assert [words for words in heard if named_in(words)] == []
    assert len([words for words in heard if "face in view" in words]) == 1


def test_a_description_that_was_on_its_way_is_made_anew_of_the_same_picture(
    application: Application, heard: list[str]
) -> None:
    application.photos.take(Scenes((CENTRED, 5.0)))
    worker = application.photos._worker
    assert worker
    assert worker.wait(30_000)  # what it tells waits to be delivered
    application.keeper.set("movements_only", True)
    wait_until(lambda: not application.photos.busy)
    assert "face in view" in heard[-1]
    assert [words for words in heard if named_in(words)] == []
    assert len([words for words in heard if words.startswith("Aiming")]) == 1


def test_a_description_goes_once_expressions_may_be_read_no_more(application: Application, portrait: Path) -> None:
    application.window.go(Page.PHOTO)
    application.photos.open([portrait])
    wait_until(lambda: not application.photos.busy)
    assert named_in(application.photo.words.text())
    application.keeper.set("verbosity", "strong")
    assert application.photo.view.isVisible()
    application.keeper.set("movements_only", True)
    assert application.photo.words.text() == say("ui.photo_hint")
    assert not application.photo.view.isVisible()
    application.photos.answer("Nothing there.")
    application.keeper.set("verbosity", "changes")
    assert application.photo.words.text() == "Nothing there."


@pytest.mark.skipif(sys.platform == "win32", reason="no name has several lines there")
def test_a_name_of_several_lines_stays_in_its_own(application: Application, portrait: Path, tmp_path: Path) -> None:
    odd = portrait.rename(tmp_path / "two\nlines.png")
    application.photos.open([odd, odd])
    wait_until(lambda: len(application.photo.words.text().splitlines()) == 2)


def test_models_that_cannot_be_used_are_said_once_of_many_pictures(
    application: Application, portrait: Path, heard: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("assistant.adapters.models.face_reader.folder", lambda _name: tmp_path)
    application.photos.open([portrait, portrait, portrait])
    wait_until(lambda: not application.photos.busy)
    assert [words for words in heard if "ensemble.json" in words] == [application.photo.words.text()]


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


@pytest.mark.parametrize("form", [QImage.Format.Format_ARGB32, QImage.Format.Format_ARGB32_Premultiplied])
def test_what_lies_beneath_transparent_places_is_not_pasted(form: QImage.Format) -> None:
    image = QImage(2, 1, QImage.Format.Format_ARGB32)
    image.setPixelColor(0, 0, QColor(0, 255, 0, 0))
    image.setPixelColor(1, 0, QColor(16, 32, 48, 255))
    assert pixels_of(image.convertToFormat(form)).tolist() == [[[255, 255, 255], [16, 32, 48]]]


def test_picture_files_that_were_copied_are_pasted(application: Application, portrait: Path) -> None:
    application.window.go(Page.PHOTO)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(portrait))])
    QGuiApplication.clipboard().setMimeData(data)
    application.photos.paste()
    wait_until(lambda: "One face in view." in application.photo.words.text())
    # Left there, the files would be freed twice at the end of the process.
    QGuiApplication.clipboard().clear()


def test_hints_are_shown_and_said_before_the_description(application: Application) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    application.photos.take(Scenes((ASIDE, 2.0), (CENTRED, 5.0)))
    wait_until(lambda: heard and heard[-1].startswith("One face in view."))
    assert heard[0].startswith("Aiming:")
    assert "Turn the camera left." in heard[1:-1]


def test_a_picture_that_is_at_hand_ends_the_aiming(application: Application) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    camera = SlowToStart((ASIDE, 60.0))
    application.photos.take(camera)
    application.photos.use(EMPTY)
    camera.started.set()
    wait_until(lambda: heard[-1] == "No face in view.")
    assert "Turn the camera left." not in heard


def test_taking_a_picture_waits_for_files_that_are_being_described(application: Application, tmp_path: Path) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    application.photos.open([tmp_path / f"{number}.png" for number in range(200)])
    application.photos.take(Scenes((CENTRED, 5.0)))
    wait_until(lambda: heard and heard[-1].startswith("One face in view."))
    assert [words for words in heard if words.startswith("Aiming:")]
    assert not [words for words in heard if "199.png" in words]


def test_a_picture_that_gave_way_to_a_newer_one_does_not_keep_the_camera(
    application: Application, tmp_path: Path
) -> None:
    heard: list[str] = []
    application.photos.answered.connect(heard.append)
    application.photos.open([tmp_path / "first.png"])
    application.photos.take(Scenes((CENTRED, 5.0)))
    application.photos.use(EMPTY)
    wait_until(lambda: heard[-1] == "No face in view.")
    application.photos.take(Scenes((CENTRED, 5.0)))
    wait_until(lambda: heard[-1].startswith("One face in view."))


def test_no_picture_is_taken_with_a_camera_that_is_just_being_opened(
    application: Application, webcam: Webcam, troubles: list[str]
) -> None:
    webcam.opens.clear()
    application.reading.use(webcam, "Camera 0")
    application.window.go(Page.PHOTO)
    application.handlers["take_picture"]()
    assert application.photo.words.text() == OPENING
    webcam.opens.set()
    wait_until(lambda: application.reading.sight)
    application.handlers["take_picture"]()
    wait_until(lambda: "One face in view." in application.photo.words.text())
    assert troubles == []


def test_a_picture_waits_for_the_reading_to_let_go_and_the_reading_for_the_picture(
    application: Application, webcam: Webcam, troubles: list[str]
) -> None:
    reading = application.reading
    reading.use(webcam, "Camera 0")
    wait_until(lambda: reading.sight)
    webcam.closes.clear()
    reading.pause()
    application.handlers["take_picture"]()
    reading.start()
    wait_for(LONG_ENOUGH)
    application.handlers["take_picture"]()  # at once
    assert application.photo.words.text().startswith("Aiming:")
    webcam.closes.set()
    wait_until(lambda: not application.photos.busy)
    assert "One face in view." in application.photo.words.text()
    wait_until(lambda: reading.sight)
    assert troubles == []
