"""The thread that reads: what goes wrong in it is told, and the conversation goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.events import Frame
from assistant.runtime.event_log import EventLog, EventRecorder
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.sight import State
from assistant.ui.workers import vision_worker
from tests.helpers.window import captions
from tests.ui.conftest import wait_until


class Defective:
    """A source with a defect of the program's own."""

    returns = False

    def frames(self) -> Iterator[Frame]:
        yield Frame(np.zeros((120, 160, 3), np.uint8), 0.0)
        raise ZeroDivisionError("a defect")


@pytest.mark.logs("reading failed")
def test_a_defect_while_reading_is_said_and_does_not_pass_for_an_end(application: Application) -> None:
    application.reading.use(Defective(), "Defective")
    wait_until(lambda: application.reading.state is State.FAILED)
    assert "a defect" in application.conversation.trouble.text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_the_events_is_told_and_the_conversation_goes_on(
    make_application: Callable[..., Application],
) -> None:
    with EventLog("/dev/full") as log:
        recorder = EventRecorder(log)
        application = make_application(Settings(welcomed=True, language="en"), None, recorder)
        heard = captions(application)
        application.reading.use(DrawnSource("live"), "Drawn face")
        wait_until(lambda: [words for words in heard if "/dev/full cannot be written" in words])
        assert recorder.broken
        wait_until(lambda: [words for words in heard if "looks" in words])
        assert application.reading.state is State.READING
        assert len([words for words in heard if "cannot be written" in words]) == 1


def test_what_reading_has_freed_goes_back_once_the_source_is_closed(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(vision_worker, "give_back", lambda: done.append("given back"))
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.state is State.READING)
    assert done == []
    application.reading.pause()
    wait_until(lambda: done)
    assert done == ["given back"]
