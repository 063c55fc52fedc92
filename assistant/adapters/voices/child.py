"""The speech process: takes phrases from a pipe, gives sound back.

A voice that hangs or crashes takes this process with it and nothing else. It imports neither numpy
nor Qt nor LiteRT, so that a new one speaks within a fraction of a second.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from assistant.adapters.voices.engine import Engine, Sound, VoiceInfo, VoiceSettings
from assistant.adapters.voices.speech_files import remove_left_behind

EngineFactory: TypeAlias = Callable[[str, Path], Engine]
"""Makes the engine of a driver's name, given a folder for files, of its own."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Request: the sound of a phrase."""

    text: str
    settings: VoiceSettings


@dataclass(frozen=True, slots=True)
class ListVoices:
    """Request: the voices that there are."""


@dataclass(frozen=True, slots=True)
class Ready:
    """First reply: the engine has started."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Reply: the voices that the engine offers."""

    voices: tuple[VoiceInfo, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Reply to anything that the engine could not do; `detail` is its own words."""

    detail: str


Request: TypeAlias = Speak | ListVoices
Reply: TypeAlias = Ready | Failure | Sound | Voices


def run(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """The process' main function: serve requests until the other end of the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to the whole group; the parent decides
    os.umask(0o077)  # what is spoken is nobody else's to read
    threading.Thread(target=_follow_parent, args=(folder,), daemon=True).start()
    with contextlib.redirect_stdout(None):  # pyttsx3 prints, and the real one may carry events
        try:
            engine = factory(driver, folder)
        except Exception as error:  # whatever an engine raises, the parent must hear of it
            connection.send(Failure(f"{driver}: {error}"))
            return
        connection.send(Ready())
        _serve(connection, engine)


def _serve(connection: Connection, engine: Engine) -> None:
    while True:
        try:
            request: Request = connection.recv()
        except EOFError:
            return
        connection.send(_answer(engine, request))


def _answer(engine: Engine, request: Request) -> Reply:
    try:
        if isinstance(request, ListVoices):
            return Voices(tuple(engine.voices()))
        return engine.speak(request.text, request.settings)
    except Exception as error:  # a failed phrase must not end the process
        return Failure(str(error))


def _follow_parent(folder: Path) -> None:
    """End with the parent, even while the engine hangs, and leave no file behind, nor any that another left."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    remove_left_behind(folder.parent)
    parent.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)
