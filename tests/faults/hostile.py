"""Files as nobody should make them, and what a command does with one: built here, and measured from outside."""

from __future__ import annotations

import os
import re
import socket
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers import measured

MOST_MEMORY = 2**30
"""Bytes that a command may hold at its peak."""

MALFORMED_JSON: dict[str, bytes] = {
    "empty": b"",
    "zeros": bytes(1000),
    "no text": b"\xff\xfe\x00{",
    "no object": b"7",
    "nested": b"[" * 100_000,
    "nested objects": b'{"a":' * 100_000,
    "nested and whole": b'{"options":' + b"[" * 200 + b"]" * 200 + b"}",
    "digits": b'{"options": ' + b"9" * 100_000 + b"}",
    "negative digits": b'{"options": {"rate": -' + b"9" * 5000 + b"}}",
    "beyond 64 bits": b'{"options": {"rate": 340282366920938463463374607431768211456}}',
    "not finite": b'{"options": {"rate": 1e400}}',
    "NaN": b'{"options": {"rate": NaN}}',
    "Infinity": b'{"options": {"rate": -Infinity}}',
    "twice": b'{"options": {"rate": 100, "rate": 200}}',
    "half a character": b'{"options": {"language": "\\ud800"}}',
    "cut off": b'{"options": {"rate": 1',
    "two of them": b"{}{}",
    "too large": b" " * 3_000_000 + b"{}",
    "a great many": b"[" + b"[]," * 600_000 + b"[]]",
}

MALFORMED_TOML: dict[str, bytes] = {
    "zeros": bytes(1000),
    "no text": b"title = '\xff'",
    "nested": b"a = " + b"[" * 100_000,
    "nested tables": b"a = " + b"{a=" * 100_000,
    "dotted": b".".join([b"a"] * 50_000) + b" = 1",
    "dotted and quoted": b'"a" . ' * 50_000 + b"a = 1",
    "dotted heading": b"[" + b".".join([b"a"] * 50_000) + b"]",
    "digits": b"a = " + b"9" * 100_000,
    "hexadecimal digits": b"a = 0x" + b"f" * 100_000,
    "not finite": b"a = 1e400",
    "nan": b"a = nan",
    "inf": b"a = -inf",
    "twice": b"a = 1\na = 2",
    "too large": b"#" * 2_000_000,
    "no month": b"a = 1979-13-01",
}


_ASIDE = re.compile(r"/s\]$|^WARNING: All log messages|^[IWE]\d{4} ")
"""Progress bars, and what TensorFlow's own libraries log: no sentences of ours."""


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: what it left with; negative where a signal ended it.
        error: what it said on standard error.
        peak: bytes of memory that it held at most.
    """

    code: int
    error: str
    peak: int

    def sentence(self) -> str:
        """The one sentence of a command that ended as it must."""
        assert self.code == 2, self.error[-2000:]
        assert "Traceback" not in self.error
        lines = [line for line in self.error.splitlines() if line.strip() and not _ASIDE.search(line)]
        assert len(lines) == 1, lines
        assert lines[0].endswith(".")
        assert len(lines[0]) < 1000
        assert self.peak < MOST_MEMORY
        return lines[0]


def run(package: str, *arguments: str | Path, seconds: float = 120) -> Ended:
    """Run a command of `assistant` or `training` in a process of its own; a generous deadline tells hangs apart."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONUTF8": "1"}
    ended = measured.run(*arguments, package=package, patience=seconds, environment=environment)
    return Ended(ended.code, ended.err, int(ended.megabytes * 2**20))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


def _link_in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(5 * 2**30)  # takes no place on the disk


def _of_the_system(path: Path) -> None:
    path.symlink_to("/proc/self/pagemap")


def _socket(path: Path) -> None:
    # The path of a socket has 108 characters at most.
    with socket.socket(socket.AF_UNIX) as made, _inside(path.parent):
        made.bind(path.name)


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


NO_FILES: dict[str, Callable[[Path], None]] = {
    "pipe": _pipe,
    "endless": _endless,
    "socket": _socket,
    "folder": _folder,
    "circle": _link_in_a_circle,
    "huge": _huge,
    "system": _of_the_system,
}
"""What may stand where a file is expected, by name: each makes one at a path."""


def make_no_file(kind: str, path: Path) -> None:
    """Put something at `path` that is no file, or none that ends; a system without such things skips the test."""
    if sys.platform != "linux" and kind != "folder":
        pytest.skip("pipes, devices and sparse files are tried on Linux")
    with suppress(FileNotFoundError):
        path.unlink()
    NO_FILES[kind](path)


def write_zip(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip as any program writes it."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def write_split_zip(path: Path, members: dict[str, bytes]) -> Path:
    """The last of two parts of a zip, in which half of its first file is missing."""
    data = bytearray(write_zip(path, members).read_bytes())
    struct.pack_into("<2H", data, len(data) - 18, 1, 1)
    path.write_bytes(data[data.index(b"PK\x01\x02") // 2 :])
    return path


def patched(path: Path, change: Callable[[bytearray, int], None]) -> Path:
    """The zip, each entry of its list changed by `change`, which gets the bytes and where the entry begins."""
    data, at = bytearray(path.read_bytes()), -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        change(data, at)
    path.write_bytes(data)
    return path


def write_list_of(path: Path, entries: int) -> Path:
    """A zip that lists so many files and holds none of them."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0)
    listed = (entry + b"happy/1.png") * entries
    count = min(entries, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), 0, 0)
    path.write_bytes(listed + end)
    return path
