"""By which way words reach the user: as they chose, as they heard, or the next one when nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.settings import Settings, Speaker
from assistant.speech.routes import Route
from assistant.ui.controllers import ear
from assistant.ui.controllers.ear import Ear

SILENT, SPEAKING = (ScreenReader("Orca", announces=announces) for announces in (False, True))
THROUGH_READER = Settings(language="en", speaker=Speaker.SCREEN_READER)


@pytest.fixture
def ear_beside(qt: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[ScreenReader | None], Ear]]:
    """Makes ears beside a screen reader, or none, and without a speech service."""
    made: list[Ear] = []
    listener = QObject()

    def make(reader: ScreenReader | None) -> Ear:
        monkeypatch.setattr(ear, "running_screen_reader", lambda: reader)
        monkeypatch.setattr(ear.speech_dispatcher, "is_there", lambda: False)
        made.append(Ear(listener))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize(
    ("reader", "speaker", "route"),
    [
        (SPEAKING, Speaker.SCREEN_READER, Route.ANNOUNCEMENT),
        (SPEAKING, Speaker.VOICE, Route.VOICE),
        (SILENT, Speaker.SCREEN_READER, Route.VOICE),
        (None, Speaker.SCREEN_READER, Route.VOICE),
    ],
)
def test_the_screen_reader_speaks_where_that_is_chosen_and_it_can(
    ear_beside: Callable[..., Ear], reader: ScreenReader | None, speaker: Speaker, route: Route
) -> None:
    made = ear_beside(reader)
    made.prefer(Settings(language="en", speaker=speaker))
    assert made.route is route
    assert (made.channel is None) is (route is Route.VOICE), "two would speak at once, or nobody"


def test_the_way_that_was_heard_is_kept_as_long_as_it_is_there(ear_beside: Callable[..., Ear]) -> None:
    chosen = Settings(language="en", speaker=Speaker.SCREEN_READER, heard=Route.VOICE)
    made = ear_beside(SPEAKING)
    made.prefer(chosen)
    assert made.route is Route.VOICE
    made.prefer(Settings(language="en", speaker=Speaker.SCREEN_READER, heard=Route.DISPATCHER))
    assert made.route is Route.ANNOUNCEMENT


def test_who_hears_nothing_is_called_by_each_way_in_turn(ear_beside: Callable[..., Ear]) -> None:
    made = ear_beside(SPEAKING)
    made.prefer(THROUGH_READER)
    taken = [made.route]
    for _ in range(3):
        made.try_next()
        taken.append(made.route)
    assert taken == [Route.ANNOUNCEMENT, Route.VOICE, Route.ANNOUNCEMENT, Route.VOICE]
    made.prefer(Settings(language="en", speaker=Speaker.VOICE))
    made.prefer(THROUGH_READER)
    assert made.route is Route.ANNOUNCEMENT, "another choice begins anew"


def test_without_a_screen_reader_our_voice_goes_on_calling(ear_beside: Callable[..., Ear]) -> None:
    made = ear_beside(None)
    made.prefer(THROUGH_READER)
    for _ in range(3):
        made.try_next()
        assert made.route is Route.VOICE
