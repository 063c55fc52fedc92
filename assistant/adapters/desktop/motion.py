"""Whether the system asks programs to move less: what each system calls it, and how it is looked up.

Windows tells by `SystemParametersInfo`, macOS by `NSWorkspace`. A Linux desktop tells by the settings portal, which the
window asks; here stands what the answers mean.

Sources: Microsoft's reference of SPI_GETCLIENTAREAANIMATION; Apple's of accessibilityDisplayShouldReduceMotion; the
portal's documentation of org.freedesktop.appearance, and the keys of GNOME and KDE that were there before it.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Setting: TypeAlias = tuple[str, str]
"""Namespace and key of a setting of the portal."""

_CLIENT_AREA_ANIMATION = 0x1042


def _is_zero(value: object) -> bool:
    try:
        return float(str(value)) == 0
    except ValueError:
        return False


PORTAL: Mapping[Setting, Callable[[object], bool]] = {
    ("org.freedesktop.appearance", "reduced-motion"): lambda value: value == 1,
    ("org.gnome.desktop.interface", "enable-animations"): lambda value: value is False,
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"): _is_zero,
}
"""The settings that ask for less motion, and which of their values do."""


def portal_wants_less(told: Mapping[Setting, object]) -> bool:
    """Whether any of the portal's settings asks for less motion; those that it did not tell ask for nothing."""
    return any(asks(told[setting]) for setting, asks in PORTAL.items() if setting in told)


def system_wants_less() -> bool:
    """Whether Windows or macOS asks for less motion; False elsewhere, and where the system does not tell."""
    if sys.platform == "win32":
        return windows_wants_less(ctypes.windll.user32)
    if sys.platform == "darwin":
        return _mac_wants_less()
    return False


def windows_wants_less(user32: Any) -> bool:
    """Whether "Animation effects" are switched off in Windows; `user32` is its library of that name."""
    animated = ctypes.c_int(1)
    told = user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animated), 0)
    return bool(told) and not animated.value


def _mac_wants_less() -> bool:
    try:
        objc = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
        ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")
    except OSError:
        return False
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]
    # One C function serves all messages: each needs to be called as what it returns.
    ask_object, ask_truth = (
        ctypes.cast(objc.objc_msgSend, ctypes.CFUNCTYPE(answer, ctypes.c_void_p, ctypes.c_void_p))
        for answer in (ctypes.c_void_p, ctypes.c_bool)
    )
    workspace = ask_object(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
    return bool(ask_truth(workspace, objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")))
