"""Which classes a data set labels, and which of them a network learns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS, Expression

CONTEMPT = "contempt"

DATA_CLASSES: tuple[str, ...] = (*map(str, EXPRESSIONS), CONTEMPT)
"""Every class that the public data sets know: the seven expressions in the models' order, and contempt."""


def parse_class(name: str) -> int | None:
    """Index into `DATA_CLASSES` of a data set's class name, None where it is unknown.

    The last part of a composed name counts too, as in FERG's "aia_anger".
    """
    for candidate in (name, name.rpartition("_")[2]):
        if expression := Expression.parse(candidate):
            return expression.position
        if candidate.strip().lower() == CONTEMPT:
            return DATA_CLASSES.index(CONTEMPT)
    return None


@dataclass(frozen=True)
class Scheme:
    """Which data classes are learned as what.

    Attributes:
        classes: names of the outputs, in order.
        place: for each of `DATA_CLASSES` the output that learns it, or None where its faces are left out.
    """

    classes: tuple[str, ...]
    place: tuple[int | None, ...]

    def shares(self, share: NDArray[np.float32]) -> NDArray[np.float32]:
        """(classes,) what remains of votes on `DATA_CLASSES`, (8,), summing to 1; all 0 where nothing does."""
        shares = np.zeros(len(self.classes), dtype=np.float32)
        for value, place in zip(share, self.place, strict=True):
            if place is not None:
                shares[place] += value
        return shares / shares.sum() if shares.sum() else shares


def _scheme(learned: dict[str, str]) -> Scheme:
    classes = tuple(dict.fromkeys(learned.values()))
    place = (classes.index(learned[name]) if name in learned else None for name in DATA_CLASSES)
    return Scheme(classes, tuple(place))


_SEVEN = {name: name for name in DATA_CLASSES if name != CONTEMPT}

SCHEMES: dict[str, Scheme] = {
    "seven": _scheme(_SEVEN),
    "eight": _scheme({name: name for name in DATA_CLASSES}),
    "six": _scheme(_SEVEN | dict.fromkeys(("angry", "disgust"), "angry or disgust")),
}
"""seven: the assistant's own, without contempt. eight: with it. six: anger and disgust, which annotators
mix up most, are one class."""
