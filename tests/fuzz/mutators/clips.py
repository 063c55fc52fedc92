"""Video files: the numbers by which a container is divided, and packets lost, doubled or swapped."""

from __future__ import annotations

from random import Random

from tests.fuzz.mutators import plain

_PACKET = 188  # of a transport stream


def clip(data: bytes, rng: Random) -> bytes:
    """A changed video."""
    lot = rng.random()
    if data[:1] == b"G" and len(data) >= 2 * _PACKET and lot < 0.5:
        return _packets(data, rng)
    return plain.header(data, rng) if lot < 0.75 else plain.changed(data, rng)


def _packets(data: bytes, rng: Random) -> bytes:
    packets = [data[at : at + _PACKET] for at in range(0, len(data), _PACKET)]
    for _ in range(rng.randint(1, 3)):
        at, lot = rng.randrange(len(packets)), rng.random()
        if lot < 0.3 and len(packets) > 1:
            del packets[at]
        elif lot < 0.5:
            packets.insert(rng.randint(0, len(packets)), packets[at])
        elif lot < 0.6:
            rng.shuffle(packets)
        else:
            packets[at] = plain.number(packets[at], rng, 0, 40)
    return b"".join(packets)
