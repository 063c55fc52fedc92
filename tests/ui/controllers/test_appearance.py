"""How the window looks, from the settings and the system's wishes: put on once, and anew only where it differs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from assistant.settings import Settings, Theme
from assistant.ui.controllers.appearance import Appearance
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.shell.motion import MotionWish
from assistant.ui.widgets.theme import Look

USUAL = Settings(language="en", theme=Theme.BLACK_ON_WHITE)


class Wardrobe:
    """Remembers each look that it was given."""

    def __init__(self) -> None:
        self.worn: list[Look] = []

    def set_look(self, look: Look) -> None:
        self.worn.append(look)


@pytest.fixture
def motion(qt: QApplication) -> MotionWish:
    return MotionWish(qt)


@pytest.fixture
def wardrobe() -> Wardrobe:
    return Wardrobe()


@pytest.fixture
def appearance(motion: MotionWish, wardrobe: Wardrobe) -> Appearance:
    return Appearance(SettingsKeeper(USUAL, None), [wardrobe], motion)


def test_what_is_worn_already_is_not_put_on_again(appearance: Appearance, wardrobe: Wardrobe) -> None:
    for chosen in (USUAL, replace(USUAL, rate=200), replace(USUAL, text_percent=200), USUAL):
        appearance.apply(chosen)
    sizes = [look.text for look in wardrobe.worn]
    assert sizes == [sizes[0], 2 * sizes[0], sizes[0]]


@pytest.mark.parametrize(
    ("chosen", "pictures"),
    [({}, True), ({"picture": False}, False), ({"theme": Theme.CALM}, False)],
)
def test_moving_pictures_are_there_where_they_are_wanted(
    appearance: Appearance, wardrobe: Wardrobe, chosen: dict[str, object], pictures: bool
) -> None:
    appearance.apply(replace(USUAL, **chosen))
    assert wardrobe.worn[-1].pictures is pictures


def test_nothing_moves_in_the_calm_theme_or_where_the_system_asks_for_that(
    appearance: Appearance, motion: MotionWish
) -> None:
    stilled: list[bool] = []
    appearance.stilled.connect(stilled.append)
    appearance.apply(USUAL)
    appearance.apply(replace(USUAL, theme=Theme.CALM))
    motion.reduced = True
    motion.changed.emit()  # with the settings in force, which are not the calm ones
    motion.reduced = False
    motion.changed.emit()
    assert stilled == [False, True, True, False]
