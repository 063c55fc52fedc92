"""Commands that change a setting, and say what it is now."""

from __future__ import annotations

import pytest

from assistant.cues.preferences import Delivery
from assistant.messages import say
from assistant.settings import Settings, Speaker, Theme
from assistant.ui.application import Application
from tests.helpers.window import captions, press

KEYS = {"E": "expressions", "N": "gestures", "L": "attention", "V": "movements"}


def test_text_grows_and_shrinks_to_its_bounds(application: Application) -> None:
    for key, (first, *percents) in (("Ctrl++", (250, 275, 300, 300)), ("Ctrl+-", (150, 125, 100, 100))):
        application.keeper.set("text_percent", first)
        for percent in percents:
            press(application, key)
            assert application.keeper.current.text_percent == percent


def test_the_themes_come_round(application: Application) -> None:
    seen = []
    for _ in Theme:
        press(application, "F9")
        seen.append(application.keeper.current.theme)
    assert set(seen) == set(Theme)
    assert seen[-1] is Theme.SYSTEM


@pytest.mark.parametrize(("key", "option"), KEYS.items())
def test_each_kind_is_switched_by_its_key_and_says_so(application: Application, key: str, option: str) -> None:
    said = captions(application)
    chosen = [getattr(application.keeper.current, option)]
    for _ in Delivery:
        press(application, key)
        chosen.append(getattr(application.keeper.current, option))
    assert {*chosen} == {*Delivery}
    assert chosen[-1] == chosen[0]
    named = {
        say("ui.option_now", option=say(f"setting.{option}"), value=say(f"setting.{option}_{d}")) for d in Delivery
    }
    assert {*said} == named


def test_a_switch_without_effect_says_why(application: Application) -> None:
    application.keeper.set("movements_only", True)
    said = captions(application)
    press(application, "E")
    assert said == ["Expressions: On request. Movements only, for work and school: on."]


def test_a_reset_does_not_add_a_voice_to_the_screen_readers(application: Application) -> None:
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    application.keeper.set("rate", 200)
    application.adjusting.reset()
    assert application.keeper.current == Settings(welcomed=True, speaker=Speaker.SCREEN_READER)
