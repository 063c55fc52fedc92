"""The practice page in the real window: every kind by keys, nothing lost, everything deleted."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTableWidget

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.cli import main
from assistant.commands import Page
from assistant.cues.preferences import CuePreferences
from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.cards import Answer, Card, Choice, Kind
from assistant.practice.picture_folders import open_deck
from assistant.practice.portraits import DURATION
from assistant.practice.progress import Progress
from assistant.practice.session import Plan
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Theme, load
from assistant.ui.application import Application
from assistant.ui.controllers.reading import Reading
from assistant.ui.practice.faces import best_grid
from assistant.ui.practice.mirror import CameraMirror
from assistant.ui.practice.page import PracticePage
from assistant.ui.practice.records import default_path
from tests.ui.conftest import wait_until
from tests.ui.test_commands_in_window import captions, press

ASKING = [kind for kind in Kind if kind not in (Kind.BROWSE, Kind.MIRROR)]


def begin(application: Application, kind: Kind, name: str = "Ada") -> PracticePage:
    """Go to the page, choose a kind, and press Enter."""
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    page.start.learner.setCurrentIndex(page.start.learner.count() - 1)
    page.start.name.setText(name)
    page.start.kind.setCurrentIndex(page.start.kind.findData(kind))
    press(application, "Return")
    assert page.view is page.card
    return page


def buttons(page: PracticePage) -> list[str]:
    return [made.text() for made in page.card.choices.findChildren(type(page.card.next)) if made.isVisible()]


def kept(name: str = "Ada") -> list[Answer]:
    with Progress(default_path(), datetime.now(UTC)) as progress:
        return progress.answers(name)


def picture(brightness: int) -> bytes:
    return cv2.imencode(".png", np.full((48, 48), brightness, np.uint8))[1].tobytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures of two expressions, one of them broken."""
    for name in ("happy/1.png", "happy/2.png", "sad/1.png", "sad/2.png"):
        path = tmp_path / "faces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(120))
    (tmp_path / "faces" / "sad" / "2.png").write_bytes(b"no picture")
    return tmp_path / "faces"


@pytest.mark.parametrize("kind", ASKING)
def test_ten_cards_of_each_kind_are_answered_by_number_keys(application: Application, kind: Kind) -> None:
    heard = captions(application)
    page = begin(application, kind)
    for number in range(1, 11):
        assert page.card.position.text() == f"Card {number} of 10"
        assert page.card.question.hasFocus()
        choices = buttons(page)
        assert len(choices) >= 2
        press(application, str(1 + number % len(choices)))
        assert page.card.feedback.isVisible()
        assert page.card.next.hasFocus()
        QTest.qWait(5)
        assert heard[-1] == page.card.feedback.text()
        press(application, "Return")
    assert page.view is page.end
    QTest.qWait(5)
    assert "Cards answered: 10." in heard[-1]
    assert {answer.kind for answer in kept()} == {kind}
    assert len(kept()) == 10


def test_browsing_asks_nothing_and_goes_on_by_enter(application: Application) -> None:
    page = begin(application, Kind.BROWSE)
    first = page.card.question.text()
    assert "Looks " in first
    assert buttons(page) == []
    press(application, "Return")
    assert page.card.position.text() == "Card 2 of 10"
    assert kept() == []


def test_each_card_can_be_described_repeated_skipped_and_left(application: Application) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    assert not page.card.description.isVisible()
    press(application, "D")
    QTest.qWait(5)
    assert page.card.description.text() in heard[-1]
    assert "Seen here" in heard[-1]
    said = heard[-1]
    press(application, "R")
    QTest.qWait(5)
    assert heard[-1] == said
    press(application, "K")
    assert page.card.position.text() == "Card 2 of 10"
    assert not page.card.description.isVisible()
    press(application, "Return")
    assert page.card.position.text() == "Card 2 of 10"
    press(application, "1")
    press(application, "Return")
    press(application, "E")
    assert page.view is page.end
    assert "Cards answered: 1." in page.end.words.text()
    assert len(kept()) == 1
    press(application, "Return")
    assert page.view is page.start
    assert page.start.learner.currentText() == "Ada"


def test_a_session_waits_while_another_page_is_shown(application: Application) -> None:
    page = begin(application, Kind.PICK)
    question = page.card.question.text()
    press(application, "Ctrl+1")
    press(application, "1")
    press(application, "Ctrl+3")
    assert page.view is page.card
    assert page.card.question.text() == question
    assert page.card.question.hasFocus()
    assert kept() == []


def test_the_first_steps_take_the_keys_from_a_session(application: Application) -> None:
    page = begin(application, Kind.PICK)
    press(application, "Shift+F1")
    assert application.first_run.isVisible()
    press(application, "1")
    assert kept() == []
    press(application, "Return")
    assert page.view is page.card
    application.first_run.finished.emit()


def test_what_was_answered_is_kept_when_the_window_closes(application: Application) -> None:
    begin(application, Kind.SAME)
    press(application, "2")
    application.window.close()
    assert len(kept()) == 1


def test_answers_are_no_keys_where_single_characters_are_switched_off(application: Application) -> None:
    application.keeper.set("single_keys", False)
    page = begin(application, Kind.NAME)
    press(application, "1")
    assert not page.card.feedback.isVisible()
    press(application, "Tab")
    press(application, "Space")
    assert page.card.feedback.isVisible()


def test_a_face_is_picked_with_the_mouse_too(application: Application) -> None:
    page = begin(application, Kind.PICK)
    page.card.faces.pressed.emit(1)
    assert page.card.feedback.isVisible()
    page.card.faces.pressed.emit(0)
    assert len(kept()) == 1


def test_the_face_of_a_listening_card_is_seen_only_once_it_is_answered(application: Application) -> None:
    page = begin(application, Kind.LISTEN)
    assert not page.card.faces.isVisible()
    assert "Seen here" in page.card.description.text()
    press(application, "1")
    assert page.card.faces.isVisible()


def test_a_moving_face_moves_and_can_be_shown_again(application: Application) -> None:
    page = begin(application, Kind.CHANGE)
    faces = page.card.faces
    assert page.card.replay.isVisible()
    at_rest = faces.grab().toImage()
    wait_until(lambda: faces.grab().toImage() != at_rest)
    QTest.qWait(round(1000 * DURATION))
    changed = faces.grab().toImage()
    press(application, "Space")
    assert faces.grab().toImage() != changed
    wait_until(lambda: faces.grab().toImage() == changed)


def test_a_movement_goes_on_when_the_page_is_come_back_to(application: Application) -> None:
    page = begin(application, Kind.CHANGE)
    application.window.go(Page.HELP)
    application.window.go(Page.PRACTICE)
    begun = page.card.faces.grab().toImage()
    wait_until(lambda: page.card.faces.grab().toImage() != begun)


def test_nothing_moves_by_itself_in_the_calm_theme(make_application: Callable[[Settings], Application]) -> None:
    application = make_application(Settings(welcomed=True, language="en", theme=Theme.CALM))
    page = begin(application, Kind.CHANGE)
    assert page.card.faces.accessibleName() == "before, after"
    assert page.card.replay.isVisible()
    still = page.card.faces.grab().toImage()
    QTest.qWait(1300)
    assert page.card.faces.grab().toImage() == still


def test_pictures_of_ones_own_from_folder_and_zip(
    application: Application, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "faces.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in folder.rglob("*.png"):
            zipped.write(path, path.relative_to(folder))
    application.window.go(Page.PRACTICE)
    start = application.practice_page.start
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    start.folder_wanted.emit()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(archive)], ""))
    start.zip_wanted.emit()
    assert start.deck.count() == 3
    assert start.kind.findData(Kind.CHANGE) < 0
    page = begin(application, Kind.NAME)
    for _ in range(10):
        press(application, "1")
        press(application, "Return")
    assert page.view is page.end
    assert "Pictures that could not be read and were left out: 1." in page.end.words.text()


def test_a_folder_that_is_unplugged_before_the_answer_costs_the_pictures_alone(
    application: Application, tmp_path: Path
) -> None:
    for name in ("happy/1.png", "happy/2.png", "happy/3.png", "sad/1.png", "sad/2.png", "sad/3.png"):
        path = tmp_path / "faces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(120))
    application.practice.offer(open_deck(tmp_path / "faces"))
    page = begin(application, Kind.NAME)
    session = application.practice._round.session
    assert session is not None
    assert session.card is not None
    wrong = next(index for index in range(2) if index != session.card.right)
    for path in (tmp_path / "faces").rglob("*.png"):
        path.unlink()
    press(application, str(1 + wrong))
    assert page.card.feedback.isVisible()
    assert "You chose" in page.card.feedback.text()
    press(application, "Return")
    assert page.view is page.end
    assert "nothing to tell apart" in page.end.words.text()


def test_a_bad_deck_is_one_sentence(application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = captions(application)
    application.window.go(Page.PRACTICE)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    application.practice_page.start.folder_wanted.emit()
    QTest.qWait(5)
    assert application.practice_page.notice.text() == heard[-1] == say("deck.empty", deck=tmp_path)
    assert application.practice_page.start.deck.count() == 1


def test_enter_begins_wherever_the_focus_is(application: Application) -> None:
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    for control in (page.start.name, page.start.kind, page.start.praise):
        control.setFocus()
        press(application, "Return")
        assert page.view is page.card
        press(application, "E")
        press(application, "Return")
        page.start.learner.setCurrentIndex(page.start.learner.count() - 1)


def test_a_learner_needs_a_name(application: Application) -> None:
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    page.start.name.setText(" ")
    press(application, "Return")
    assert page.view is page.start
    assert "name" in page.notice.text()


def test_a_damaged_file_is_kept_aside_and_said(application: Application) -> None:
    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_bytes(b"this is no database" * 100)
    application.window.go(Page.PRACTICE)
    assert "damaged" in application.practice_page.notice.text()
    assert len(list(default_path().parent.glob("practice-damaged-*"))) == 1


def test_progress_is_shown_exported_and_deleted_after_one_question(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    for _ in range(10):
        press(application, "1")
        press(application, "Return")
    page.end.progress.click()
    assert page.view is page.progress
    QTest.qWait(5)
    assert heard[-1] == page.progress.spoken.text()
    assert "Cards answered so far: 10" in heard[-1]
    tables = page.progress.findChildren(QTableWidget)
    assert [table.rowCount() for table in tables] == [1, 7, 6]
    taken = [[int(tables[1].item(row, column).text()) for column in range(7)] for row in range(7)]
    assert sum(map(sum, taken)) == 10

    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.progress.export_wanted.emit()
    assert len(list(csv.DictReader(target.open(encoding="utf-8")))) == 10

    page.progress.delete_all_wanted.emit()
    assert page.progress.keep.hasFocus()
    press(application, "Space")
    assert len(kept()) == 10
    page.progress.delete_all_wanted.emit()
    page.progress.confirmed.emit()
    assert page.view is page.start
    assert not default_path().exists() or kept() == []
    assert page.start.learner.count() == 1


def test_ending_what_has_ended_brings_nothing_back(application: Application) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    press(application, "1")
    press(application, "E")
    assert page.view is page.end
    page.end.progress.click()
    page.progress.delete_all_wanted.emit()
    page.progress.confirmed.emit()
    QTest.qWait(5)
    before = len(heard)
    press(application, "E")
    QTest.qWait(5)
    assert page.view is page.start
    assert heard[before:] == []


def test_the_enter_key_beside_the_digits_is_enter(application: Application) -> None:
    page = begin(application, Kind.NAME)
    press(application, "1")
    assert page.card.feedback.isVisible()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert page.card.position.text() == "Card 2 of 10"


def test_a_learner_is_the_same_in_capital_letters(application: Application) -> None:
    for name in ("Ada", "Zoe"):
        begin(application, Kind.NAME, name)
        press(application, "E")
        press(application, "Return")
    begin(application, Kind.NAME, "zoe")
    press(application, "1")
    press(application, "E")
    press(application, "Return")
    assert application.practice_page.start.learner.currentData() == "Zoe"
    assert len(kept("Zoe")) == 1


def test_one_learner_is_deleted_and_the_others_stay(application: Application) -> None:
    for name in ("Ada", "Ben"):
        begin(application, Kind.NAME, name)
        press(application, "1")
        press(application, "E")
        press(application, "Return")
    page = application.practice_page
    page.start.learner.setCurrentIndex(page.start.learner.findData("Ben"))
    page.start.progress_wanted.emit()
    assert page.progress.title.text() == "Progress of Ben"
    page.progress.delete_learner_wanted.emit()
    page.progress.confirmed.emit()
    assert [page.start.learner.itemData(index) for index in range(page.start.learner.count())] == ["Ada", None]
    assert len(kept("Ada")) == 1
    assert kept("Ben") == []


class DrawnCamera(DrawnSource):
    """A camera before a drawn face."""

    returns = True


def test_the_mirror_follows_the_camera_and_keeps_nothing(application: Application) -> None:
    heard = captions(application)
    application.keeper.set("log", True)
    application.reading.use(DrawnCamera("live"), "drawn")
    page = begin(application, Kind.MIRROR)
    assert page.card.nearness.isVisible()
    wait_until(lambda: any(words.startswith("The camera") for words in heard[1:]))
    assert not any(words == "looks happy" for words in heard)
    assert application.log.empty
    press(application, "E")
    assert application.reading.running  # the mirror did not open it
    assert kept() == []
    application.reading.pause()


@given(st.integers(1, 7), st.floats(100, 2000), st.floats(100, 2000), st.floats(0, 30), st.floats(0, 60))
def test_faces_are_as_large_as_any_grid_allows(
    count: int, width: float, height: float, gap: float, caption: float
) -> None:
    columns, side = best_grid(count, width, height, gap, caption)
    rows = -(-count // columns)
    assert side == 1.0 or columns * side + (columns - 1) * gap <= width + 1e-6
    assert side == 1.0 or rows * (side + caption) + (rows - 1) * gap <= height + 1e-6
    for other in range(1, count + 1):
        fits_width = (width - gap * (other - 1)) / other
        other_rows = -(-count // other)
        fits_height = (height - gap * (other_rows - 1)) / other_rows - caption
        assert side >= min(fits_width, fits_height) - 1e-6


def test_a_deck_s_words_stand_on_the_buttons_as_they_are(application: Application) -> None:
    page = begin(application, Kind.NAME)
    choices = (Choice(Expression.HAPPY, "sweet & sour"), Choice(Expression.SAD, "blue"))
    page.card.show_card(Card(Kind.NAME, Expression.HAPPY, "Which?", choices=choices, right=0), "", [], [])
    assert buttons(page) == ["1: sweet && sour", "2: blue"]


def test_the_command_line_opens_the_page_with_a_deck(application: Application, folder: Path) -> None:
    application.begin(None, "", silent=True, complaint=None, page=Page.PRACTICE)
    application.practice.offer(open_deck(folder))
    page = application.practice_page
    assert application.window.page is Page.PRACTICE
    assert page.start.deck.currentText() == "faces"
    assert "faces" in page.notice.text()
    press(application, "Return")
    assert page.view is page.card


def test_a_deck_that_is_none_is_one_sentence_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practice", "--faces", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == say("deck.not_there", deck=tmp_path / "nowhere") + "\n"


def test_the_mirror_lets_go_of_the_camera_that_it_opened(qt: QApplication) -> None:
    reading = Reading(CuePreferences(), EventRecorder(None))
    mirror = CameraMirror(reading, lambda: reading.use(DrawnSource("live"), "drawn"))
    shares: list[float] = []
    mirror.neared.connect(shares.append)
    mirror.begin(Expression.HAPPY, str)
    wait_until(lambda: len(shares) > 3)
    assert all(0 <= share <= 1 for share in shares)
    mirror.end()
    assert not reading.running
    reading.close()


def test_what_was_chosen_is_chosen_again_at_the_next_start(
    application: Application, make_application: Callable[[Settings], Application], tmp_path: Path
) -> None:
    application.window.go(Page.PRACTICE)
    start = application.practice_page.start
    for box, key in ((start.kind, "End"), (start.length, "End"), (start.choices, "Down")):
        box.setFocus()
        press(application, key)
    for switch in (start.describe, start.praise):
        switch.setFocus()
        press(application, "Space")
    wish = start.wish
    assert wish.plan == Plan((Kind.MIRROR,), length=None, choices=2, describe=True, praise=True)
    kept, complaint = load(tmp_path / "settings.json")
    assert complaint is None
    anew = make_application(kept)
    anew.window.go(Page.PRACTICE)
    assert anew.practice_page.start.wish.plan == wish.plan
    assert anew.practice_page.start.kind.currentText() == "Mirror"


def test_an_exercise_that_a_deck_lacks_comes_back_with_a_deck_that_has_it(
    make_application: Callable[[Settings], Application], folder: Path
) -> None:
    application = make_application(Settings(welcomed=True, language="en", exercise=Kind.CHANGE))
    application.window.go(Page.PRACTICE)
    start = application.practice_page.start
    assert start.kind.currentText() == "Spot the change"
    application.practice.offer(open_deck(folder))
    assert start.kind.currentText() == "Mixed questions"
    start.deck_chosen.emit(0)
    assert start.kind.currentText() == "Spot the change"
