"""Bytes and text without a form of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.mutators import Mutator

EDGES = (0, 1, 2, 3, 7, 8, 16, 31, 32, 64, 100, 127, 128, 255, 256, 1000, 4096, 2**15 - 1, 2**15, 2**16 - 1, 2**16)
EDGES += (2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1)
"""Numbers at which sizes, counts and signs change their meaning."""

_NAMED = re.compile(rb"[A-Za-z0-9 _]{4}")
_WORDS = (
    "\0", "\n", "\r", "\r\n", "\t", '"', "'", "\\", "/", "..", "../", "\u2028", "\ufeff", "\ud800", "\U0010ffff", "é",
    "e\u0301", "İ", "ß", "\u202e", "%s", "{0}", "{}", "{file}", "=1+1", "nan", "inf", "-inf", "1e999", "-0", "٣", "１",
    "9" * 5000, "[" * 5000, "{" * 5000, "-", "--", "+", "++", " ", "", "a" * 300, "C:\\x", "http://x.invalid/a", "<b>",
)  # fmt: skip


def changed(data: bytes, rng: Random) -> bytes:
    """One to four small changes at any place."""
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(_CHANGES)(data, rng)
    return data


def header(data: bytes, rng: Random) -> bytes:
    """Numbers changed near the beginning, or near names of four letters, by which most containers are divided."""
    places = [found.start() for found in _NAMED.finditer(data)] if rng.random() < 0.6 else []
    for _ in range(rng.randint(1, 3)):
        base = rng.choice(places) if places else 0
        data = number(data, rng, base - 8, base + (40 if places else 128))
    return data


def number(data: bytes, rng: Random, low: int, high: int) -> bytes:
    """One number of 1 to 8 bytes between two offsets replaced by one of `EDGES`, or moved by a little."""
    size = rng.choice((1, 2, 4, 4, 8))
    low, high = max(low, 0), min(high, len(data)) - size
    if high < low:
        return data
    at, order = rng.randint(low, high), rng.choice(("little", "big"))
    old = int.from_bytes(data[at : at + size], order)
    new = rng.choice(EDGES) if rng.random() < 0.7 else old + rng.choice((-1, 1, -8, 8))
    return data[:at] + (new % 256**size).to_bytes(size, order) + data[at + size :]


def text(data: bytes, rng: Random) -> bytes:
    """Characters and words changed; also other encodings of the same."""
    words = data.decode("utf-8", "surrogatepass" if rng.random() < 0.5 else "replace") if _is_text(data) else ""
    if not words and data:
        return changed(data, rng)
    for _ in range(rng.randint(1, 3)):
        start = rng.randint(0, len(words))
        end = min(start + rng.choice((0, 0, 1, 1, 2, 8, 40)), len(words))
        put = rng.choice(_WORDS) if rng.random() < 0.6 else words[rng.randint(0, len(words)) :][: rng.randint(0, 20)]
        words = words[:start] + put + words[end:]
    return words.encode(
        "utf-8" if rng.random() < 0.95 else rng.choice(("utf-16", "utf-8-sig", "utf-32")), "surrogatepass"
    )


def mixed(*mutators: Mutator) -> Mutator:
    """One of several, at random."""

    def mutate(data: bytes, rng: Random) -> bytes:
        return rng.choice(mutators)(data, rng)

    return mutate


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _span(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randint(0, len(data))
    return start, min(start + rng.choice((1, 2, 4, 16, 64, 256)), len(data))


def _flip(data: bytes, rng: Random) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _doubled(data: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 50)) + data[end:]


def _inserted(data: bytes, rng: Random) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.randbytes(rng.choice((1, 2, 4, 16))) + data[at:]


def _moved(data: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng)
    at = rng.randint(0, len(data))
    return data[:at] + data[start:end] + data[at + end - start :]


def _truncated(data: bytes, rng: Random) -> bytes:
    return data[: rng.randint(0, len(data))]


def _numbered(data: bytes, rng: Random) -> bytes:
    return number(data, rng, 0, len(data))


_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, _cut, _doubled, _inserted, _moved, _truncated, _numbered, _numbered,
)  # fmt: skip
