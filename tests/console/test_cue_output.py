"""The console waits for pauses like the window."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from assistant.adapters.audio.microphone import Microphone
from assistant.console.cue_output import open_cue_output
from assistant.events import NoticeEvent
from assistant.runtime.output_options import ALOUD
from assistant.settings import Settings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def refuse(microphone: Microphone) -> None:
        asked.append("start")
        microphone._on_trouble("No microphone.")

    monkeypatch.setattr(Microphone, "start", refuse)
    return asked


@pytest.mark.parametrize("pauses", [True, False])
def test_the_microphone_is_asked_for_where_speech_is_to_wait_and_missed_in_words(
    asked: list[str], pauses: bool
) -> None:
    troubles: list[str] = []
    output = open_cue_output(ALOUD, replace(Settings(), pauses=pauses), lambda words: None, troubles.append)
    output.finish()
    assert asked == ["start"] * pauses
    assert ("No microphone." in troubles) == pauses


def test_speech_asks_the_microphone_whether_someone_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()

    def listen(_: Microphone) -> bool:
        asked.set()
        return False

    monkeypatch.setattr(Microphone, "talking", listen)
    output = open_cue_output(ALOUD, Settings(), lambda words: None, lambda words: None)
    output.announce(NoticeEvent(0.0, "No face in view."))
    assert asked.wait(10)
    output.finish()
