"""What reaches a screen reader's user by somebody else's voice: one thing at a time, and nothing lost unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication

from assistant.events import Priority
from assistant.settings import Settings
from assistant.ui.controllers import reader_channel
from assistant.ui.controllers.reader_channel import Announcements, BesideReader
from tests.helpers.speech_service import Service
from tests.ui.conftest import wait_until


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> list[Service]:
    """Those that were connected to."""
    made: list[Service] = []

    def connect(on_begun: Callable[[int], None], on_over: Callable[[int | None], None]) -> Service:
        made.append(Service(on_begun, on_over))
        return made[-1]

    monkeypatch.setattr(reader_channel, "SpeechDispatcher", connect)
    return made


@pytest.fixture
def beside(qt: QApplication, services: list[Service]) -> Iterator[BesideReader]:
    made = BesideReader()
    yield made
    made.close()


@pytest.fixture
def service(beside: BesideReader, services: list[Service]) -> Service:
    return services[0]


@pytest.fixture
def lost(beside: BesideReader) -> list[str]:
    words: list[str] = []
    beside.lost.connect(words.append)
    return words


def test_what_is_told_waits_until_the_message_before_it_is_over(beside: BesideReader, service: Service) -> None:
    beside.say("looks happy", Priority.CUE)
    wait_until(lambda: service.said)
    beside.say("looks sad", Priority.CUE)
    service.begun(1)
    QApplication.processEvents()
    assert service.said == ["looks happy"]
    service.over(1)
    wait_until(lambda: service.said == ["looks happy", "looks sad"])
    assert service.cancelled == 0


def test_an_answer_takes_the_place_of_what_is_being_said(beside: BesideReader, service: Service) -> None:
    beside.say("looks happy", Priority.CUE)
    wait_until(lambda: service.said)
    beside.say("Paused.", Priority.ANSWER)
    wait_until(lambda: service.said == ["looks happy", "Paused."])
    assert service.cancelled == 1
    service.over(1)  # of the one that was cut short
    beside.say("looks sad", Priority.CUE)
    QApplication.processEvents()
    assert service.said == ["looks happy", "Paused."]


def test_a_key_cuts_a_long_answer_short_but_not_the_one_that_it_asked_for(
    beside: BesideReader, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside.say("All keys of this page: …", Priority.ANSWER)
    wait_until(lambda: service.said)
    beside.hush()
    assert service.cancelled == 0
    monkeypatch.setattr(reader_channel, "_SAME_KEY", -1.0)
    beside.hush()
    assert service.cancelled == 1
    beside.hush()
    assert service.cancelled == 1, "nothing is being said"


def test_nothing_is_said_of_what_was_stopped(beside: BesideReader, service: Service) -> None:
    beside.say("looks happy", Priority.CUE)
    beside.stop()
    QApplication.processEvents()
    assert service.said == []


def test_words_that_a_service_takes_along_are_told(beside: BesideReader, service: Service, lost: list[str]) -> None:
    beside.say("looks happy", Priority.CUE)
    wait_until(lambda: service.said)
    service.over(None)
    wait_until(lambda: lost)
    assert lost == ["looks happy"]
    assert service.closed


def test_words_that_a_service_refuses_are_told(beside: BesideReader, service: Service, lost: list[str]) -> None:
    service.gone = True
    beside.say("looks happy", Priority.CUE)
    wait_until(lambda: lost)
    assert lost == ["looks happy"]


def test_a_service_that_is_gone_before_anything_was_to_be_said_takes_nothing_along(
    beside: BesideReader, service: Service, lost: list[str]
) -> None:
    service.gone = True
    beside.prefer(Settings(language="en"))
    assert lost == [""]


class Reader:
    """Stands in for the screen reader at the other end of Qt's accessibility.

    Attributes:
        connected: whether it listens.
        heard: what it was told, and how urgently.
    """

    def __init__(self) -> None:
        self.connected = False
        self.heard: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def take(self, event: QAccessibleAnnouncementEvent) -> None:
        self.heard.append((event.message(), event.politeness()))

    @property
    def words(self) -> list[str]:
        return [words for words, _ in self.heard]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    qt_side = SimpleNamespace(
        isActive=lambda: made.connected,
        updateAccessibility=made.take,
        AnnouncementPoliteness=QAccessible.AnnouncementPoliteness,
    )
    monkeypatch.setattr(reader_channel, "QAccessible", qt_side)
    return made


@pytest.fixture
def announcements(qt: QApplication, reader: Reader) -> Iterator[Announcements]:
    listener = QObject()
    made = Announcements(listener)
    yield made
    made.close()


def test_words_wait_for_the_screen_reader_to_be_there(announcements: Announcements, reader: Reader) -> None:
    announcements.say("Welcome.", Priority.ANSWER)
    QApplication.processEvents()
    assert reader.heard == []
    reader.connected = True
    wait_until(lambda: reader.words == ["Welcome."])


def test_of_several_answers_in_one_go_the_last_is_said_and_urgently(
    announcements: Announcements, reader: Reader
) -> None:
    reader.connected = True
    announcements.say("Help page.", Priority.ANSWER)
    announcements.say("Paused.", Priority.ANSWER)
    wait_until(lambda: reader.heard)
    assert reader.heard == [("Paused.", QAccessible.AnnouncementPoliteness.Assertive)]


def test_a_cue_is_polite_and_waits_while_the_reader_is_taken_to_speak_unless_a_key_silences_it(
    announcements: Announcements, reader: Reader
) -> None:
    reader.connected = True
    announcements.say("looks happy, and so on for as long as it takes", Priority.CUE)
    wait_until(lambda: reader.heard)
    assert reader.heard[0][1] is QAccessible.AnnouncementPoliteness.Polite
    announcements.say("looks sad", Priority.CUE)
    QApplication.processEvents()
    assert len(reader.heard) == 1
    announcements.hush()
    wait_until(lambda: reader.words[1:] == ["looks sad"])
