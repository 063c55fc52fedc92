"""A settings portal on a session bus, as the desktop's own."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.threading import ReceiveStopped, open_dbus_connection

SERVICE, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"


@dataclass
class SettingsPortal:
    """Answers as org.freedesktop.portal.Settings is described to answer.

    Attributes:
        address: of the bus.
        values: D-Bus signature and value by namespace and key.
    """

    address: str
    values: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = open_dbus_connection(self.address)
        self._connection.send(message_bus.RequestName(SERVICE))
        self._connection.receive()  # the name is ours
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave the bus."""
        self._connection.interrupt()
        self._thread.join()
        self._connection.close()

    def change(self, namespace: str, key: str, signature: str, value: Any) -> None:
        """The user changes a setting."""
        self.values[namespace, key] = (signature, value)
        address = DBusAddress(PATH, interface=SETTINGS)
        body = (namespace, key, (signature, value))
        self._connection.send(new_signal(address, "SettingChanged", "ssv", body))

    def _serve(self) -> None:
        with contextlib.suppress(ReceiveStopped):
            while True:
                call = self._connection.receive()
                if call.header.message_type is not MessageType.method_call:
                    continue
                if call.body in self.values:
                    # The real one wraps its answer twice, too.
                    self._connection.send(new_method_return(call, "v", (("v", self.values[call.body]),)))
                else:
                    name = "org.freedesktop.portal.Error.NotFound"
                    self._connection.send(new_error(call, name, "s", ("Requested setting not found",)))
