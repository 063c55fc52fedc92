"""Changes to an input that leave enough of its form for a reader to go on and fail further in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

Mutator: TypeAlias = Callable[[bytes, Random], bytes]
"""Gives a changed copy. All chance comes from the generator, so that an input can be made again from its seed."""
