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
from PySide6.QtWidgets import QApplication

from assistant.adapters.voices.engine import VoiceInfo, VoiceSettings
from assistant.commands import Page
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from tests.helpers.voices import InstantVoice, Loudspeaker

PATIENCE = 60.0
"""Seconds after which what a test waits for is taken not to come."""


def wait_until(reached: Callable[[], object]) -> None:
    """Let the window work until something is reached."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "what was waited for did not come"
        QApplication.processEvents()
        time.sleep(0.005)


def discard(application: Application) -> None:
    """Close a window, and delete it with all that is in it."""
    application.window.close()
    application.window.deleteLater()
    # Outside of Qt's own loop nothing is deleted by itself, and what is left hears every change of language.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


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
) -> Iterator[Callable[[Settings], Application]]:
    """Makes windows; all are closed at the end, with their threads and processes."""
    made: list[Application] = []

    def make(chosen: Settings) -> Application:
        keeper = SettingsKeeper(chosen, tmp_path / "settings.json")
        application = Application(qt, keeper, TunableVoice(), loudspeaker, EventRecorder(None))
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
def application(make_application: Callable[[Settings], Application]) -> Application:
    """A window as it is after the first steps."""
    return make_application(Settings(welcomed=True, language="en"))
