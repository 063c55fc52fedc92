"""The names that X11 and Wayland have for keys."""

from __future__ import annotations


def keysym_name(key: str) -> str:
    """The name of one of `assistant.hotkey.KEYS` in xkbcommon-keysyms.h, less its prefix."""
    return key.lower() if len(key) == 1 or key == "Space" else key
