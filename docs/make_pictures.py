"""Make the pictures of the docs by driving the real window: `python -m docs.make_pictures`.

The window reads the built-in drawn face through the whole pipeline; nothing is shown that was not read.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from assistant import messages
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.capture.drawn_source import RATE, DrawnSource
from assistant.adapters.voices.chain import VoiceChain
from assistant.commands import Page
from assistant.events import Frame
from assistant.messages import say
from assistant.practice.cards import Kind
from assistant.runtime.event_log import EventRecorder
from assistant.runtime.voice_choice import voice_settings
from assistant.settings import Settings, Theme
from assistant.system.library_log import run_quietly
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper

DOCS = Path(__file__).resolve().parent
SIZE = (1280, 800)
PATIENCE = 150.0  # s for the drawn face to look happy


class HeldSmile:
    """The drawn face, held still as soon as it smiles.

    Each frame is shown before the next is read, so that all pictures are of the same moment, however slow the computer.
    """

    returns = False

    def __init__(self) -> None:
        self.shown, self.reached = threading.Event(), False

    def frames(self) -> Iterator[Frame]:
        """The frames, the last of them again and again."""
        clip = DrawnSource("fast").frames()
        frame = next(clip)
        while True:
            yield frame
            self.shown.wait(1.0)
            self.shown.clear()
            frame = replace(frame, time=frame.time + 1 / RATE) if self.reached else next(clip)


def main() -> int:
    """Write `docs/pictures/*.png`; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    messages.use("en")
    pictures = DOCS / "pictures"
    pictures.mkdir(exist_ok=True)
    qt = QApplication(sys.argv)
    qt.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder  # nobody's own practice is touched
        chosen = Settings(language="en", log=True, welcomed=True)
        keeper = SettingsKeeper(chosen, Path(folder) / "settings.json")
        application = Application(qt, keeper, VoiceChain(voice_settings(chosen)), AudioOutput(), EventRecorder(None))
        application.window.resize(*SIZE)
        application.window.show()
        application.presenter.mute(True)
        application.window.go(Page.CONVERSATION)
        smile = HeldSmile()
        application.reading.seen.connect(lambda _sight: smile.shown.set())
        application.reading.use(smile, say("firstrun.drawn"))
        happy = f"{say('ui.label_certain')} {say('expression.happy')}"
        label = application.conversation.sight.label
        caption = application.conversation.caption
        wait_until(lambda: label.accessibleName() == happy and say("expression.happy") in caption.text())
        smile.reached = True
        sight = application.reading.sight
        assert sight is not None
        application.window.grab().save(str(pictures / "conversation.png"))
        in_all_themes(application, pictures)
        keeper.set("theme", Theme.SYSTEM)
        keeper.set("text_percent", 200)
        qt.processEvents()
        application.window.grab().save(str(pictures / "conversation-200.png"))
        keeper.set("text_percent", 100)
        application.handlers["label_only"]()
        wait_until(lambda: application.label_page.sight.label.accessibleName() == happy)
        application.window.grab().save(str(pictures / "label-only.png"))
        application.photos.use(sight.frame.pixels)
        wait_until(lambda: application.photo.view.filled)
        for page in (Page.PHOTO, Page.LOG, Page.SETTINGS, Page.HELP):
            application.window.go(page)
            qt.processEvents()
            application.window.grab().save(str(pictures / f"{page.value}.png"))
        practise(application, pictures / "practice.png")
        application.handlers["first_run"]()
        while application.first_run.step != "trial":
            application.first_run.next()
        application.first_run.trial_wanted.emit()
        wait_until(lambda: application.first_run.sight.label.accessibleName() == happy)
        application.window.grab().save(str(pictures / "first-steps.png"))
        application.window.close()
    return 0


def in_all_themes(application: Application, pictures: Path) -> None:
    """The conversation in the colours of one theme after the other."""
    for theme in (Theme.WHITE_ON_BLACK, Theme.YELLOW_ON_BLACK, Theme.BLACK_ON_WHITE, Theme.CALM):
        application.keeper.set("theme", theme)
        QApplication.processEvents()
        application.window.grab().save(str(pictures / f"conversation-{theme.value}.png"))


def practise(application: Application, picture: Path) -> None:
    """A card that asks to pick a face."""
    application.window.go(Page.PRACTICE)
    kinds = application.practice_page.start.kind
    kinds.setCurrentIndex(kinds.findData(Kind.PICK))
    application.handlers["next_card"]()
    QApplication.processEvents()
    application.window.grab().save(str(picture))
    application.handlers["end_practice"]()
    application.handlers["end_practice"]()


def wait_until(reached: Callable[[], bool]) -> None:
    """Let the window work until something is reached."""
    end = time.monotonic() + PATIENCE
    while not reached():
        QApplication.processEvents()
        time.sleep(0.01)
        if time.monotonic() > end:
            sys.exit("The drawn face did not come to look as expected.")


if __name__ == "__main__":
    run_quietly(main)
