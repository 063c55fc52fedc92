"""The practice page in the real window: every kind by keys, nothing lost, everything deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.commands import Page
from assistant.cues.preferences import CuePreferences
from assistant.expressions import Expression
from assistant.practice.cards import Kind
from assistant.practice.portraits import DURATION
from assistant.practice.session import Plan
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Theme
from assistant.settings_file import load
from assistant.ui.application import Application
from assistant.ui.controllers.reading import Reading
from assistant.ui.practice.mirror import CameraMirror
from tests.helpers.practice_window import begin, buttons, kept
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until

ASKING = [kind for kind in Kind if kind not in (Kind.BROWSE, Kind.MIRROR)]


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
    QTest.qWait(round(1000 * DURATION))  # it has come to its end, and stays
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
    QTest.qWait(1300)  # nothing moves
    assert page.card.faces.grab().toImage() == still


def test_enter_begins_wherever_the_focus_is(application: Application) -> None:
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    for control in (page.start.name, page.start.kind, page.start.praise):
        control.setFocus()
        press(application, "Return")
        assert page.view is page.card
        press(application, "E")
        press(application, "E")
        press(application, "Return")
        page.start.learner.setCurrentIndex(page.start.learner.count() - 1)


def test_ending_what_has_ended_brings_nothing_back(application: Application) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    press(application, "1")
    press(application, "E")
    press(application, "E")
    assert page.view is page.end
    page.end.progress.click()
    page.progress.delete_all_wanted.emit()
    page.progress.confirmed.emit()
    QTest.qWait(5)  # nothing more of it is said
    before = len(heard)
    press(application, "E")
    press(application, "E")
    QTest.qWait(5)  # nothing is said
    assert page.view is page.start
    assert heard[before:] == []


def test_the_enter_key_beside_the_digits_is_enter(application: Application) -> None:
    page = begin(application, Kind.NAME)
    press(application, "1")
    assert page.card.feedback.isVisible()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert page.card.position.text() == "Card 2 of 10"


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
    press(application, "E")
    assert application.reading.running  # the mirror did not open it
    assert kept() == []
    application.reading.pause()


def test_the_mirror_lets_go_of_the_camera_that_it_opened(qt: QApplication) -> None:
    reading = Reading(FaceReader(), CuePreferences(), EventRecorder(None))
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
    assert page.card.question.hasFocus()
    press(application, "1")
    press(application, "E")
    application.window.go(Page.CONVERSATION)
    application.window.go(Page.PRACTICE)
    assert page.card.ending.isVisible()
    press(application, "E")
    assert page.view is page.end
    assert len(kept()) == 1
