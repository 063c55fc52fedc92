"""Which screen reader runs for this user, if any, and whether it speaks what a program announces.

Other people's screen readers do not count: on a machine with several sessions each has its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.system.macos_defaults import read_default

_ORCA_ANNOUNCES_FROM = 45
"""The first Orca with a handler for `object:announcement`; 43, which Debian 12 has, is silent about them."""

_ORCA_NAMES_SECTIONS_FROM = 48
"""The first Orca that was heard to say the name of a section with the first control that gets the focus there."""

_SPI_GETSCREENREADER = 0x0046
_SYNCHRONIZE = 0x00100000
_ANSWER_SECONDS = 5.0
_BUS_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class ScreenReader:
    """A screen reader that runs for this user.

    Attributes:
        name: as its users call it, with the version where that is known.
        announces: whether it speaks the announcements of programs.
        names_sections: whether it says the name of the page that the focus has come to, before the control.
        in_front_alone: whether it may ignore announcements of a window that is not in front, as NVDA and VoiceOver do.
    """

    name: str
    announces: bool
    names_sections: bool = False
    in_front_alone: bool = False


def running_screen_reader() -> ScreenReader | None:
    """The screen reader of this user and session, None where there is none or the system does not tell."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_macos()
    return _on_linux()


def _on_linux() -> ScreenReader | None:
    for process in Path("/proc").glob("[0-9]*"):
        # Any of it may be another user's, or gone meanwhile.
        with contextlib.suppress(OSError):
            if (process / "comm").read_bytes().strip() == b"orca" and _of_this_session(process):
                return _orca(process)
    # Inside a sandbox the processes of the desktop cannot be seen; the desktop tells that some reader runs.
    return ScreenReader("AT-SPI", announces=False) if _desktop_tells_of_a_reader() else None


def _of_this_session(process: Path) -> bool:
    if sys.platform == "win32" or process.stat().st_uid != os.getuid():
        return False
    pairs = (entry.partition(b"=") for entry in (process / "environ").read_bytes().split(b"\0"))
    theirs = {os.fsdecode(name): os.fsdecode(value) for name, _, value in pairs}
    buses = _bus(theirs), _bus(os.environ)
    return None in buses or buses[0] == buses[1]


def _bus(environment: Mapping[str, str]) -> str | None:
    """The address of the session's bus, without its identity, which only some know."""
    address = environment.get("DBUS_SESSION_BUS_ADDRESS")
    if address is None and "XDG_RUNTIME_DIR" in environment:
        address = f"unix:path={environment['XDG_RUNTIME_DIR']}/bus"
    return address and address.partition(",guid=")[0]


def _orca(process: Path) -> ScreenReader:
    command = [os.fsdecode(part) for part in (process / "cmdline").read_bytes().split(b"\0")]
    script = next((part for part in command[:3] if Path(part).name == "orca"), "orca")
    # On a busy machine the answer may come too late, as at login; who looks again asks again.
    with contextlib.suppress(OSError, subprocess.SubprocessError, LookupError):
        return _asked(script)
    return ScreenReader("Orca", announces=False)


@functools.cache
def _asked(script: str) -> ScreenReader:
    answer = subprocess.run(  # noqa: S603 (it is this user's own, and runs already)
        [script, "--version"], capture_output=True, text=True, check=False, timeout=_ANSWER_SECONDS
    ).stdout
    version = re.findall(r"\d+(?:\.\d+)*", answer)[0]
    major = int(version.partition(".")[0])
    return ScreenReader(f"Orca {version}", major >= _ORCA_ANNOUNCES_FROM, major >= _ORCA_NAMES_SECTIONS_FROM)


def _desktop_tells_of_a_reader() -> bool:
    # Is installed on Linux alone.
    from jeepney import DBusAddress, MessageType, Properties  # noqa: PLC0415 # see above
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415 # see above

    status = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Status")
    # Whatever goes wrong with the bus, it does not tell.
    with contextlib.suppress(Exception), open_dbus_connection("SESSION") as connection:
        question = Properties(status).get("ScreenReaderEnabled")
        answer = connection.send_and_get_reply(question, timeout=_BUS_SECONDS)
        return answer.header.message_type is MessageType.method_return and bool(answer.body[0][1])
    return False


def _on_windows() -> ScreenReader | None:
    """By the signs that NVDA and JAWS document for programs, and by Narrator's mutex, as PowerShell does.

    All three speak the notifications of UI Automation, as which Qt sends announcements.
    """
    user32, kernel32 = ctypes.windll.user32, ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore] # on Windows only
    for name, window_class, title in (("NVDA", "wxWindowClassNR", "NVDA"), ("JAWS", "JFWUI2", None)):
        if user32.FindWindowW(window_class, title):
            return ScreenReader(name, announces=True, in_front_alone=True)
    narrator = kernel32.OpenMutexW(_SYNCHRONIZE, False, "NarratorRunning")
    if narrator:
        kernel32.CloseHandle(narrator)
        return ScreenReader("Narrator", announces=True, in_front_alone=True)
    announced = ctypes.c_int(0)
    user32.SystemParametersInfoW(_SPI_GETSCREENREADER, 0, ctypes.byref(announced), 0)
    return ScreenReader("Windows", announces=True, in_front_alone=True) if announced.value else None


def _on_macos() -> ScreenReader | None:
    running = read_default("com.apple.universalaccess", "voiceOverOnOffKey").strip() == "1"
    return ScreenReader("VoiceOver", announces=True, in_front_alone=True) if running else None
