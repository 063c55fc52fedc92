"""The parent's end of a speech process: start it, ask it within a deadline, kill it."""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import pickle
import queue
import threading
from typing import Protocol, TypeVar

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
from assistant.adapters.voices.speech_files import SpeechFiles
from assistant.errors import SpeechError

_START_SECONDS = 10.0  # Windows prepares its voices at the very first start
_END_SECONDS = 0.25  # that a killed process may take to be gone
_MOST_BYTES = 64 * 2**20  # of a reply: half an hour of any engine's sound

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
        with contextlib.ExitStack() as undo:
            try:
                self._files = SpeechFiles()
                undo.callback(self._files.close)
                self._connection, its_end = _spawn.Pipe()
                arguments = (its_end, driver, self._files.folder, factory)
                self._process = _spawn.Process(target=run, args=arguments, name=f"speech-{driver}", daemon=True)
                self._process.start()
            except OSError as error:  # no room for another process, or for its files
                raise SpeechError(messages.say("speech.refused", detail=error.strerror)) from error
            undo.pop_all()
        its_end.close()  # the process' death must close the pipe
        self._exchange: _Exchange | None = None
        # Python waits at its end for processes that it has only asked to end, which one that is stopped never does.
        atexit.register(self.kill)

    def begin(self) -> None:
        """Wait until the engine reports ready, 10 s at most."""
        self._ask(None, Ready, _START_SECONDS)

    def speak(self, text: str, settings: VoiceSettings, deadline: float) -> Sound:
        """The sound of a phrase, as the engine returns it within `deadline` seconds, unchecked."""
        return self._ask(Speak(text, settings), Sound, deadline)

    def voices(self, deadline: float) -> tuple[VoiceInfo, ...]:
        """The engine's voices."""
        return self._ask(ListVoices(), Voices, deadline).voices

    def kill(self) -> None:
        """End the process at once, from any thread: a caller that waits for it sees it as crashed."""
        with contextlib.suppress(ValueError):  # another thread has closed it already
            self._process.kill()

    def close(self) -> None:
        """End the process at once, by force, and remove its files."""
        atexit.unregister(self.kill)
        self._process.kill()
        self._process.join(_END_SECONDS)
        if self._exchange is None or self._exchange.ended(_END_SECONDS):
            self._connection.close()  # otherwise the reading thread keeps it open until it ends
        with contextlib.suppress(ValueError):  # the system still holds it
            self._process.close()
        self._files.close()

    def _ask(self, request: Request | None, kind: type[_R], seconds: float) -> _R:
        self._exchange = _Exchange(self._connection, request)
        reply = self._exchange.reply(seconds)
        if not isinstance(reply, kind):
            detail = reply.detail if isinstance(reply, Failure) else type(reply).__name__
            raise SpeechError(messages.say("speech.refused", detail=detail))
        return reply


class _Pipe(Protocol):
    """What a connection of `multiprocessing` can do, whatever its class is on this system."""

    def poll(self) -> bool: ...
    def send(self, obj: object, /) -> None: ...
    def recv_bytes(self, maxlength: int) -> bytes: ...


class _Exchange:
    """A request and its reply, in a thread, for a process may stop in the middle of either.

    Waiting until something can be read is not enough, and what could read with a time limit is not to be had for
    Windows' pipes. The thread ends with the process.
    """

    def __init__(self, connection: _Pipe, request: Request | None) -> None:
        self._outcome: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, args=(connection, request), name="voice", daemon=True)
        self._thread.start()

    def reply(self, seconds: float) -> Reply:
        """The reply.

        Raises:
            SpeechError: the process has ended, answers nothing that can be understood, or not in time.
        """
        try:
            outcome = self._outcome.get(timeout=seconds)
        except queue.Empty as error:
            raise SpeechError(messages.say("speech.hung")) from error
        if isinstance(outcome, Exception):
            raise SpeechError(messages.say("speech.crashed")) from outcome
        return outcome

    def ended(self, seconds: float) -> bool:
        """Whether the thread has ended, at the latest after so long."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self, connection: _Pipe, request: Request | None) -> None:
        try:
            if request is not None:
                if connection.poll():
                    raise OSError("the process speaks unasked")
                connection.send(request)
            reply: Reply = pickle.loads(connection.recv_bytes(_MOST_BYTES))  # noqa: S301 # a process of our own
            self._outcome.put(reply)
        except Exception as error:  # a damaged reply can raise anything
            self._outcome.put(error)
