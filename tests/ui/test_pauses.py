"""Waiting for pauses in the talk where there is no microphone to hear them by."""

from __future__ import annotations

import pytest

from assistant.adapters.audio.microphone import Microphone
from assistant.messages import say
from assistant.settings import DEFAULTS, Speaker
from assistant.ui.application import Application
from assistant.ui.widgets.basic import Switch
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import wait_until


@pytest.fixture(autouse=True)
def _no_microphone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(microphone: Microphone) -> None:
        microphone._on_trouble(say("audio.no_microphone"))

    monkeypatch.setattr(Microphone, "start", refuse)


def test_a_missing_microphone_is_said_and_the_switch_tells_it_until_it_is_off(
    application: Application, loudspeaker: Loudspeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_until(lambda: "speech" in loudspeaker.asked)
    spoken: list[str] = []
    monkeypatch.setattr(application.mouthpiece._voice, "before", spoken.append)
    switches = application.settings.findChildren(Switch)
    switch = next(made for made in switches if made.text() == say("setting.pauses"))
    switch.click()
    assert application.keeper.current.pauses is not DEFAULTS.pauses
    wait_until(lambda: spoken)
    assert spoken == [say("audio.no_microphone")]
    assert "earcon at 0" in loudspeaker.asked
    assert switch.accessibleDescription() == say("audio.no_microphone")
    switch.click()
    assert switch.accessibleDescription() == say("setting.pauses_help")


def test_no_microphone_is_opened_for_a_screen_reader_that_would_not_wait(application: Application) -> None:
    switches = application.settings.findChildren(Switch)
    switch = next(made for made in switches if made.text() == say("setting.pauses"))
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    switch.click()
    assert switch.accessibleDescription() == say("audio.reader_waits_not")
    application.keeper.set("speaker", Speaker.VOICE)
    assert switch.accessibleDescription() == say("audio.no_microphone")
