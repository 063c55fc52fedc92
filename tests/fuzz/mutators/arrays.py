"""NumPy's files: the header's literal changed under a right length, the values, or both.

Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
"""

from __future__ import annotations

import struct
from random import Random

from tests.fuzz.mutators import plain

_MAGIC = b"\x93NUMPY"
_KINDS = (
    "|u1", "<f4", "<f8", "<i8", "|O", "<U5", "|S3", "<M8[s]", "|V8", "|b1", ">i2", "<c16", "|S0", "<U99999999", "x", "",
)  # fmt: skip
_SHAPES = (
    "()", "(0,)", "(1,)", "(3,)", "(-1,)", "(2**3,)", "(1, 48, 48)", "(3, 48, 48)", "(3, 0, 48)", "(99999999999,)",
    "(4294967296, 4294967296)", "(2,) * 2", "(1,) * 99", "'x'", "(1.5,)", "(True,)", "(" * 500,
)  # fmt: skip


def array(data: bytes, rng: Random) -> bytes:
    """A changed `.npy` file."""
    if not data.startswith(_MAGIC) or len(data) < 10 or rng.random() < 0.2:
        return plain.changed(data, rng)
    (length,) = struct.unpack_from("<H", data, 8)
    text, values = data[10 : 10 + length], data[10 + length :]
    lot = rng.random()
    if lot < 0.6:
        order = rng.choice(("False", "False", "True", "None"))
        shape, kind = rng.choice(_SHAPES), rng.choice(_KINDS)
        text = f"{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}".encode()
    elif lot < 0.8:
        text = plain.text(text, rng)
    else:
        values = plain.changed(values, rng)
    version = rng.choice((data[6:8], data[6:8], b"\x02\0", b"\x03\0", b"\x09\0"))
    size = struct.pack("<H" if version == b"\x01\0" else "<I", (len(text) + 1) % 2**16)
    return _MAGIC + version + size + text + b"\n" + values
