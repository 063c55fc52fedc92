"""speech-dispatcher, the speech service of Linux desktops, by which Orca speaks as well: SSIP over its socket.

It lets one message at a time be heard, whichever program sent it, so what goes through it never talks over a screen
reader. https://htmlpreview.github.io/?https://github.com/brailcom/speechd/blob/master/doc/ssip.html
"""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from assistant.errors import SpeechError
from assistant.messages import say

_ANSWER_SECONDS = 1.0
_BEGUN, _OVER = {"701"}, {"702", "703"}  # of an event's code: begun; ended or cancelled
_USUAL_RATE, _FASTEST, _SLOWEST = 170, 450, 80  # words a minute that stand for SSIP's 0, 100 and -100


class SpeechDispatcher:
    """A connection, which lasts until `close`.

    Args:
        on_begun: hears the number of each message when its sound begins, from a thread of its own.
        on_over: hears it when the sound has ended or was cancelled; None for all: the connection is lost.

    Raises:
        SpeechError: no speech-dispatcher answers.
    """

    def __init__(self, on_begun: Callable[[int], None], on_over: Callable[[int | None], None]) -> None:
        self._on_begun, self._on_over = on_begun, on_over
        self._answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        self._closed = False
        self._socket = _connect()
        threading.Thread(target=self._listen, name="speech-dispatcher", daemon=True).start()
        try:
            self._ask("SET SELF CLIENT_NAME user:expression-assistant:main")
            self._ask("SET SELF PRIORITY message")  # as Orca's: neither cuts the other off
            for event in ("BEGIN", "END", "CANCEL"):
                self._ask(f"SET SELF NOTIFICATION {event} on")
        except SpeechError:
            self.close()
            raise

    def use(self, language: str, rate: int, volume: int) -> None:
        """Speak so from the next message on: ISO 639-1 code, words a minute, percent."""
        beyond = rate - _USUAL_RATE
        span = _FASTEST - _USUAL_RATE if beyond > 0 else _USUAL_RATE - _SLOWEST
        self._ask(f"SET SELF LANGUAGE {language}")
        self._ask(f"SET SELF RATE {max(-100, min(100, round(100 * beyond / span)))}")
        self._ask(f"SET SELF VOLUME {2 * volume - 100}")

    def say(self, text: str) -> int:
        """Have a text said after what is being said, by whomever; returns the message's number.

        Raises:
            SpeechError: it was not taken.
        """
        self._ask("SPEAK")
        words = " ".join(text.split())
        return int(self._ask(f"{'.' if words.startswith('.') else ''}{words}\r\n.")[0])

    def cancel(self) -> None:
        """Say nothing more of what we gave; what is being said stops."""
        self._ask("CANCEL self")

    def close(self) -> None:
        """End the connection."""
        self._closed = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _ask(self, line: str) -> list[str]:
        """Send a line and wait for what it answers, less the codes."""
        try:
            self._socket.sendall(f"{line}\r\n".encode())
            answer = self._answers.get(timeout=_ANSWER_SECONDS)
        except (OSError, queue.Empty):
            raise SpeechError(say("speech.crashed")) from None
        if not answer or answer[-1][0] != "2":
            raise SpeechError(say("speech.crashed"))
        return [entry[4:] for entry in answer]

    def _listen(self) -> None:
        lines: list[str] = []
        with contextlib.suppress(OSError, ValueError), self._socket.makefile("rb") as received:
            for raw in received:
                line = raw.decode(errors="replace").rstrip()
                lines.append(line)
                if line[3:4] == "-":
                    continue
                self._take(lines)
                lines = []
        self._answers.put([])
        if not self._closed:
            self._on_over(None)

    def _take(self, lines: list[str]) -> None:
        code = lines[-1][:3]
        if code in _BEGUN:
            self._on_begun(int(lines[0][4:]))
        elif code in _OVER:
            self._on_over(int(lines[0][4:]))
        elif not code.startswith("7"):
            self._answers.put(lines)


def is_there() -> bool:
    """Whether speech-dispatcher has a socket to answer at."""
    path = _path()
    return path is not None and path.exists()


def reachable() -> bool:
    """Whether speech-dispatcher answers."""
    try:
        SpeechDispatcher(lambda message: None, lambda message: None).close()
    except SpeechError:
        return False
    return True


def _path() -> Path | None:
    """By the address in SPEECHD_ADDRESS, else in the user's runtime folder; never over a network."""
    kind, _, place = os.environ.get("SPEECHD_ADDRESS", "unix_socket").partition(":")
    runtime = os.environ.get("XDG_RUNTIME_DIR", str(Path.home() / ".cache"))
    if kind != "unix_socket":
        return None
    return Path(place or f"{runtime}/speech-dispatcher/speechd.sock")


def _connect() -> socket.socket:
    path = _path()
    if path is None or sys.platform == "win32":  # whose Python has no such sockets
        raise SpeechError(say("speech.crashed"))
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise SpeechError(say("speech.crashed")) from None
    return connection
