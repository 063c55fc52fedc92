"""The system's wish for less motion is heard, and followed while it changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from threading import Timer

import pytest

from assistant.adapters.desktop.motion import PORTAL
from tests.helpers.places import ROOT
from tests.helpers.programs import PATIENCE

APPEARANCE, GNOME, _ = PORTAL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has desktop portals")
@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_the_portal_is_asked_and_followed() -> None:
    from tests.helpers.bus import session_bus  # noqa: PLC0415 # needs jeepney, which only Linux has
    from tests.helpers.settings_portal import SettingsPortal  # noqa: PLC0415 # likewise

    with session_bus() as address:
        portal = SettingsPortal(address, {GNOME: ("b", False)})
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.helpers.motion_listener"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as listener:
            assert listener.stdout
            watchdog = Timer(PATIENCE, listener.kill)  # so that a word that does not come ends the test
            watchdog.start()
            heard = [listener.stdout.readline().strip() for _ in range(2)]
            for setting, signature, value in ((GNOME, "b", True), (APPEARANCE, "u", 1), (APPEARANCE, "u", 0)):
                portal.change(*setting, signature, value)
                heard.append(listener.stdout.readline().strip())
            watchdog.cancel()
            listener.terminate()
        portal.close()
    assert heard == ["free", "less", "free", "less", "free"]
