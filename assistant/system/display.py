"""Whether a window can be shown."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """On Linux a display server must be named in the environment; elsewhere there always is one."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
