"""The parent's end of a speech process: start it, ask it within a deadline, kill it."""

from __future__ import annotations

import contextlib
import multiprocessing
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import TypeVar

from assistant import messages
from assistant.adapters.voices.child import (
    EngineFactory,
    Failure,
    ListVoices,
    Ready,
    Reply,
    Request,
    Speak,
    Voices,
    run,
)
from assistant.adapters.voices.engine import Sound, VoiceInfo, VoiceSettings
from assistant.errors import SpeechError

_START_SECONDS = 10.0  # Windows prepares its voices at the very first start

_R = TypeVar("_R", bound=Ready | Sound | Voices)

_spawn = multiprocessing.get_context("spawn")


class SpeechProcess:
    """An engine in a process of its own, which ends with this one whatever happens.

    Args:
        driver: the engine's name.
        factory: makes the engine in the process; a module-level function or class.

    Raises:
        SpeechError: there is no room for another process. Any method raises it likewise where the engine
            does not do what was asked; the process is then of no more use and must be closed.
    """

    def __init__(self, driver: str, factory: EngineFactory) -> None:
        self._folder = Path(tempfile.gettempdir()) / f"expression-assistant-{secrets.token_hex(8)}"
        try:
            self._connection, its_end = _spawn.Pipe()
            arguments = (its_end, driver, self._folder, factory)
            self._process = _spawn.Process(target=run, args=arguments, name=f"speech-{driver}", daemon=True)
            self._process.start()
        except OSError as error:  # no room for another process
            raise SpeechError(messages.say("speech.refused", detail=error.strerror)) from error
        its_end.close()  # the process' death must close the pipe

    def begin(self) -> None:
        """Wait until the engine reports ready, 10 s at most."""
        self._expect(Ready, _START_SECONDS)

    def speak(self, text: str, settings: VoiceSettings, deadline: float) -> Sound:
        """The sound of a phrase, as the engine returns it within `deadline` seconds, unchecked."""
        self._send(Speak(text, settings))
        return self._expect(Sound, deadline)

    def voices(self, deadline: float) -> tuple[VoiceInfo, ...]:
        """The engine's voices."""
        self._send(ListVoices())
        return self._expect(Voices, deadline).voices

    def kill(self) -> None:
        """End the process at once, from any thread: whoever waits for it hears that it crashed."""
        with contextlib.suppress(ValueError):  # another thread has closed it already
            self._process.kill()

    def close(self) -> None:
        """End the process at once, by force, and remove its files."""
        self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, request: Request) -> None:
        try:
            self._connection.send(request)
        except OSError as error:
            raise SpeechError(messages.say("speech.crashed")) from error

    def _expect(self, kind: type[_R], seconds: float) -> _R:
        try:
            if not self._connection.poll(seconds):
                raise SpeechError(messages.say("speech.hung"))
            reply: Reply = self._connection.recv()
        except (EOFError, OSError) as error:
            raise SpeechError(messages.say("speech.crashed")) from error
        if not isinstance(reply, kind):
            detail = reply.detail if isinstance(reply, Failure) else type(reply).__name__
            raise SpeechError(messages.say("speech.refused", detail=detail))
        return reply
