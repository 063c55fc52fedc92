"""What a settings file of an earlier version said, in the options of this one: who had chosen hears what they heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.cues.preferences import Delivery, Verbosity

_WITH_MOVEMENTS = "movements"
"""A verbosity of then: every change, with what moves in the face."""


def translated(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The stored values by option, with those that a file from before there were kinds of cues did not know.

    Such a file told every change of an expression, the doubtful ones, too, and nothing else: no new sound is to come
    up unasked. What is new can be asked for by a key. A file that says nothing about cues is left as it is.
    """
    if "verbosity" not in values or "expressions" in values:
        return values
    before: dict[str, Any] = {"doubtful": True, "gestures": Delivery.ON_REQUEST, **values}
    if before["verbosity"] == _WITH_MOVEMENTS:
        before |= {"verbosity": Verbosity.CHANGES, "movements": Delivery.ON}
    return before
