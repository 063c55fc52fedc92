"""Silence: kept by the command, and for one run alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.muting import Muting
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.pages.conversation_page import ConversationPage
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import press
from tests.ui.conftest import TunableVoice


def test_mute_is_kept(application: Application) -> None:
    press(application, "M")
    assert application.presenter.muted
    assert application.keeper.current.muted
    assert not application.conversation.sound.isChecked()
    press(application, "M")
    assert not application.presenter.muted
    assert application.conversation.sound.isChecked()


@pytest.fixture
def parts() -> Iterator[Callable[[Settings], tuple[Muting, SpeechPresenter, ConversationPage, SettingsKeeper]]]:
    """Makes a muting with all that it keeps agreed."""
    made: list[SpeechPresenter] = []

    def make(chosen: Settings) -> tuple[Muting, SpeechPresenter, ConversationPage, SettingsKeeper]:
        page, keeper = ConversationPage(), SettingsKeeper(chosen, None)
        made.append(SpeechPresenter(TunableVoice(), Loudspeaker(), page))
        return Muting(made[-1], page, keeper), made[-1], page, keeper

    yield make
    for presenter in made:
        presenter.close()


@pytest.mark.parametrize("muted", [False, True])
def test_it_begins_as_it_was_left_and_each_change_is_said(parts: Callable[..., Any], muted: bool) -> None:
    muting, presenter, page, keeper = parts(Settings(language="en", muted=muted))
    said: list[str] = []
    muting.answered.connect(said.append)
    assert (presenter.muted, page.sound.isChecked()) == (muted, not muted)
    for now in (not muted, muted):
        muting.toggle()
        assert (presenter.muted, page.sound.isChecked(), keeper.current.muted) == (now, not now, now)
        assert said[-1] == say("answer.muted" if now else "answer.audible")


def test_silence_for_one_run_is_not_kept(parts: Callable[..., Any]) -> None:
    muting, presenter, page, keeper = parts(Settings(language="en"))
    muting.silence()
    assert (presenter.muted, page.sound.isChecked(), keeper.current.muted) == (True, False, False)
