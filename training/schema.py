"""Which values a recipe's keys take: types and bounds stand beside the keys, and are checked here."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin

from assistant.system.structured_text import shortened
from training.errors import TrainingError


@dataclass(frozen=True)
class Between:
    """Bounds of a number, both allowed; without `high` every finite number from `low` on."""

    low: float
    high: float = math.inf

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= min(self.high, sys.float_info.max)

    def __str__(self) -> str:
        return f"of {self.low} or more" if math.isinf(self.high) else f"from {self.low} to {self.high}"


Share: TypeAlias = Annotated[float, Between(0, 1)]
Amount: TypeAlias = Annotated[float, Between(0)]
Count: TypeAlias = Annotated[int, Between(1, 1_000_000)]
CountOrNone: TypeAlias = Annotated[int, Between(0, 1_000_000)]
Seed: TypeAlias = Annotated[int, Between(0, 2**32 - 1)]

Precision: TypeAlias = Literal["int8", "float16"]
"""How a LiteRT model's weights are stored; input and output are float32 in both.

int8 is LiteRT's dynamic range: activations are quantised face by face. Ranges fixed in advance from
calibration images were measured to agree less with Keras and to run no faster.
"""

_WORDS = {int: "a whole number", float: "a number", bool: "true or false", str: "text in quotes", dict: "a table"}


def require_fit(kind: Any, key: str, value: object, where: str) -> None:
    """Refuse a value that a key of the type `kind` does not take.

    Raises:
        TrainingError: naming the table by `where`, the key, the value and what fits.
    """
    if not _fits(kind, value):
        raise TrainingError(f"{where}: {key} = {shortened(value)} does not fit; use {in_words(kind)}.")


def _fits(kind: Any, value: Any) -> bool:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _fits(parts[0], value) and value in parts[1]
    if origin is Literal:
        return any(type(value) is type(known) and value == known for known in parts)
    if _is_list(origin):
        return isinstance(value, list | tuple) and all(_fits(parts[0], item) for item in value)
    # A truth value is no number here, as it would be to Python.
    return type(value) in (int, float) if kind is float else type(value) is (origin or kind)


def in_words(kind: Any) -> str:
    """What a key of the type `kind` takes, as a user reads it."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return f"{in_words(parts[0])} {parts[1]}"
    if origin is Literal:
        return f"one of {', '.join(map(str, parts))}"
    if _is_list(origin):
        return f"a list, each entry {in_words(parts[0])}"
    return _WORDS[origin or kind]


def _is_list(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Sequence)
