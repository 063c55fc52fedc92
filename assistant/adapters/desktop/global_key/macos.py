"""A key for all programs on macOS: Carbon's `RegisterEventHotKey`, which needs no permission to watch the keyboard.

Constants are those of Carbon's header files HIToolbox/Events.h, CarbonEvents.h and CarbonCore/UnicodeUtilities.h.
Events arrive by the run loop of the main thread, which Qt runs; keyboard layouts are to be asked for there, too.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from typing import ClassVar

from assistant.errors import GlobalKeyError
from assistant.hotkey import Combination, Modifier
from assistant.messages import say

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"

# Qt calls Command "Ctrl" and Control "Meta".
_MASKS = {Modifier.CTRL: 1 << 8, Modifier.SHIFT: 1 << 9, Modifier.ALT: 1 << 11, Modifier.META: 1 << 12}

# A character's place is its code, on the keyboard that Apple sells in the USA.
_PLACES = "ASDFHGZXCV BQWERYT123465 97 80 OU IP LJ K    NM"
_FUNCTION_CODES = bytes.fromhex("7A 78 63 76 60 61 62 64 65 6D 67 6F 69 6B 71 6A 40 4F 50 5A")
_SPACE = 0x31

_AS_DISPLAYED, _NO_DEAD_KEYS = 3, 1  # of UCKeyTranslate: no key is pressed, and none waits for the next
_LAYOUT = "kTISPropertyUnicodeKeyLayoutData"

_KEYBOARD, _PRESSED = int.from_bytes(b"keyb"), 5
_SIGNATURE, _ID = int.from_bytes(b"ExAs"), 1
_EXISTS = -9878


class _EventType(ctypes.Structure):
    _fields_: ClassVar = [("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32)]


class _HotKeyId(ctypes.Structure):
    _fields_: ClassVar = [("signature", ctypes.c_uint32), ("id", ctypes.c_uint32)]


_Reference = ctypes.c_void_p
_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


def key_code(key: str, layout: Mapping[str, int]) -> int:
    """The virtual key code of one of `KEYS`, which is a place on the keyboard.

    Args:
        layout: the codes by the characters that the keyboard layout in use has there; a character that it has nowhere,
            or not without Shift, as the digits in France, is where Apple's keyboard for the USA has it.
    """
    if key == "Space":
        return _SPACE
    return layout.get(key, _PLACES.index(key)) if len(key) == 1 else _FUNCTION_CODES[int(key[1:]) - 1]


def modifier_mask(combination: Combination) -> int:
    """The modifiers as Carbon takes them."""
    return sum(_MASKS[modifier] for modifier in combination.modifiers)


class MacKey:
    """See `assistant.adapters.desktop.global_key.take`."""

    def __init__(self, combination: Combination, pressed: Callable[[], None]) -> None:
        self._carbon = _load()
        target = self._carbon.GetApplicationEventTarget()
        self._hot_key, self._installed = _Reference(), _Reference()
        code, mask = key_code(combination.key, _layout(self._carbon)), modifier_mask(combination)
        status = self._carbon.RegisterEventHotKey(
            code, mask, _HotKeyId(_SIGNATURE, _ID), target, 0, ctypes.byref(self._hot_key)
        )
        if status:
            sentence = "error.global_key_taken" if status == _EXISTS else "error.global_key_refused"
            raise GlobalKeyError(say(sentence, shortcut=combination.name, detail=status))

        def handle(_call: object, _event: object, _data: object) -> int:
            pressed()
            return 0

        self._handler = _Handler(handle)  # Carbon keeps no reference that Python would know of
        wanted = _EventType(_KEYBOARD, _PRESSED)
        self._carbon.InstallEventHandler(
            target, self._handler, 1, ctypes.byref(wanted), None, ctypes.byref(self._installed)
        )

    def close(self) -> None:
        """Give the key back."""
        self._carbon.UnregisterEventHotKey(self._hot_key)
        self._carbon.RemoveEventHandler(self._installed)


def _load() -> ctypes.CDLL:
    """Carbon with the types of its pointers declared: ctypes would cut them to 32 bits."""
    carbon = ctypes.CDLL(_CARBON)
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    carbon.GetApplicationEventTarget.restype = pointer
    carbon.RegisterEventHotKey.argtypes = [number, number, _HotKeyId, pointer, number, pointer]
    carbon.InstallEventHandler.argtypes = [pointer, _Handler, ctypes.c_ulong, pointer, pointer, pointer]
    carbon.UnregisterEventHotKey.argtypes = [pointer]
    carbon.RemoveEventHandler.argtypes = [pointer]
    carbon.TISCopyCurrentASCIICapableKeyboardLayoutInputSource.restype = pointer
    carbon.TISGetInputSourceProperty.restype = carbon.CFDataGetBytePtr.restype = pointer
    carbon.TISGetInputSourceProperty.argtypes = [pointer, pointer]
    carbon.CFDataGetBytePtr.argtypes = carbon.CFRelease.argtypes = [pointer]
    carbon.LMGetKbdType.restype = ctypes.c_uint8
    short, size = ctypes.c_uint16, ctypes.c_ulong
    carbon.UCKeyTranslate.argtypes = [
        *(pointer, short, short, number, number, number),
        *(pointer, size, pointer, pointer),
    ]
    return carbon


def _layout(carbon: ctypes.CDLL) -> dict[str, int]:
    """The codes of the keys by the character, a letter as a capital, that each gives in the layout in use."""
    source = carbon.TISCopyCurrentASCIICapableKeyboardLayoutInputSource()
    if not source:
        return {}
    data = carbon.TISGetInputSourceProperty(source, _constant(carbon, _LAYOUT))
    table = carbon.CFDataGetBytePtr(data) if data else None
    found: dict[str, int] = {}
    for code in range(len(_PLACES)) if table else ():
        held, length, signs = ctypes.c_uint32(), ctypes.c_ulong(), (ctypes.c_uint16 * 4)()
        refused = carbon.UCKeyTranslate(
            *(table, code, _AS_DISPLAYED, 0, carbon.LMGetKbdType(), _NO_DEAD_KEYS),
            *(ctypes.byref(held), len(signs), ctypes.byref(length), signs),
        )
        if not refused and length.value == 1:
            found.setdefault(chr(signs[0]).upper(), code)
    carbon.CFRelease(source)
    return found


def _constant(carbon: ctypes.CDLL, name: str) -> int | None:
    return _Reference.in_dll(carbon, name).value
