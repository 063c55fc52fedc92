"""JSON and TOML: the tree is changed and written again, so that the parser lets it pass."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.fuzz.mutators import plain

_STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 7, 0.5, -0.0, 1e308, float("nan"), float("inf"), float("-inf"), 2**31, 2**63, 2**64,
    10**400, -(10**400), "", " ", "x", "0", "happy", "1.png", "../x", "/etc/passwd", "a\0b", "a\nb", "\u202e", "é",
    "{}",
    "{file}", "Ctrl+Alt+M", "a" * 5000, [], {}, [[]], [{}], {"": ""}, ["x"], {"x": 1},
)  # fmt: skip
_RAW = {"@deep-list": "[" * 3000 + "]" * 3000, "@giant": "9" * 5000, "@huge": "1e999999", "@unclosed": "[" * 90_000}
"""What no tree holds: written in place of these words."""


def json_tree(data: bytes, rng: Random) -> bytes:
    """A JSON document with one to three changes in its tree; now and then in its text."""
    if rng.random() < 0.1:
        return plain.text(data, rng)
    try:
        tree = _grown(json.loads(data), rng)
        return _raw(json.dumps(tree, ensure_ascii=rng.random() < 0.5)).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):  # it is none, or one too deep by an earlier change
        return plain.text(data, rng)


def toml_tree(data: bytes, rng: Random) -> bytes:
    """A TOML document likewise."""
    if rng.random() < 0.1:
        return plain.text(data, rng)
    try:
        tree = tomllib.loads(data.decode("utf-8"))
        changed = _grown(tree, rng)
        return _raw(to_toml(changed if isinstance(changed, dict) else tree)).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):  # as above
        return plain.text(data, rng)


def to_toml(tree: dict[str, Any]) -> str:
    """A TOML document: tables below the first level are written in line."""
    lines, below = [], []
    for key, value in tree.items():
        if isinstance(value, dict):
            below += [f"[{_quoted(key)}]", *(f"{_quoted(name)} = {_inline(part)}" for name, part in value.items())]
        elif isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
            for table in value:
                below += [
                    f"[[{_quoted(key)}]]",
                    *(f"{_quoted(name)} = {_inline(part)}" for name, part in table.items()),
                ]
        else:
            lines.append(f"{_quoted(key)} = {_inline(value)}")
    return "\n".join([*lines, *below]) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(name)} = {_inline(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    # TOML has no null: a date is the kind of value that nobody expects.
    return "1979-05-27T07:32:00Z" if value is None else repr(value)


def _quoted(value: str) -> str:
    return json.dumps(value).replace("\x7f", "\\u007F")


def _grown(tree: Any, rng: Random) -> Any:
    for _ in range(rng.randint(1, 3)):
        places = list(_places(tree))
        if not places:
            return rng.choice(_STRANGE)
        rng.choice(_EDITS)(*rng.choice(places), rng)
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each container with each of its keys."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])


def _replace(holder: Any, key: Any, rng: Random) -> None:
    holder[key] = rng.choice(_STRANGE) if rng.random() < 0.8 else rng.choice(list(_RAW))


def _remove(holder: Any, key: Any, rng: Random) -> None:
    del holder[key]


def _rename(holder: Any, key: Any, rng: Random) -> None:
    if isinstance(holder, dict):
        holder[rng.choice(["", "x", key + "s", key.upper(), "a\0", *map(str, holder)])] = holder.pop(key)
    else:
        holder.append(holder[key])


def _nudge(holder: Any, key: Any, rng: Random) -> None:
    value = holder[key]
    if isinstance(value, str):
        holder[key] = plain.text(value.encode("utf-8", "surrogatepass"), rng).decode("utf-8", "replace")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        holder[key] = rng.choice((-value, value + 1, value * 2, value / 3, float(value), str(value)))
    else:
        holder[key] = [value]


def _nudge_safely(holder: Any, key: Any, rng: Random) -> None:
    try:
        _nudge(holder, key, rng)
    except OverflowError:
        holder[key] = 0


_EDITS: tuple[Callable[[Any, Any, Random], None], ...] = (_replace, _replace, _remove, _rename, _nudge_safely)


def _raw(text: str) -> str:
    for word, put in _RAW.items():
        text = text.replace(f'"{word}"', put)
    return text
