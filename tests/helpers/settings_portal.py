"""A settings portal on a session bus, as the desktop's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, Message, new_error, new_method_return, new_signal

from tests.helpers.bus import PATH, PortalService

SETTINGS = "org.freedesktop.portal.Settings"


@dataclass
class SettingsPortal(PortalService):
    """Answers as org.freedesktop.portal.Settings is described to answer.

    Attributes:
        values: D-Bus signature and value by namespace and key.
    """

    values: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)

    def change(self, namespace: str, key: str, signature: str, value: Any) -> None:
        """The user changes a setting."""
        self.values[namespace, key] = (signature, value)
        address = DBusAddress(PATH, interface=SETTINGS)
        body = (namespace, key, (signature, value))
        self._connection.send(new_signal(address, "SettingChanged", "ssv", body))

    def _answer(self, call: Message) -> None:
        if call.body in self.values:
            # The real one wraps its answer twice, too.
            self._connection.send(new_method_return(call, "v", (("v", self.values[call.body]),)))
        else:
            name = "org.freedesktop.portal.Error.NotFound"
            self._connection.send(new_error(call, name, "s", ("Requested setting not found",)))
