"""What to practise, and how much of it: chosen, and chosen again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from assistant.commands import Page
from assistant.messages import sentences
from assistant.practice.cards import ASKING_NOTHING, Kind
from assistant.practice.picture_folders import open_deck
from assistant.practice.session import Plan
from assistant.settings import ALL_EXERCISES, Settings
from assistant.settings_file import load
from assistant.ui.application import Application
from assistant.ui.practice.start import StartView
from tests.helpers.window import press, turn


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


@pytest.fixture
def start() -> StartView:
    made = StartView()
    made.show_decks(["Drawn faces"], 0, [Kind.NAME, Kind.MIRROR])
    made.show_learners(["Ada", "Ben"], "Ben")
    return made


def test_the_learner_to_go_on_with_is_chosen_and_a_new_one_gives_a_name(start: StartView) -> None:
    assert start.wish.learner == "Ben"
    assert not start.name.isVisibleTo(start)
    start.learner.setCurrentIndex(2)
    assert start.name.isVisibleTo(start)
    start.name.setText("  Zoe ")
    assert start.wish.learner == "Zoe"
    start.show_learners(["Ada"], "nobody who is there")
    assert start.wish.learner == "Zoe"
    start.show_learners(["Ada"], "")
    assert start.wish.learner == "Ada"


def test_long_names_that_begin_alike_are_told_apart(start: StartView) -> None:
    names = [f"Primary school by the river, {name}" for name in ("Ada", "Ben")]
    start.show_learners(names, "")
    start.show_decks([f"Pictures of our whole family {year}" for year in (2024, 2025)], 0, [Kind.NAME])
    for box in (start.learner, start.deck):
        shown = [box.itemText(index) for index in range(2)]
        assert len(set(shown)) == 2
        assert max(map(len, shown)) < min(map(len, names))
    assert start.wish.learner == names[0]


def test_what_is_mixed_neither_opens_the_camera_nor_teaches(start: StartView) -> None:
    start.show_settings(Settings(exercise=ALL_EXERCISES, cards=0, choices=0))
    plan = start.wish.plan
    assert not set(plan.kinds) & ASKING_NOTHING
    assert (plan.length, plan.choices) == (None, None)


def test_the_options_of_the_plan_are_shown_and_told_when_they_are_changed(start: StartView) -> None:
    chosen: list[tuple[str, object]] = []
    start.chosen.connect(lambda name, value: chosen.append((name, value)))
    start.show_settings(Settings(exercise=Kind.NAME, cards=20, choices=3, by_ear=True, praise=False))
    assert start.wish.plan == Plan((Kind.NAME,), length=20, choices=3, describe=True, praise=False)
    assert chosen == []
    start.praise.click()
    start.length.setCurrentIndex(0)
    start.length.activated.emit(0)
    assert chosen == [("praise", True), ("cards", 5)]


def test_a_kind_stays_chosen_as_long_as_the_deck_has_it(start: StartView) -> None:
    start.kind.setCurrentIndex(start.kind.findData(Kind.NAME))
    start.show_decks(["Drawn faces", "A folder with a very long name, longer than any box"], 1, [Kind.NAME])
    assert start.wish.plan.kinds == (Kind.NAME,)
    assert start.wish.deck == 1
    assert "…" in start.deck.currentText()
    assert len(start.deck.currentText()) < 30
    start.show_decks(["Drawn faces"], 0, [Kind.MIRROR])
    assert start.wish.plan.kinds != (Kind.NAME,)


def test_the_name_of_nobody_yet_is_in_the_language_at_hand_until_one_is_typed(start: StartView) -> None:
    turn(start, "de")
    assert start.name.text() == sentences("de")["practicepage.me"]
    start.name.clear()
    QTest.keyClicks(start.name, "Zoe")
    turn(start, "fr")
    assert start.name.text() == "Zoe"


def test_the_hint_names_the_key_that_begins(start: StartView) -> None:
    start.show_keys({"next_card": "F5"})
    assert "F5" in start.hint.text()
    assert start.begin.accessibleDescription() == start.hint.text()
