"""The speech process from its parent's side: started, waited for, and ended, whatever the engine does."""

from __future__ import annotations

import multiprocessing
import tempfile
import threading
import time

import pytest

from assistant.adapters.voices.espeak import EspeakEngine
from assistant.errors import SpeechError
from tests.adapters.voices.conftest import MakeSpeech
from tests.helpers import engines

SOON = 5.0
"""Seconds on the busiest machine for what takes some hundredths, and far less than an engine hangs."""


def test_an_engine_that_hangs_at_its_start_is_given_up(
    make_speech: MakeSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.adapters.voices.process._START_SECONDS", 0.2)
    with pytest.raises(SpeechError, match="in time"):
        make_speech(engines.HangsAtStart).start()


def test_a_machine_without_room_for_files_says_so(make_speech: MakeSpeech, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setattr(tempfile, "tempdir", "/nowhere/at/all")
        with pytest.raises(SpeechError, match="No such file"):
            make_speech(EspeakEngine, chain=("espeak",)).synthesize("looks happy")


@pytest.mark.parametrize("engine", [engines.Hanging, engines.HangsAtStart])
def test_a_hanging_voice_is_ended_at_once(make_speech: MakeSpeech, engine: type[engines.Honest]) -> None:
    speech = make_speech(engine, deadline=60)
    failures: list[SpeechError] = []

    def speak() -> None:
        try:
            speech.synthesize("looks happy")
        except SpeechError as error:
            failures.append(error)

    waiting = threading.Thread(target=speak)
    waiting.start()
    while not multiprocessing.active_children():
        time.sleep(0.01)
    time.sleep(0.5)  # so that the engine is there, and hangs
    began = time.monotonic()
    speech.close()
    waiting.join(60)
    assert time.monotonic() - began < SOON
    assert failures
    assert not multiprocessing.active_children()
