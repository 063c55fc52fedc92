"""Shared libraries that the system may lack: how to notice it, and the line that installs them."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from assistant import messages
from assistant.errors import InstallationError

DEBIAN_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
)
"""What Qt needs on Debian and Ubuntu."""

_ELSEWHERE = {"win32": "error.library_missing_windows", "darwin": "error.library_missing_macos"}

_LINKER_WORDS = ("cannot open shared object file", "DLL load failed", "Library not loaded")


def missing_library(error: Exception) -> InstallationError:
    """The sentence for the user in place of the linker's words."""
    if sys.platform in _ELSEWHERE:
        return InstallationError(messages.say(_ELSEWHERE[sys.platform], detail=error))
    return InstallationError(messages.say("error.library_missing", detail=error, packages=DEBIAN_PACKAGES))


def is_missing_library(error: ImportError) -> bool:
    """Whether an import failed for want of a shared library, and not for a defect of the program."""
    return any(words in str(error) for words in _LINKER_WORDS)


def check_window_libraries(qt: Path) -> None:
    """Make sure that a window can be opened, for Qt ends the whole program where it cannot.

    Args:
        qt: the folder of Qt's plugins.

    Raises:
        InstallationError: a library that Qt's X11 plugin needs is missing.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM", "xcb")
    if sys.platform != "linux" or not chosen.startswith("xcb") or "WAYLAND_DISPLAY" in os.environ:
        return
    try:
        ctypes.CDLL(str(qt / "platforms" / "libqxcb.so"))
    except OSError as error:
        raise missing_library(error) from error
