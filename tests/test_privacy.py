"""What the README promises of frames and of the network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_WATCHED = """
import sys
def watch(event, details):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.bind"):
        raise SystemExit(f"a connection: {event} {details[1:]}")
    if event == "open" and isinstance(details[1], str) and set(details[1]) & set("wax+"):
        print("written:", details[0], file=sys.stderr)
sys.addaudithook(watch)
from assistant.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_session_connects_to_nothing_and_writes_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WATCHED, "demo", "--no-window", "--pace", "fast", "--speech", "off"]
    here = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, **here},
        cwd=Path(__file__).parents[1],
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "looks happy" in done.stdout
    written = [line for line in done.stderr.splitlines() if line.startswith("written:") and os.devnull not in line]
    assert written == []
    assert list(tmp_path.iterdir()) == []
