"""The real command in a process of its own, and what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.places import ROOT

# A child's peak counts from its parent's size on, which here is that of all tests: so a small process starts it.
_MEASURE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    file.write(f"{code} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")
"""


@dataclass(frozen=True)
class Outcome:
    """How a command ended.

    Attributes:
        code: the exit code, negative where a signal ended it.
        out: standard output.
        err: standard error.
        megabytes: the most memory that it had at any time.
        seconds: from start to end.
    """

    code: int
    out: str
    err: str
    megabytes: float
    seconds: float

    @property
    def complaint(self) -> str:
        """The one sentence of a command that refuses something."""
        assert self.code == 2, (self.code, self.err)
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.endswith(".")
        return line


def run(
    *arguments: str | bytes | Path,
    package: str = "assistant",
    patience: float = 60,
    wrapper: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run `python -m PACKAGE` with these arguments; fails where it does not end within `patience` seconds."""
    with tempfile.NamedTemporaryFile() as note:
        command = [sys.executable, "-c", _MEASURE, note.name, *wrapper, sys.executable, "-m", package, *arguments]
        start = time.monotonic()
        with subprocess.Popen(
            [os.fsencode(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        ) as process:
            try:
                out, err = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                raise
        seconds = time.monotonic() - start
        code, kilobytes = Path(note.name).read_text(encoding="ascii").split()
    # macOS counts in bytes.
    megabytes = int(kilobytes) / (1024 if sys.platform != "darwin" else 2**20)
    return Outcome(int(code), out.decode(errors="replace"), err.decode(errors="replace"), megabytes, seconds)
