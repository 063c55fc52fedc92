"""A desktop portal that gives keys for all programs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_return, new_signal

from tests.helpers.bus import PATH, PortalService

SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"


@dataclass
class Portal(PortalService):
    """Answers as org.freedesktop.portal.GlobalShortcuts is described to answer.

    Attributes:
        given: what it says the user's key is; "" where the user has none yet.
        code: how BindShortcuts ends: 0 is well, 1 is declined by the user.
        refusal: the sentence with which CreateSession fails, None where it does not.
        asked: names and arguments of the calls so far.
    """

    given: str = "Press <Control><Alt>m"
    code: int = 0
    refusal: str | None = None
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = self._session = ""
        self.bound = threading.Event()
        super().__post_init__()

    def press(self, name: str = "mute") -> None:
        """The user presses the key."""
        self._tell(PATH, SHORTCUTS, "Activated", "osta{sv}", (self._session, name, 1, {}))

    def end_session(self) -> None:
        """The desktop takes the key back."""
        self._tell(self._session, "org.freedesktop.portal.Session", "Closed")

    def _answer(self, call: Message) -> None:
        fields = call.header.fields
        method, self._client = fields[HeaderFields.member], fields[HeaderFields.sender]
        sender = self._client[1:].replace(".", "_")
        self.asked.append((method, call.body))
        if method == "Register":
            self._connection.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("not here",)))
        elif method == "CreateSession" and self.refusal:
            name = "org.freedesktop.portal.Error.NotAllowed"
            self._connection.send(new_error(call, name, "s", (self.refusal,)))
        elif method == "CreateSession":
            self._session = f"{PATH}/session/{sender}/{call.body[0]['session_handle_token'][1]}"
            self._respond(call, call.body[0], 0, {"session_handle": ("s", self._session)})
        else:
            assert method == "BindShortcuts"
            assert call.body[0] == self._session
            given = [(name, {**about, "trigger_description": ("s", self.given)}) for name, about in call.body[1]]
            self._respond(call, call.body[3], self.code, {} if self.code else {"shortcuts": ("a(sa{sv})", given)})
            self.bound.set()

    def _respond(self, call: Message, options: dict[str, Any], code: int, results: dict[str, Any]) -> None:
        handle = f"{PATH}/request/{self._client[1:].replace('.', '_')}/{options['handle_token'][1]}"
        self._connection.send(new_method_return(call, "o", (handle,)))
        self._tell(handle, "org.freedesktop.portal.Request", "Response", "ua{sv}", (code, results))

    def _tell(self, path: str, interface: str, name: str, signature: str | None = None, body: Any = ()) -> None:
        signal = new_signal(DBusAddress(path, interface=interface), name, signature, body)
        signal.header.fields[HeaderFields.destination] = self._client  # as the real one: to this program alone
        self._connection.send(signal)
