"""The one way in which JSON and TOML are read: bounded, and whatever is wrong with them becomes one error.

Python's own readers take what no file of ours holds: numbers that are none, numbers of a million digits, the same
key twice, halves of characters; and they end in a `RecursionError` where brackets are nested by the thousand.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.system.bounded_file import read_bounded

MOST = 2**20
"""Bytes of a file that are read in a second or two, however they are arranged."""

_DEEPEST = 32
_WHOLE = range(-(2**63), 2**64)

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:\.[ \t]*+{_PART}){{{_DEEPEST}}}")
"""A dotted key makes a table of each part; tomllib's time and memory grow with the square of their number."""


class MalformedError(ValueError):
    """Text that cannot be understood; its message says what is wrong, to follow a colon or stand in brackets."""


class EncodingError(MalformedError):
    """Bytes that are no text in UTF-8."""


def read_json(path: Path, most: int = MOST) -> Any:
    """What a JSON file of `most` bytes at most holds.

    Raises:
        MalformedError: see `parse_json`.
        OSError: it cannot be read, is no regular file, or is larger.
    """
    return parse_json(read_bounded(path, most))


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        MalformedError: see `parse_toml`.
        OSError: it cannot be read, is no regular file, or is larger than `MOST`.
    """
    return parse_toml(read_bounded(path, MOST))


def parse_json(data: bytes) -> Any:
    """What JSON (RFC 8259) in UTF-8 holds, with or without a byte order mark.

    Raises:
        MalformedError: it is no such text, has a key twice or a number that is not finite or beyond 64 bits, or is
            nested deeper than any of our files.
    """
    return _parsed(data, lambda text: json.loads(text, object_pairs_hook=_without_repeats))


def parse_toml(data: bytes) -> dict[str, Any]:
    """What TOML 1.0 in UTF-8 holds, with or without a byte order mark; raises like `parse_json`."""
    result: dict[str, Any] = _parsed(data, _toml)
    return result


def _parsed(data: bytes, parse: Callable[[str], Any]) -> Any:
    try:
        content = parse(data.decode("utf-8-sig"))
        _check(content)
    except UnicodeError as error:
        raise EncodingError("it is no text in UTF-8") from error
    except RecursionError as error:
        raise MalformedError("it is nested too deeply") from error
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise MalformedError(str(error)) from error
    except MalformedError:
        raise
    except ValueError as error:  # Python refuses to convert thousands of digits
        raise MalformedError("it has a number with too many digits") from error
    return content


def _toml(text: str) -> dict[str, Any]:
    if _LONG_KEY.search(text):
        raise MalformedError("it is nested too deeply")
    return tomllib.loads(text)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in content if names.count(name) > 1)
        raise MalformedError(f"it has {shortened(twice)} twice")
    return content


def _check(content: Any) -> None:
    level: list[Any] = [content]
    for _ in range(_DEEPEST + 1):
        deeper: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                deeper += value
                deeper += value.values()
            elif isinstance(value, list):
                deeper += value
            elif isinstance(value, str):
                value.encode()  # JSON can write half of a character, which no file takes
            elif isinstance(value, float) and not math.isfinite(value):
                raise MalformedError("it has a number that is not finite")
            elif isinstance(value, int) and value not in _WHOLE:
                raise MalformedError("it has a number with too many digits")
        level = deeper
    if level:
        raise MalformedError("it is nested too deeply")


def shortened(value: object) -> str:
    """A value as Python writes it, its middle left out where it would fill the screen."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}…{text[-10:]}"
