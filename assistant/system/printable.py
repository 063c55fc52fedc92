"""Names of files, and texts from files of unknown origin, made fit for a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_LONGEST_NAME = 80
_MOST_NAMES = 5


def printable(text: str) -> str:
    """The text on one line, without line ends, terminal control characters, or undecodable bytes."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def brief(name: str) -> str:
    """A name that is soon said: `printable`, and of 80 characters at most."""
    text = printable(name[: _LONGEST_NAME + 1])
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"


def listed(names: Iterable[str]) -> str:
    """Names in a row, five at most: who listens wants to know what is meant, not all of it."""
    first = [brief(name) for name in islice(names, _MOST_NAMES + 1)]
    return ", ".join(first[:_MOST_NAMES] + ["…"] * (len(first) > _MOST_NAMES))
