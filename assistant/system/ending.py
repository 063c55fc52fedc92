"""How the process ends: at Ctrl+C, at the end of its terminal or session, and in any case soon.

A signal never breaks into running code: an exception that comes up inside a library that is just being loaded, or in a
slot of Qt's, is lost or brings the process down. While there is nothing to finish, a signal ends the process on the
spot; where there is, that is asked to end, and has a moment for it. What hangs by then is left behind: everything worth
keeping is written as it comes.

The exit code is that of a shell: 128 and the number of the signal, which is 130 for Ctrl+C and 143 for SIGTERM.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from assistant.system.console_end import on_console_end

_GRACE = 1.5  # s in which to finish
_BEING_MADE = 0.2  # s in which a folder that is just being made is

# Ctrl+C, `kill` and the end of a session, the terminal that is closed, and what Windows has for it.
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


class _Ending:
    """The end of this one process.

    Attributes:
        signal: the number of the signal that asked for it, or None.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ask: Callable[[], None] | None = None
        self._ours = self._ends_soon = False
        self._making, self._folders = threading.Lock(), set[Path]()
        self.signal: int | None = None

    def watch(self) -> None:
        reading, writing = os.pipe()
        if sys.platform != "win32":
            os.set_blocking(writing, False)
        # Python's own handler runs only when the main thread is not busy elsewhere; this is told at once.
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        _handle(lambda *_: None, _SIGNALS)
        threading.Thread(target=self._listen, args=(reading,), name="signals", daemon=True).start()
        on_console_end(lambda: self._on_signal(signal.SIGTERM))
        self._ours = True

    @contextmanager
    def graceful_stop(self, ask: Callable[[], None]) -> Iterator[None]:
        with self._lock:
            self._ask = ask
        try:
            yield
        finally:
            with self._lock:
                # Once asked, what follows has to be finished, too.
                self._ask = None if self.signal is None else ask

    def end_soon(self) -> None:
        if self._ours and not self._ends_soon:
            self._ends_soon = True
            timer = threading.Timer(_GRACE, self.end, (0,))
            timer.daemon = True
            timer.start()

    def make_folder(self, make: Callable[[], Path]) -> Path:
        with self._making:
            folder = make()
            self._folders.add(folder)
        return folder

    def remove_folder(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self._folders.discard(folder)

    def end(self, code: int) -> NoReturn:
        # Nobody lets go of the lock again: what is not made by now is not made at all.
        self._making.acquire(timeout=_BEING_MADE)
        for folder in tuple(self._folders):
            self.remove_folder(folder)
        os._exit(code if self.signal is None else 128 + self.signal)

    def _listen(self, pipe: int) -> None:
        while True:
            for number in os.read(pipe, 64):
                self._on_signal(number)

    def _on_signal(self, number: int) -> None:
        with self._lock:
            again, self.signal = self.signal is not None, self.signal or number
            ask = self._ask
        if ask is None or again:
            self.end(0)
        self.end_soon()
        ask()


def _handle(handler: Callable[[int, FrameType | None], None], signals: Sequence[signal.Signals]) -> None:
    for number in signals:
        # What was ignored before, as by nohup, stays so.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _exit(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


_ENDING = _Ending()


def watch_signals() -> None:
    """Answer the signals that end a process, from now on."""
    _ENDING.watch()


def exit_on_signals() -> None:
    """Let the signals that end a process come up as `SystemExit`, as Ctrl+C comes up by itself.

    For command lines that may take their time to put in order what they began, instead of `watch_signals`; in a slot
    of Qt's it would be lost.
    """
    _handle(_exit, [number for number in _SIGNALS if number is not signal.SIGINT])
    on_console_end(lambda: signal.raise_signal(signal.SIGTERM))


def graceful_stop(ask: Callable[[], None]) -> AbstractContextManager[None]:
    """While this is entered a signal does not end the process on the spot, but calls `ask`, from another thread.

    The process then has `_GRACE` seconds for all that is left to do, and is ended after them.
    """
    return _ENDING.graceful_stop(ask)


def make_folder(make: Callable[[], Path]) -> Path:
    """The folder that `make` makes, which goes with the process however that ends, short of being killed."""
    return _ENDING.make_folder(make)


def remove_folder(folder: Path) -> None:
    """Remove a folder that `make_folder` made, with all that is in it, as far as that can be done."""
    _ENDING.remove_folder(folder)


def end_soon() -> None:
    """End the process in `_GRACE` seconds at the latest; does nothing in one that does not watch its signals."""
    _ENDING.end_soon()


def leave(code: int) -> NoReturn:
    """End the process, with this exit code where no signal ended it, without waiting for threads that hang.

    Nothing is torn down: Qt, LiteRT and OpenCV have threads that crash when the interpreter goes before them.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    _ENDING.end(code)
