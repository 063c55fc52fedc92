"""A key for all programs on Wayland: the desktop portal org.freedesktop.portal.GlobalShortcuts over D-Bus.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html

The desktop asks the user, may give another key than the one proposed, and reports that one key alone. Qt's own
D-Bus classes cannot build the nested list that this interface takes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.threading import ReceiveStopped, open_dbus_connection

from assistant.adapters.desktop.global_key.keysyms import keysym_name
from assistant.errors import GlobalKeyError
from assistant.hotkey import Combination, Modifier
from assistant.messages import say

APPLICATION = "expression.assistant"
"""By what the portal knows this program: the name, less its suffix, of a .desktop file."""

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_PORTAL = DBusAddress(_PATH, _SERVICE, _SHORTCUTS)
_REGISTRY = DBusAddress(_PATH, _SERVICE, "org.freedesktop.host.portal.Registry")
_ID = "mute"
_MODIFIERS = {Modifier.META: "LOGO", Modifier.CTRL: "CTRL", Modifier.ALT: "ALT", Modifier.SHIFT: "SHIFT"}
_NOT_THERE = {
    f"org.freedesktop.DBus.Error.{name}"
    for name in ("ServiceUnknown", "UnknownMethod", "UnknownInterface", "UnknownObject", "NameHasNoOwner")
}


def trigger(combination: Combination) -> str:
    """The combination as the XDG shortcuts specification writes it."""
    held = [name for modifier, name in _MODIFIERS.items() if modifier in combination.modifiers]
    return "+".join([*held, keysym_name(combination.key)])


class PortalKey:
    """See `assistant.adapters.desktop.global_key.take`."""

    def __init__(self, combination: Combination, pressed: Callable[[], None], lost: Callable[[str], None]) -> None:
        self._combination, self._pressed, self._lost = combination, pressed, lost
        try:
            self._connection = open_dbus_connection()
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise GlobalKeyError(say("error.global_key_none")) from error
        self._thread = threading.Thread(target=self._listen, name="global key", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give the key back: the portal forgets it with our connection."""
        self._connection.interrupt()
        self._thread.join()
        self._connection.close()

    def _listen(self) -> None:
        try:
            self._report(self._bind())
        except ReceiveStopped:
            return
        except GlobalKeyError as error:
            self._lost(error.sentence)
        except OSError as error:
            self._lost(self._refused(str(error)))

    def _bind(self) -> str:
        """Agree with the desktop, and the user, on the key; returns the path of the session."""
        # A portal that does not know this call, or finds no .desktop file, goes by what it knows of the process.
        self._send(_REGISTRY, "Register", "sa{sv}", (APPLICATION, {}))
        begun = self._ask("CreateSession", "a{sv}", ({**_token("create"), "session_handle_token": ("s", "session")},))
        session = str(begun["session_handle"][1])
        for rule in _signals():
            self._connection.send(message_bus.AddMatch(rule))
        name, proposed = say("setting.global_mute"), trigger(self._combination)
        wanted = {"description": ("s", name), "preferred_trigger": ("s", proposed)}
        body = (session, [(_ID, wanted)], "", _token("bind"))
        bound = self._ask("BindShortcuts", "oa(sa{sv})sa{sv}", body)
        given = dict(bound.get("shortcuts", ("a(sa{sv})", []))[1])
        if not given.get(_ID, {}).get("trigger_description", ("s", ""))[1]:
            self._lost(say("error.global_key_unset", name=name))
        return session

    def _report(self, session: str) -> None:
        while True:
            message = self._connection.receive()
            if _is_signal(message, "Activated") and message.body[:2] == (session, _ID):
                self._pressed()
            elif _is_signal(message, "Closed") and _field(message, HeaderFields.path) == session:
                raise GlobalKeyError(self._refused("Closed"))
            elif _is_signal(message, "NameOwnerChanged") and message.body[0] == _SERVICE:
                raise GlobalKeyError(self._refused("NameOwnerChanged"))

    def _ask(self, method: str, signature: str, body: tuple[object, ...]) -> dict[str, Any]:
        """Call a method that answers by a signal, and wait for that: it may take the user's consent."""
        token = body[-1]["handle_token"][1]  # type: ignore[index] # a D-Bus body has no static type
        sender = self._connection.unique_name[1:].replace(".", "_")
        request = f"{_PATH}/request/{sender}/{token}"
        serial = self._send(_PORTAL, method, signature, body)
        while True:
            message = self._connection.receive()
            failed = message.header.message_type is MessageType.error
            if failed and _field(message, HeaderFields.reply_serial) == serial:
                name, detail = _field(message, HeaderFields.error_name), " ".join(map(str, message.body))
                raise GlobalKeyError(say("error.global_key_none") if name in _NOT_THERE else self._refused(detail))
            if _is_signal(message, "Response") and _field(message, HeaderFields.path) == request:
                code, results = message.body
                if code:
                    raise GlobalKeyError(self._refused(f"{method} {code}"))
                return dict(results)

    def _send(self, address: DBusAddress, method: str, signature: str, body: tuple[object, ...]) -> int:
        serial = next(self._connection.outgoing_serial)
        self._connection.send(new_method_call(address, method, signature, body), serial=serial)
        return int(serial)

    def _refused(self, detail: str) -> str:
        return say("error.global_key_refused", shortcut=self._combination.name, detail=detail)


def _token(name: str) -> dict[str, tuple[str, str]]:
    return {"handle_token": ("s", name)}


def _signals() -> list[MatchRule]:
    change = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    change.add_arg_condition(0, _SERVICE)
    return [change, MatchRule(type="signal", sender=_SERVICE, interface=_SHORTCUTS, member="Activated")]


def _is_signal(message: Message, member: str) -> bool:
    return message.header.message_type is MessageType.signal and _field(message, HeaderFields.member) == member


def _field(message: Message, field: HeaderFields) -> object:
    return message.header.fields.get(field)
