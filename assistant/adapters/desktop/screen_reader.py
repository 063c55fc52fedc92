"""Which screen reader is running, if any: so that two voices never speak at once."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

_LINUX = {b"orca": "Orca"}
_SPI_GETSCREENREADER = 0x0046
_SYNCHRONIZE = 0x00100000


def running_screen_reader() -> str | None:
    """The name of the running screen reader, None where there is none or the system does not tell."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_macos()
    return _on_linux()


def _on_linux() -> str | None:
    for process in Path("/proc").glob("[0-9]*/comm"):
        try:
            # The kernel cuts a name after fifteen bytes, be it in the middle of a letter.
            name = process.read_bytes().strip()
        except OSError:
            continue
        if name in _LINUX:
            return _LINUX[name]
    return None


def _on_windows() -> str | None:
    user32, kernel32 = ctypes.windll.user32, ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore] # on Windows only
    announced = ctypes.c_int(0)
    user32.SystemParametersInfoW(_SPI_GETSCREENREADER, 0, ctypes.byref(announced), 0)
    if announced.value:
        return "Windows"
    # Narrator alone does not announce itself so; PowerShell's PSReadLine looks for its mutex, too.
    narrator = kernel32.OpenMutexW(_SYNCHRONIZE, False, "NarratorRunning")
    if not narrator:
        return None
    kernel32.CloseHandle(narrator)
    return "Narrator"


def _on_macos() -> str | None:
    answer = subprocess.run(
        ["/usr/bin/defaults", "read", "com.apple.universalaccess", "voiceOverOnOffKey"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "VoiceOver" if answer.stdout.strip() == "1" else None
