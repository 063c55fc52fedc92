"""What argparse knows of a command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping


def commands(parser: ArgumentParser) -> Mapping[str, ArgumentParser]:
    """The commands of a program, by name."""
    (found,) = (action.choices for action in parser._actions if isinstance(action.choices, Mapping))
    return found
