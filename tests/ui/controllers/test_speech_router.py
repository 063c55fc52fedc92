"""By which way words reach the user: as they chose, as they heard, or the next one when nobody answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.errors import SpeechError
from assistant.events import Priority
from assistant.settings import Settings, Speaker
from assistant.speech.routes import Route
from assistant.ui.controllers import reader_channel, speech_router
from assistant.ui.controllers.speech_router import SpeechRouter
from tests.helpers.programs import PATIENCE
from tests.helpers.speech_service import Service
from tests.ui.conftest import wait_until

SILENT, SPEAKING = (ScreenReader("Orca", announces=announces) for announces in (False, True))
THROUGH_READER = Settings(language="en", speaker=Speaker.SCREEN_READER)


@pytest.fixture
def router_beside(
    qt: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[ScreenReader | None], SpeechRouter]]:
    """Makes routers beside a screen reader, or none, and without a speech service."""
    made: list[SpeechRouter] = []
    listener = QObject()

    def make(reader: ScreenReader | None) -> SpeechRouter:
        monkeypatch.setattr(speech_router, "running_screen_reader", lambda: reader)
        monkeypatch.setattr(speech_router.speech_dispatcher, "is_there", lambda: False)
        made.append(SpeechRouter(listener))
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
    router_beside: Callable[..., SpeechRouter], reader: ScreenReader | None, speaker: Speaker, route: Route
) -> None:
    made = router_beside(reader)
    made.prefer(Settings(language="en", speaker=speaker))
    assert made.route is route
    assert (made.channel is None) is (route is Route.VOICE), "two would speak at once, or nobody"


@pytest.mark.parametrize("state", [Qt.ApplicationState.ApplicationActive, Qt.ApplicationState.ApplicationInactive])
def test_beside_another_program_our_voice_speaks_for_a_reader_that_hears_the_front_alone(
    router_beside: Callable[..., SpeechRouter], monkeypatch: pytest.MonkeyPatch, state: Qt.ApplicationState
) -> None:
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)
    nvda, orca = router_beside(ScreenReader("NVDA", announces=True, in_front_alone=True)), router_beside(SPEAKING)
    for made in (nvda, orca):
        made.prefer(THROUGH_READER)
    in_front = state is Qt.ApplicationState.ApplicationActive
    assert nvda.route is (Route.ANNOUNCEMENT if in_front else Route.VOICE)
    assert orca.route is Route.ANNOUNCEMENT, "Orca speaks them in any case"


def test_a_way_that_was_heard_in_front_is_not_taken_for_heard_behind(
    router_beside: Callable[..., SpeechRouter], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = [Qt.ApplicationState.ApplicationActive]
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state[0])
    made = router_beside(ScreenReader("NVDA", announces=True, in_front_alone=True))
    made.prefer(THROUGH_READER)
    made.try_next()
    made.try_next()
    assert made.route is Route.ANNOUNCEMENT
    state[0] = Qt.ApplicationState.ApplicationInactive
    assert made.route is Route.VOICE


def test_the_way_that_was_heard_is_kept_as_long_as_it_is_there(router_beside: Callable[..., SpeechRouter]) -> None:
    chosen = Settings(language="en", speaker=Speaker.SCREEN_READER, heard=Route.VOICE)
    made = router_beside(SPEAKING)
    made.prefer(chosen)
    assert made.route is Route.VOICE
    made.prefer(Settings(language="en", speaker=Speaker.SCREEN_READER, heard=Route.DISPATCHER))
    assert made.route is Route.ANNOUNCEMENT


def test_who_hears_nothing_is_called_by_each_way_in_turn(router_beside: Callable[..., SpeechRouter]) -> None:
    made = router_beside(SPEAKING)
    made.prefer(THROUGH_READER)
    taken = [made.route]
    for _ in range(3):
        made.try_next()
        taken.append(made.route)
    assert taken == [Route.ANNOUNCEMENT, Route.VOICE, Route.ANNOUNCEMENT, Route.VOICE]
    made.prefer(Settings(language="en", speaker=Speaker.VOICE))
    made.prefer(THROUGH_READER)
    assert made.route is Route.ANNOUNCEMENT, "another choice begins anew"


def test_without_a_screen_reader_our_voice_goes_on_calling(router_beside: Callable[..., SpeechRouter]) -> None:
    made = router_beside(None)
    made.prefer(THROUGH_READER)
    for _ in range(3):
        made.try_next()
        assert made.route is Route.VOICE


def test_a_desktop_that_does_not_answer_is_not_asked_again_and_again(
    router_beside: Callable[..., SpeechRouter], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, free, asked = router_beside(None), threading.Event(), list[str]()

    def hang() -> None:
        asked.append("who runs?")
        assert free.wait(PATIENCE)

    monkeypatch.setattr(speech_router, "running_screen_reader", hang)
    made._timer.setInterval(1)
    wait_until(lambda: asked)
    QTest.qWait(100)  # each time that the timer ran out would have been a thread more
    assert len(asked) == 1
    free.set()


@pytest.fixture
def services(router_beside: Callable[..., SpeechRouter], monkeypatch: pytest.MonkeyPatch) -> list[Service]:
    """Those that were connected to; the last one's `gone` says whether the next connection fails."""
    made: list[Service] = []

    def connect(on_begun: Callable[[int], None], on_over: Callable[[int | None], None]) -> Service:
        made.append(Service(on_begun, on_over))
        if len(made) > 1 and made[-2].gone:
            made[-1].gone = True
            raise SpeechError("The speech service does not answer.")
        return made[-1]

    monkeypatch.setattr(reader_channel, "SpeechDispatcher", connect)
    return made


def beside_orca(router_beside: Callable[..., SpeechRouter], monkeypatch: pytest.MonkeyPatch) -> SpeechRouter:
    router = router_beside(SILENT)
    monkeypatch.setattr(speech_router.speech_dispatcher, "is_there", lambda: True)
    router.prefer(THROUGH_READER)
    return router


def test_a_service_that_does_not_answer_is_asked_once_until_the_next_look(
    router_beside: Callable[..., SpeechRouter], services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    router = beside_orca(router_beside, monkeypatch)
    assert router.route is Route.DISPATCHER
    services[0].gone = True
    services[0].over(None)
    wait_until(lambda: router.route is Route.VOICE)
    for _ in range(5):
        assert router.channel is None
        assert not router.always_elsewhere
    assert len(services) == 2, "each time takes as long as it may take to answer"
    services[-1].gone = False
    router._timer.setInterval(1)
    wait_until(lambda: router.route is Route.DISPATCHER)
    assert len(services) == 3


def test_what_an_old_service_tells_late_leaves_the_new_one_alone(
    router_beside: Callable[..., SpeechRouter], services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    router = beside_orca(router_beside, monkeypatch)
    old = router.channel
    assert old is not None
    unsaid: list[str] = []
    router.unsaid.connect(unsaid.append)
    old.say("looks happy", Priority.CUE)
    old.lost.emit("looks happy")
    new = router.channel
    assert new is not None
    assert new is not old
    services[0].over(None)
    wait_until(lambda: services[0].closed)
    assert router.channel is new
    assert unsaid[0] == "looks happy"
    router.close()
    assert services[1].closed
