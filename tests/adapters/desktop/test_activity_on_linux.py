"""While it reads, the program keeps a Linux desktop awake; a real bus, with services of our own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import numpy as np
import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's", allow_module_level=True)

from jeepney import HeaderFields, MatchRule, Message, MessageType, message_bus

from assistant.adapters.desktop.activity import Activity
from assistant.console.output import watch
from assistant.events import Frame
from assistant.runtime.output_options import OutputOptions, SpeechOption
from assistant.settings import Settings
from tests.helpers.bus import SERVICE as PORTAL
from tests.helpers.bus import BusService, session_bus
from tests.helpers.waiting import wait_for


class Desktop(BusService):
    """Whoever may turn the screen off or suspend: who asks, and whose connection has ended."""

    NAMES = ("org.freedesktop.ScreenSaver", "org.freedesktop.PowerManagement", PORTAL)

    def __post_init__(self) -> None:
        self.asked: list[tuple[str, tuple[object, ...]]] = []
        self.askers: set[str] = set()
        self.gone: set[str] = set()
        super().__post_init__()
        left = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        self._connection.send(message_bus.AddMatch(left))

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.method_call:
            assert fields[HeaderFields.member] == "Inhibit"
            self.askers.add(fields[HeaderFields.sender])
            self.asked.append((fields[HeaderFields.interface], message.body))
        elif fields.get(HeaderFields.member) == "NameOwnerChanged" and not message.body[2]:
            self.gone.add(message.body[0])


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        made = Desktop(address)
        yield made
        made.close()


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_linux_desktops_are_asked_to_stay_awake_until_the_work_ends(desktop: Desktop) -> None:
    activity = Activity()
    for working in (False, True, True):
        activity.hold(working)
    wait_for(lambda: len(desktop.asked) == 3, "three requests")
    names = ("expression.assistant", "reading faces")
    assert desktop.asked == [
        ("org.freedesktop.ScreenSaver", names),
        ("org.freedesktop.PowerManagement.Inhibit", names),
        ("org.freedesktop.portal.Inhibit", ("", 8, {"reason": ("s", "reading faces")})),
    ]
    (asker,) = desktop.askers
    assert asker not in desktop.gone
    activity.hold(working=False)
    wait_for(lambda: asker in desktop.gone, "the end of the connection, with which each request ends")
    activity.hold(working=True)
    wait_for(lambda: len(desktop.asked) == 6, "to be asked again")
    activity.hold(working=False)


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_the_console_is_at_work_as_long_as_it_watches(desktop: Desktop) -> None:
    class Room:
        """A camera that is switched off once the desktop has been asked."""

        returns = True

        def frames(self) -> Iterator[Frame]:
            wait_for(lambda: len(desktop.asked) == 3, "three requests")
            assert not desktop.askers & desktop.gone
            yield Frame(np.full((48, 64, 3), 90, np.uint8), 0.0)

    watch(Room(), Settings(), OutputOptions(speech=SpeechOption(muted=True)))
    wait_for(lambda: desktop.askers <= desktop.gone, "the end of the connection")


def test_without_a_bus_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    activity = Activity()
    activity.hold(working=True)
    activity.hold(working=False)
