"""A session bus of our own, and what every service and every desktop portal on it does."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from jeepney import Message, MessageType, message_bus
from jeepney.io.threading import ReceiveStopped, open_dbus_connection

SERVICE, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"


@contextlib.contextmanager
def session_bus() -> Iterator[str]:
    """Run a bus; yields its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        try:
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()


@dataclass
class BusService:
    """Takes what reaches its names, in a thread of its own.

    Attributes:
        address: of the bus.
    """

    address: str

    NAMES: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        self._connection = open_dbus_connection(self.address)
        for name in self.NAMES:
            self._connection.send(message_bus.RequestName(name))
        answers = 0
        while answers < len(self.NAMES):  # then the names are ours
            answers += self._connection.receive().header.message_type is MessageType.method_return
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave the bus, as a service that crashes."""
        self._connection.interrupt()
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        with contextlib.suppress(ReceiveStopped):
            while True:
                self._take(self._connection.receive())

    def _take(self, message: Message) -> None:
        raise NotImplementedError


class PortalService(BusService):
    """Answers the calls that reach the desktop portal."""

    NAMES = (SERVICE,)

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.method_call:
            self._answer(message)

    def _answer(self, call: Message) -> None:
        raise NotImplementedError
