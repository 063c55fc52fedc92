"""A key together with modifiers, as it may be asked of the system for use in every program."""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import StrEnum

from assistant.commands import key_name
from assistant.errors import GlobalKeyError
from assistant.messages import say


class Modifier(StrEnum):
    """Keys that are held while another is pressed, in Qt's order and by Qt's names (on macOS Ctrl is Command)."""

    META = "Meta"
    CTRL = "Ctrl"
    ALT = "Alt"
    SHIFT = "Shift"


_FUNCTION = tuple(f"F{number}" for number in range(1, 21))

KEYS: tuple[str, ...] = (*string.ascii_uppercase, *string.digits, *_FUNCTION, "Space")
"""The keys that every platform can give: others have no name, or no place, on one of them."""

_ALONE = frozenset(_FUNCTION[12:])
_MODIFIERS = {modifier.casefold(): modifier for modifier in Modifier}
_KEYS = {key.casefold(): key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Combination:
    """A key for all programs.

    Attributes:
        modifiers: at least one other than Shift, unless the key is one of F13 to F20, which no program
            uses by itself and which switches for hands-free use often send.
        key: one of `KEYS`.
    """

    modifiers: frozenset[Modifier]
    key: str

    @property
    def name(self) -> str:
        """As it is called in the user's language."""
        return key_name(str(self))

    def __str__(self) -> str:
        """In Qt's portable notation."""
        return "+".join([*(modifier for modifier in Modifier if modifier in self.modifiers), self.key])


def parse(text: str) -> Combination:
    """The combination that `text` names in Qt's portable notation, in any case and order of its modifiers.

    Raises:
        GlobalKeyError: it names none, or one that would be taken away from typing.
    """
    *held, last = text.casefold().split("+")
    key = _KEYS.get(last)
    modifiers = frozenset(_MODIFIERS[name] for name in held if name in _MODIFIERS)
    typing = key not in _ALONE and not modifiers - {Modifier.SHIFT}
    if key is None or len(modifiers) < len(held) or typing:
        first, second, third = map(key_name, (Modifier.CTRL, Modifier.ALT, Modifier.META))
        raise GlobalKeyError(
            say("error.global_key_form", shortcut=key_name(text), first=first, second=second, third=third)
        )
    return Combination(modifiers, key)


def normalised(text: object) -> str | None:
    """The combination as it is written here, "" for none; None where `text` is neither."""
    if text == "":
        return ""
    try:
        return str(parse(text)) if isinstance(text, str) else None
    except GlobalKeyError:
        return None
