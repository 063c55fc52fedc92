"""Whether a window can be shown."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path


def has_screen() -> bool:
    """Whether a display server answers: Qt ends the whole program where none does. Elsewhere than on Linux one does.

    One that is named in the environment need not be there, as after `su` or in a session that has ended.
    """
    if sys.platform != "linux":
        return True
    servers = {"xcb": _x11_answers, "wayland": _wayland_answers}
    chosen = os.environ.get("QT_QPA_PLATFORM") or ";".join(servers)
    # Qt takes the first that works; others, such as "offscreen", need no server.
    plugins = [plugin.partition(":")[0].partition("-")[0] for plugin in chosen.split(";")]
    return any(plugin not in servers or servers[plugin]() for plugin in plugins)


def _x11_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # what is missing is told with the other libraries of Qt's
    xcb.xcb_connect.restype = ctypes.c_void_p
    # It is kept: a server that nobody else uses begins anew, or ends, when its last client goes, and Qt comes next.
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    return not xcb.xcb_connection_has_error(connection)


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name or sys.platform == "win32":
        return False
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))
    except OSError:
        return False
    return True
