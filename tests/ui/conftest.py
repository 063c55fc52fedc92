"""A real window, off the screen where there is none, with a voice and a loudspeaker that need no waiting."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# What the desktop of whoever runs the tests wishes, such as less motion, decides nothing here.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from assistant import messages
from assistant.adapters.voices.engine import VoiceInfo, VoiceSettings
from assistant.commands import Page
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.opening import Opening
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.shell.qt import use_language
from tests.helpers.programs import PATIENCE
from tests.helpers.voices import InstantVoice, Loudspeaker
from tests.helpers.webcam import Webcam
from tests.helpers.window import captions


def wait_until(reached: Callable[[], object]) -> None:
    """Let the window work until something is reached."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "what was waited for did not come"
        QApplication.processEvents()
        time.sleep(0.005)


def wait_for(seconds: float) -> None:
    """Let the window work, and other threads: `QTest.qWait` holds them up."""
    end = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() > end)


def discard(application: Application) -> None:
    """Close a window, and delete it with all that is in it."""
    application.window.close()
    application.window.deleteLater()
    # Outside of Qt's own loop nothing is deleted by itself, and what is left hears every change of language.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def speak_english() -> None:
    """Let all words be English, Qt's own as well, where no window turns them."""
    messages.use("en")
    use_language("en")


class TunableVoice(InstantVoice):
    """Remembers how it is to sound, and has the voices that a test gives it."""

    settings: VoiceSettings | None = None
    offered: tuple[VoiceInfo, ...] = ()

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self.offered

    def use(self, settings: VoiceSettings) -> None:
        self.settings = settings


@pytest.fixture(scope="session")
def qt() -> QApplication:
    """Qt's one application."""
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    made.setStyle("Fusion")
    return made


@pytest.fixture
def loudspeaker() -> Loudspeaker:
    """Writes down what sounds."""
    return Loudspeaker()


@pytest.fixture
def make_application(
    qt: QApplication, loudspeaker: Loudspeaker, tmp_path: Path
) -> Iterator[Callable[..., Application]]:
    """Makes windows; all are closed at the end, with their threads and processes."""
    made: list[Application] = []
    usual = tmp_path / "settings.json"

    def make(chosen: Settings, path: Path | None = usual, recorder: EventRecorder | None = None) -> Application:
        keeper = SettingsKeeper(chosen, path)
        application = Application(qt, keeper, TunableVoice(), loudspeaker, recorder or EventRecorder(None))
        made.append(application)
        application.window.resize(1280, 800)
        application.window.show()
        application.window.activateWindow()
        application.window.go(Page.CONVERSATION)
        wait_until(application.window.isActiveWindow)
        return application

    yield make
    for application in made:
        discard(application)


@pytest.fixture
def application(make_application: Callable[..., Application]) -> Application:
    """A window as it is after the first steps."""
    return make_application(Settings(welcomed=True, language="en"))


@pytest.fixture
def heard(application: Application) -> list[str]:
    """What the window has said and shown."""
    return captions(application)


@pytest.fixture
def webcam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webcam]:
    """The user's camera."""
    made = Webcam()
    monkeypatch.setattr("assistant.runtime.source_runner._RETRY", 0.05)
    monkeypatch.setattr(Opening, "camera", property(lambda _: made))
    yield made
    made.opens.set()
    made.closes.set()


@pytest.fixture
def troubles(application: Application) -> list[str]:
    """What the reading complained of."""
    heard: list[str] = []
    application.reading.failed.connect(heard.append)
    return heard


@pytest.fixture(autouse=True)
def english(qt: QApplication) -> Iterator[None]:
    """Every test begins in English, whatever language the one before it ended in."""
    speak_english()
    yield
    speak_english()


@pytest.fixture
def shown(qt: QApplication) -> Iterator[Callable[[QWidget], None]]:
    """Shows widgets in front, so that they can have the focus; they are deleted at the end."""
    made: list[QWidget] = []

    def show(widget: QWidget) -> None:
        made.append(widget)
        widget.show()
        widget.activateWindow()
        wait_until(widget.isActiveWindow)

    yield show
    for widget in made:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
