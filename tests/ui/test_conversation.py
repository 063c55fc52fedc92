"""The Conversation page on the real pipeline, from a drawn face to the large word."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from assistant import settings_file
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.capture.sources import open_source
from assistant.adapters.voices.chain import Speech
from assistant.adapters.voices.engine import VoiceSettings
from assistant.errors import SourceError
from assistant.events import Channel, CueEvent, Earcon, Frame
from assistant.expressions import Expression
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings, Speaker, Theme
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.sight import Sight, State
from tests.helpers.engines import Hanging
from tests.helpers.voices import Loudspeaker
from tests.ui.conftest import TunableVoice, discard, wait_until


class Unplugged:
    """A camera that is not there, until it is."""

    returns = True

    def __init__(self) -> None:
        self.missing = True

    def frames(self) -> Iterator[Frame]:
        if self.missing:
            raise SourceError("No camera was found: plug one in.")
        while True:
            yield Frame(np.zeros((120, 160, 3), np.uint8), 0.0)


def test_a_drawn_smile_is_shown_as_a_word_with_its_frame(application: Application) -> None:
    captions: list[str] = []
    sights: list[Sight] = []
    application.mouthpiece.caption.connect(captions.append)
    application.reading.seen.connect(sights.append)
    application.reading.use(DrawnSource("live"), "Drawn face")
    page = application.conversation
    assert page.sight.notice.accessibleName() == "Expression reading is on: Drawn face"
    wait_until(lambda: "happy" in page.sight.label.accessibleName())
    wait_until(lambda: any("happy" in caption for caption in captions))
    assert page.sight.video.isVisible()
    sight = sights[-1]
    assert sight.observation.partner in {reading.face for reading in sight.observation.faces}
    assert sight.observation.time == sight.frame.time
    application.handlers["start_pause"]()
    assert page.sight.notice.accessibleName() == "Expression reading is off"
    assert not page.sight.video.filled
    assert not page.sight.video.isVisible()


def test_nothing_that_was_seen_comes_after_the_pause(application: Application) -> None:
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    application.reading.pause()
    late: list[object] = []
    application.reading.seen.connect(late.append)
    application.reading.told.connect(late.append)
    QTest.qWait(200)  # nothing is seen or told any more
    assert late == []
    assert application.reading.describe(muted=False).startswith("Paused.")


def test_a_missing_camera_is_said_and_can_be_tried_again(application: Application) -> None:
    captions: list[str] = []
    application.mouthpiece.caption.connect(captions.append)
    camera = Unplugged()
    application.opening.use(camera, "Camera 0")
    wait_until(lambda: captions)
    page = application.conversation
    assert captions[-1] == page.trouble.text() == "No camera was found: plug one in."
    assert page.trouble.isVisible()
    again = application.window.focusWidget()
    assert again.text() == "Try again"
    camera.missing = False
    QTest.keyClick(again, Qt.Key.Key_Space)
    wait_until(lambda: application.reading.state is State.READING)
    assert not page.trouble.isVisible()
    assert application.window.focusWidget() is page.start


class Defective:
    """A source with a defect of the program's own."""

    returns = False

    def frames(self) -> Iterator[Frame]:
        yield Frame(np.zeros((120, 160, 3), np.uint8), 0.0)
        raise ZeroDivisionError("a defect")


@pytest.mark.logs("assistant.ui.workers.vision_worker")
def test_a_defect_while_reading_is_said_and_does_not_pass_for_an_end(application: Application) -> None:
    application.reading.use(Defective(), "Defective")
    wait_until(lambda: application.reading.state is State.FAILED)
    assert "a defect" in application.conversation.trouble.text()


def test_a_file_that_is_no_video_is_said(application: Application, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    application.opening.open(broken)
    wait_until(lambda: application.reading.state is State.FAILED)
    assert "broken.mp4" in application.conversation.trouble.text()


def test_a_file_that_is_not_there_is_said(application: Application, tmp_path: Path) -> None:
    application.opening.open(tmp_path / "none.mp4")
    wait_until(lambda: "none.mp4" in application.conversation.caption.text())


def test_a_recording_ends_and_can_be_read_again(application: Application, shared: Path) -> None:
    application.opening.use(open_source(str(shared / "media" / "single_face.mp4"), "fast"), "clip")
    wait_until(lambda: application.reading.state is State.ENDED)
    assert not application.reading.running
    application.handlers["start_pause"]()
    wait_until(lambda: application.reading.state is State.READING)


def test_closing_leaves_no_thread(make_application: Callable[[Settings], Application]) -> None:
    before = set(threading.enumerate())
    application = make_application(Settings(welcomed=True))
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    application.window.close()
    assert not application.reading.running
    wait_until(lambda: {t for t in threading.enumerate() if not t.daemon} <= before | {threading.main_thread()})


def test_closing_does_not_wait_for_a_voice_that_hangs(
    qt: QApplication, loudspeaker: Loudspeaker, tmp_path: Path
) -> None:
    voice = Speech(VoiceSettings(), chain=("hanging",), factory=Hanging, deadline=60)
    keeper = SettingsKeeper(Settings(welcomed=True), tmp_path / "settings.json")
    application = Application(qt, keeper, voice, loudspeaker, EventRecorder(None))
    window = application.window
    window.show()
    wait_until(multiprocessing.active_children)
    application.mouthpiece.answer("Nobody hears this.")
    QTest.qWait(500)  # the engine is there now, and hangs
    shown: list[bool] = []
    window.closing.connect(lambda: shown.append(window.isVisible()))
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 5  # it hangs for 60, and takes some hundredths to end
    assert shown == [False]
    assert not multiprocessing.active_children()
    discard(application)


def test_a_window_takes_all_that_is_in_it_along(qt: QApplication, loudspeaker: Loudspeaker, tmp_path: Path) -> None:
    before = set(QApplication.allWidgets())
    keeper = SettingsKeeper(Settings(welcomed=True), tmp_path / "settings.json")
    application = Application(qt, keeper, TunableVoice(), loudspeaker, EventRecorder(None))
    assert set(QApplication.allWidgets()) > before
    discard(application)
    assert set(QApplication.allWidgets()) == before
    assert not isValid(application.focus_reader)  # which sees every event of every window


@pytest.mark.parametrize(
    ("chosen", "visible"),
    [
        (Settings(welcomed=True), True),
        (Settings(welcomed=True, picture=False), False),
        (Settings(welcomed=True, theme=Theme.CALM), False),
        (Settings(welcomed=True, text_percent=300), False),
    ],
)
def test_the_picture_is_shown_only_where_it_is_wanted_and_leaves_room(
    make_application: Callable[[Settings], Application], chosen: Settings, visible: bool
) -> None:
    application = make_application(chosen)
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    wait_until(lambda: application.conversation.sight.video.isVisible() == visible)


def test_the_label_says_how_sure_it_is(application: Application) -> None:
    label = application.conversation.sight.label
    label.show_expression(Expression.SAD, 0.9)
    assert label.accessibleName() == "Looks sad"
    label.show_expression(Expression.SAD, 0.65)
    assert label.accessibleName() == "Looks sad", "a little less does not flicker"
    for probability in (0.5, 0.65):
        label.show_expression(Expression.SAD, probability)
        assert label.accessibleName() == "Maybe sad"
    label.show_expression(Expression.SAD, 0.9)
    label.show_expression(Expression.ANGRY, 0.65)
    assert label.accessibleName() == "Maybe angry"
    label.show_expression(None, 0.2)
    assert label.accessibleName() == "can't tell"


def test_reading_the_controls_leaves_what_was_said_last(
    make_application: Callable[[Settings], Application], loudspeaker: Loudspeaker
) -> None:
    application = make_application(Settings(welcomed=True, read_controls=True, language="en"))
    words = "looks happy"
    application.mouthpiece.tell(CueEvent(1.0, 1, words, frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE))
    caption = application.conversation.caption
    wait_until(lambda: caption.text() == "Last said: looks happy")
    wait_until(lambda: "speech" in loudspeaker.asked)
    loudspeaker.asked.clear()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Tab)
    wait_until(lambda: "speech" in loudspeaker.asked)  # the control was read
    assert caption.text() == "Last said: looks happy"
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_S)
    wait_until(lambda: caption.text() == "Paused. Sound on.")
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_R)
    wait_until(lambda: caption.text() == "looks happy")


def test_settings_are_kept_at_once(application: Application, tmp_path: Path) -> None:
    application.keeper.set("rate", 200)
    assert settings_file.load(tmp_path / "settings.json")[0].rate == 200
    assert application.keeper.undo()
    assert application.keeper.current.rate == 170
    assert not application.keeper.undo()


def test_what_is_muted_stays_so_whatever_becomes_of_the_settings(application: Application, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    application.keeper.set("rate", 200)
    application.handlers["mute"]()
    for change in (application.adjusting.undo, application.adjusting.reset):
        change()
        assert application.mouthpiece.muted
        kept, _ = settings_file.load(path)
        assert (kept.muted, kept.welcomed, kept.rate) == (True, True, 170)


def test_a_reset_does_not_add_a_voice_to_the_screen_readers(application: Application) -> None:
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    application.keeper.set("rate", 200)
    application.adjusting.reset()
    assert application.keeper.current == Settings(welcomed=True, speaker=Speaker.SCREEN_READER)
