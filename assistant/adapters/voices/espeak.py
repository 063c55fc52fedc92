"""eSpeak NG, from the system or, where that has none, from the package `espeakng-loader`.

https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h
"""

from __future__ import annotations

import ctypes
import importlib
import os
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.adapters.voices.pyttsx3_engine import Pyttsx3Engine

_SAMPLES_A_SECOND = 22050


class EspeakEngine(Pyttsx3Engine):
    """pyttsx3's driver finds and chooses the voice; the phrase itself is spoken by eSpeak's own calls.

    The driver waits for an event that eSpeak sends only where it has a thread of its own, which on Windows it has not;
    and it cancels what that thread has still to do, the change of voice and rate for the phrase included.

    Raises:
        Exception: whatever the driver raises where it cannot run.
    """

    def __init__(self, driver: str, folder: Path) -> None:
        self._espeak = _binding()
        super().__init__(driver, folder)
        self._spoken = bytearray()
        self._espeak.SetSynthCallback(self._take)
        # Voice and rate are changed at once, for no loop is run that would do it later.
        self._engine.proxy.setBusy(False)

    def _save(self, text: str, file: Path) -> None:
        self._raise_problem()
        self._spoken.clear()
        self._espeak.Synth(text, flags=self._espeak.ENDPAUSE | self._espeak.CHARS_UTF8)
        self._espeak.Synchronize()
        with wave.open(str(file), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(ctypes.sizeof(ctypes.c_short))
            sound.setframerate(_SAMPLES_A_SECOND)
            sound.writeframes(self._spoken)

    def _take(self, samples: Any, count: int, _events: object) -> int:
        if count > 0:
            self._spoken += ctypes.string_at(samples, count * ctypes.sizeof(ctypes.c_short))
        return 0


def _binding() -> Any:
    """pyttsx3's binding to eSpeak, with the packaged library where the system has none."""
    name = "pyttsx3.drivers._espeak"
    try:
        return importlib.import_module(name)
    except RuntimeError:  # pyttsx3 found no library at the places it knows
        loader = importlib.import_module("espeakng_loader")
        os.environ["ESPEAK_DATA_PATH"] = loader.get_data_path()
        with _library(loader.get_library_path()):
            return importlib.import_module(name)


@contextmanager
def _library(path: str) -> Iterator[None]:
    """Let pyttsx3 find eSpeak at `path`: it looks in fixed places only and offers no way to name another."""
    load = ctypes.cdll.LoadLibrary
    vars(ctypes.cdll)["LoadLibrary"] = lambda _: load(path)
    try:
        yield
    finally:
        del vars(ctypes.cdll)["LoadLibrary"]
