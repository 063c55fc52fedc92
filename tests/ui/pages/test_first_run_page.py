"""The first steps, one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from assistant.commands import way
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.pages.first_run_page import STEPS, FirstRunPage
from assistant.ui.widgets.option_controls import OptionRow
from assistant.ui.widgets.theme import LIGHT, Look
from tests.helpers import accessible_tree


def test_the_first_steps_ask_what_is_to_be_heard(application: Application) -> None:
    application.handlers["first_run"]()
    page = application.first_run
    while page.step != "cues":
        page.next()
    shown = [control.text() for control in page.findChildren(QLabel) if control.isVisible()]
    assert say("setting.gestures") in shown
    page.chosen.emit("movements_only", True)
    assert application.keeper.current.movements_only


@pytest.fixture
def page(shown: Callable[[QWidget], None]) -> FirstRunPage:
    made = FirstRunPage()
    made.set_look(Look(LIGHT, 18, pictures=True))
    shown(made)
    return made


@pytest.fixture
def told(page: FirstRunPage) -> list[str]:
    """What the page asked for, in order."""
    signals: list[str] = []
    for name in ("check_began", "heard", "left", "finished", "spoken"):
        getattr(page, name).connect(lambda *_, name=name: signals.append(name))
    return signals


def press(page: FirstRunPage, words: str) -> None:
    next(made for made in page.findChildren(QPushButton) if made.text() == words).click()


def test_each_step_is_spoken_with_the_focus_on_what_goes_on(page: FirstRunPage) -> None:
    words: list[str] = []
    page.spoken.connect(words.append)
    page.begin()
    for step in STEPS:
        assert page.step == step
        assert words[-1].startswith(say(f"firstrun.{step}_title"))
        assert words[-1].endswith(page.words.text())
        number = say("firstrun.step", number=STEPS.index(step) + 1, count=len(STEPS))
        assert page.words.accessibleDescription() == number
        assert words[-1].removesuffix(page.words.text()).endswith((". ", "? ")), "a voice would run the title on"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(words) == len(STEPS)


def test_shift_and_tab_lead_from_what_goes_on_to_the_choices_of_the_voice(application: Application) -> None:
    """As `docs/test-round.md` has it done."""
    application.handlers["first_run"]()
    application.first_run.next()
    passed = []
    for _ in range(4):
        QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Backtab)
        passed.append(accessible_tree.of(application.window.focusWidget()).text(accessible_tree.NAME))
    assert passed == [say(f"setting.{name}") for name in ("read_controls", "rate", "voices", "speaker")]


def test_the_check_of_hearing_begins_with_the_first_step_and_is_answered_by_going_on(
    page: FirstRunPage, told: list[str]
) -> None:
    page.begin()
    assert told == ["left", "spoken", "check_began"]
    told.clear()
    page.next()
    assert told == ["heard", "left", "spoken"]
    told.clear()
    page.next()
    assert told == ["left", "spoken"], "what was heard is asked once"


def test_steps_are_gone_back_heard_again_and_left_out(page: FirstRunPage, told: list[str]) -> None:
    page.begin()
    assert not next(b for b in page.findChildren(QPushButton) if b.text() == say("firstrun.back")).isVisible()
    page.next()
    page.next()
    press(page, say("firstrun.back"))
    assert page.step == STEPS[1]
    told.clear()
    press(page, say("firstrun.again"))
    assert told == ["spoken"]
    press(page, say("firstrun.skip"))
    assert told == ["spoken", "left", "finished"]


def test_a_step_shows_its_own_controls_alone(page: FirstRunPage) -> None:
    controls: dict[str, set[QWidget]] = {}
    page.begin()
    for step in STEPS:
        rows = [row for row in page.findChildren(OptionRow) if row.isVisible()]
        controls[step] = {*rows}
        page.next()
    assert [step for step in STEPS if controls[step]] == ["voice", "cues"]
    assert not controls["voice"] & controls["cues"]


def test_going_to_another_page_leaves_the_step(page: FirstRunPage, told: list[str]) -> None:
    page.begin()
    told.clear()
    page.hide()
    assert told == ["left"]


def test_the_key_that_asks_for_consent_is_named_as_it_is_now(page: FirstRunPage) -> None:
    page.begin()
    while page.step != "privacy":
        page.next()
    for key in ("C", "Ctrl+J"):
        page.show_settings(Settings(language="en"), {"consent": key})
        assert say("firstrun.privacy", way=way("consent", {"consent": key})) == page.words.text()
        assert key in page.words.text()
