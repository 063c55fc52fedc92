"""One session in the real window: every kind by keys, nothing lost, and what moves waits where that is wished."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtTest import QTest

from assistant.commands import Page
from assistant.practice import portraits
from assistant.practice.cards import ASKING_NOTHING, Kind
from assistant.practice.picture_folders import open_deck
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from tests.helpers.practice_window import begin, buttons, kept, picture
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until

FASTER = 8
"""Times as fast as for a learner each movement is shown here."""

DURATION = portraits.DURATION / FASTER
ASKING = [kind for kind in Kind if kind not in ASKING_NOTHING]


class FastClock(QElapsedTimer):
    """Runs ahead, so that nobody waits for a movement."""

    def elapsed(self) -> int:
        return FASTER * super().elapsed()


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.ui.practice.images.QElapsedTimer", FastClock)


@pytest.mark.parametrize("kind", ASKING)
def test_ten_cards_of_each_kind_are_answered_by_number_keys(application: Application, kind: Kind) -> None:
    heard = captions(application)
    page = begin(application, kind)
    for number in range(1, 11):
        assert page.card.position.text() == f"Card {number} of 10"
        assert page.card.position.hasFocus()
        choices = buttons(page)
        assert len(choices) >= 2
        press(application, str(1 + number % len(choices)))
        assert page.card.feedback.isVisible()
        assert page.card.next.hasFocus()
        wait_until(lambda: heard[-1] == page.card.feedback.text())
        press(application, "Return")
    assert page.view is page.end
    wait_until(lambda: "Cards answered: 10." in heard[-1])
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
    wait_until(lambda: page.card.description.text() in heard[-1])
    assert "Seen here" in heard[-1]
    said = heard[-1]
    heard.clear()
    press(application, "R")
    wait_until(lambda: heard[-1:] == [said])
    press(application, "K")
    assert page.card.position.text() == "Card 2 of 10"
    assert not page.card.description.isVisible()
    press(application, "Return")
    assert page.card.position.text() == "Card 2 of 10"
    press(application, "1")
    press(application, "Return")
    press(application, "E")
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
    assert page.card.position.hasFocus()
    assert kept() == []


def test_answers_are_no_keys_where_single_characters_are_switched_off(application: Application) -> None:
    application.keeper.set("single_keys", False)
    page = begin(application, Kind.NAME)
    press(application, "1")
    assert not page.card.feedback.isVisible()
    for _ in range(2):
        press(application, "Tab")
    press(application, "Space")
    assert page.card.feedback.isVisible()


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
    QTest.qWait(1000)  # it has come to its end, and stays
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
    QTest.qWait(round(1300 * DURATION))  # nothing moves
    assert page.card.faces.grab().toImage() == still


def test_the_end_is_asked_for_and_taken_back(application: Application) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    press(application, "E")
    wait_until(lambda: heard[-1].startswith("End practice?"))
    assert page.card.ending.keep.hasFocus()
    press(application, "1")  # answers nothing meanwhile
    press(application, "R")
    wait_until(lambda: heard[-1].startswith("End practice?"))
    press(application, "Return")
    assert page.view is page.card
    assert page.card.question.isVisible()
    assert page.card.position.hasFocus()
    press(application, "1")
    press(application, "E")
    application.window.go(Page.CONVERSATION)
    application.window.go(Page.PRACTICE)
    assert page.card.ending.isVisible()
    press(application, "E")
    assert page.view is page.end
    assert len(kept()) == 1


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


def test_a_zip_that_is_replaced_between_two_sessions_is_read_anew(application: Application, tmp_path: Path) -> None:
    archive = tmp_path / "faces.zip"
    for number in range(2):
        with zipfile.ZipFile(tmp_path / "new.zip", "w") as zipped:
            for name in ("happy", "sad"):
                zipped.writestr(f"{name}/{number}.png", picture(120))
        (tmp_path / "new.zip").replace(archive)
        application.practice.offer(open_deck(archive))
        page = begin(application, Kind.NAME)
        press(application, "1")
        press(application, "Return")
        press(application, "E")
        press(application, "E")
        assert page.view is page.end
        assert "could not be read" not in page.end.words.text()
        press(application, "Return")


def wish_for_less(application: Application) -> None:
    application.motion.reduced = True
    application.motion.changed.emit()


def test_where_less_motion_is_wanted_a_face_moves_only_when_asked(application: Application) -> None:
    wish_for_less(application)
    page = begin(application, Kind.CHANGE)
    faces = page.card.faces
    assert faces.accessibleName() == "before, after"
    assert page.card.replay.isVisible()
    assert page.card.replay.text() == "Show the movement"
    still = faces.grab().toImage()
    QTest.qWait(round(1300 * DURATION))  # nothing moves
    assert faces.grab().toImage() == still
    press(application, "Space")
    at_rest = faces.grab().toImage()
    assert at_rest != still
    wait_until(lambda: faces.grab().toImage() != at_rest)
    assert page.card.replay.text() == "Show again"


def test_a_face_that_moves_stops_when_the_system_asks_for_less(application: Application) -> None:
    page = begin(application, Kind.CHANGE)
    wish_for_less(application)
    assert page.card.faces.accessibleName() == "before, after"
    still = page.card.faces.grab().toImage()
    QTest.qWait(round(1300 * DURATION))  # nothing moves
    assert page.card.faces.grab().toImage() == still


@pytest.mark.parametrize(("kind", "pictures"), [(Kind.PASSING, (3,)), (Kind.GESTURE, (3, 5)), (Kind.HEADS, (1, 3, 5))])
def test_where_less_motion_is_wanted_a_movement_is_told_by_still_pictures(
    application: Application, kind: Kind, pictures: tuple[int, ...]
) -> None:
    wish_for_less(application)
    page = begin(application, kind)
    names = page.card.faces.accessibleName().split(", ")
    assert len(names) in pictures
    if len(names) > 1:
        assert names == [f"Moment {number}" for number in range(1, len(names) + 1)]
        assert page.card.replay.text() == "Show the movement"
    press(application, "D")
    assert page.card.description.text().startswith("Seen here")


def test_a_head_moves_by_itself_until_it_is_answered(application: Application) -> None:
    page = begin(application, Kind.GESTURE)
    assert page.card.replay.isVisible()
    assert page.card.replay.text() == "Show again"
    faces = page.card.faces
    press(application, "1")
    answered = faces.grab().toImage()
    QTest.qWait(200)  # nothing moves
    assert faces.grab().toImage() == answered
