"""What README and SECURITY.md promise of frames and of the network, seen from outside of the process."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from itertools import islice
from pathlib import Path

import cv2
import pytest

from assistant.adapters.capture.drawn_source import RATE, SIZE, DrawnSource
from assistant.arguments import make_parser
from assistant.settings import Settings
from assistant.settings_file import save
from tests.helpers.command_lines import commands
from tests.helpers.network import MISSING, trace
from tests.helpers.places import ROOT

from_outside = pytest.mark.skipif(MISSING, reason="needs strace, which only Linux has: sudo apt-get install strace")

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


def _environment(home: Path) -> dict[str, str]:
    """That of somebody who has said nothing of proxies, with the welcome behind them."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    save(Settings(welcomed=True, read_at_start=True), home / "expression-assistant" / "settings.json")
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }


def test_a_session_connects_to_nothing_and_writes_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WATCHED, "demo", "--no-window", "--pace", "fast", "--speech", "off"]
    home = tmp_path / "home"
    home.mkdir()
    here = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **here}, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "looks happy" in done.stdout
    written = [line for line in done.stderr.splitlines() if line.startswith("written:") and os.devnull not in line]
    assert written == []
    assert list(home.iterdir()) == []


SECONDS = 6
"""How long the clip is: enough for a cue, and longer than until the crash."""


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture, `clip.mp4`, and a copy of it."""
    folder = tmp_path_factory.mktemp("recordings")
    writer = cv2.VideoWriter(str(folder / "clip.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), RATE, SIZE)
    pixels = None
    for frame in islice(DrawnSource("fast").frames(), round(SECONDS * RATE)):
        pixels = cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2BGR)
        writer.write(pixels)
    writer.release()
    assert pixels is not None
    cv2.imwrite(str(folder / "picture.png"), pixels)
    (folder / "copy.mp4").write_bytes((folder / "clip.mp4").read_bytes())
    return folder


INTERRUPTED, CRASHED = ["timeout", "-s", "INT", "12"], ["timeout", "-s", "SEGV", "6"]
"""What ends a command in the middle: the user, or a fault of the program."""

COMMANDS = {
    "photo": ([], ["photo", "{folder}/picture.png"]),
    "watch": ([], ["watch", "{folder}/clip.mp4", "--no-window", "--pace", "fast", "--speech", "off"]),
    "watch, a crash": (CRASHED, ["watch", "{folder}/clip.mp4", "--no-window", "--speech", "on"]),
    "watch, a camera": ([], ["watch", "0", "--no-window"]),
    "watch, in the window": (INTERRUPTED, ["watch", "{folder}/clip.mp4"]),
    "demo": ([], ["demo", "--no-window", "--pace", "fast", "--speech", "{folder}/spoken"]),
    "events, two detectors": ([], ["events", "{folder}/clip.mp4", "{folder}/copy.mp4", "--out", "{folder}/out"]),
    "doctor": ([], ["doctor"]),
    "autostart": ([], ["autostart", "on"]),
    "uninstall-data": ([], ["uninstall-data", "--yes"]),
    "the window": (INTERRUPTED, []),
    "practice": (INTERRUPTED, ["practice"]),
}


def test_every_command_is_watched() -> None:
    assert {words[0] for _, words in COMMANDS.values() if words} == set(commands(make_parser()))


@from_outside
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_asks_anything_of_the_internet(name: str, recordings: Path, tmp_path: Path) -> None:
    around, words = COMMANDS[name]
    command = [*around, sys.executable, "-m", "assistant", *(word.format(folder=recordings) for word in words)]
    traced = trace(command, tmp_path / "log", _environment(tmp_path), ROOT)
    assert "Traceback" not in traced.done.stderr
    assert traced.sockets == [], "not even a socket for it is to be opened"
    assert (tmp_path / "log").read_text(), "strace saw nothing at all"


@from_outside
@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('192.0.2.1', 9), timeout=0.1)",
        "import socket; socket.getaddrinfo('host.invalid', 80)",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b'x', ('2001:db8::1', 9))",
        "import os, socket; os.fork() or socket.create_server(('', 0))",
    ],
)
def test_whoever_looks_from_outside_sees_every_way_out(program: str, tmp_path: Path) -> None:
    traced = trace([sys.executable, "-c", program], tmp_path / "log", os.environ, tmp_path)
    assert traced.sockets
    assert traced.addresses


def test_no_library_that_reports_to_its_maker_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    everyones = [*project["dependencies"], *(need for name in extras if name != "cluster" for need in extras[name])]
    assert not [need for need in everyones if need.startswith(("mediapipe", "ray"))]
