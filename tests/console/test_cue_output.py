"""The console waits for pauses like the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from assistant.adapters.audio.microphone import Microphone
from assistant.console.cue_output import open_cue_output
from assistant.console.output import watch
from assistant.events import Frame, NoticeEvent
from assistant.runtime.output_options import ALOUD, OutputOptions, SpeechOption
from assistant.settings import Settings
from tests.helpers.heard import note_silences


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


class Room:
    """A camera that sees nobody, and is switched off after a moment."""

    returns = True

    def frames(self) -> Iterator[Frame]:
        for number in range(3):
            yield Frame(np.full((48, 64, 3), 90, np.uint8), number / 10)


@pytest.mark.parametrize("speech", [ALOUD, SpeechOption(muted=True)])
def test_a_camera_is_read_with_what_the_microphone_hears_where_one_listens(
    speech: SpeechOption, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = note_silences(monkeypatch)
    monkeypatch.setattr(Microphone, "start", lambda _: None)
    monkeypatch.setattr(Microphone, "silence", lambda _: 4.0)
    watch(Room(), replace(Settings(), pauses=True, muted=True), OutputOptions(speech=speech))
    assert heard == [4.0 if speech is ALOUD else None] * 3
