"""What a command asks of the network, seen from outside of its process by strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MISSING = sys.platform != "linux" or shutil.which("strace") is None
"""Whether this machine cannot look from outside."""

_INTERNET = re.compile(r"AF_INET6?\b")
_OPENED = re.compile(r"\b(connect|bind|sendto|sendmsg|sendmmsg)\(")
_LOOPBACK = re.compile(r'"127\.\d+\.\d+\.\d+"|"::1"|"::ffff:127\.\d+\.\d+\.\d+"')


@dataclass(frozen=True)
class Traced:
    """A command that has ended.

    Attributes:
        done: how it ended, and what it wrote.
        sockets: each system call with an internet address or a socket for one, as strace writes it.
    """

    done: subprocess.CompletedProcess[str]
    sockets: list[str]

    @property
    def addresses(self) -> list[str]:
        """The calls among `sockets` that name an address other than this machine's own."""
        return [call for call in self.sockets if _OPENED.search(call) and not _LOOPBACK.search(call)]


def trace(
    command: Sequence[str | Path], log: Path, environment: Mapping[str, str], cwd: Path, seconds: float = 300.0
) -> Traced:
    """Run a command and all that it starts, and list what it asked of the internet."""
    # Commands that are started are listed as well: their lines tell that anything was seen.
    watched = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=network,execve",
        "-e",
        "signal=none",
        "-o",
        str(log),
    ]
    done = subprocess.run(
        [*watched, *map(str, command)],
        capture_output=True,
        text=True,
        env=dict(environment),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return Traced(done, [call for call in calls if _INTERNET.search(call) and "execve(" not in call])
