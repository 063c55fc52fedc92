"""Speech processes that break what they promise their parent, and engines that fail in the middle of a phrase.

Those named "once" do so in the first process only: a file beside their folder remembers it.
"""

from __future__ import annotations

import os
import signal
import struct
import time
from multiprocessing.connection import Connection
from pathlib import Path

from assistant.adapters.voices.child import EngineFactory, Ready, run
from assistant.adapters.voices.engine import Sound, VoiceSettings
from assistant.adapters.voices.espeak import EspeakEngine

HANGS = 60.0
"""Seconds for which a process does nothing."""


def happened_before(folder: Path) -> bool:
    """Whether this was asked before in the place where the folder is."""
    memory = folder.parent / "happened"
    if memory.exists():
        return True
    memory.touch()
    return False


def stops_in_a_reply(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Promises 1,000 bytes, sends four and stops."""
    _reply_with(connection, struct.pack("!i", 1000) + b"half")


def stops_in_a_reply_once(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Stops in its first reply, and is honest when it is started anew."""
    if happened_before(folder):
        run(connection, driver, folder, factory)
    else:
        stops_in_a_reply(connection, driver, folder, factory)


def promises_a_petabyte(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Announces a message that no memory holds."""
    _reply_with(connection, struct.pack("!iQ", -1, 2**50))


def sends_rubbish(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Sends a message that is no reply."""
    _reply_with(connection, struct.pack("!i", 9) + b"\x80\x04rubbish")


def sends_without_end(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Sends one message after the other, each a great one."""
    connection.send(Ready())
    connection.recv()
    while True:
        connection.send(Sound(bytes(2**25), 8000))


def replies_twice(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Sends each reply twice, so that the second could be taken for that to the next request."""

    class Twice:
        recv = connection.recv

        def send(self, reply: object) -> None:
            connection.send(reply)
            if isinstance(reply, Sound):
                connection.send(reply)

    run(Twice(), driver, folder, factory)  # type: ignore[arg-type] # as much of a driver as is asked for


def reads_nothing(connection: Connection, driver: str, folder: Path, factory: EngineFactory) -> None:
    """Reports ready, and reads no request."""
    connection.send(Ready())
    time.sleep(HANGS)


class KilledInAPhraseOnce(EspeakEngine):
    """Is killed when its file is half written."""

    def _save(self, text: str, file: Path) -> None:
        super()._save(text, file)
        if not happened_before(self._folder):
            file.write_bytes(file.read_bytes()[:2000])
            os.kill(os.getpid(), signal.SIGKILL)


class HalvesItsFileOnce(EspeakEngine):
    """Leaves its file without an end."""

    def _save(self, text: str, file: Path) -> None:
        super()._save(text, file)
        if not happened_before(self._folder):
            file.write_bytes(file.read_bytes()[:20])


class StopsWithItsFile(EspeakEngine):
    """Stops when its file is written."""

    def _save(self, text: str, file: Path) -> None:
        super()._save(text, file)
        os.kill(os.getpid(), signal.SIGSTOP)


class OnAFullDisk(EspeakEngine):
    """Can write no file of more than 1,000 bytes while there is a file named "full" beside its folder."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        import resource  # noqa: PLC0415 # not there on Windows

        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        limit = 1000 if (self._folder.parent / "full").exists() else most
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
        return super().speak(text, settings)


class TellsModes(EspeakEngine):
    """Refuses with the permissions of its folder and of all that is in it."""

    def _save(self, text: str, file: Path) -> None:
        super()._save(text, file)
        paths = (self._folder, *self._folder.iterdir())
        raise RuntimeError(", ".join(f"{path.stat().st_mode & 0o777:o}" for path in paths))


def _reply_with(connection: Connection, raw: bytes) -> None:
    connection.send(Ready())
    connection.recv()
    os.write(connection.fileno(), raw)
    time.sleep(HANGS)
