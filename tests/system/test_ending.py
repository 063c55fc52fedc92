"""How a process ends: at a signal, at once where nothing is to be finished, and with the code of a shell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="another process can send no signal there")

BEGIN = """
import signal, sys, threading
from assistant.system import ending
ending.watch_signals()
"""

IDLE = """
print("ready", flush=True)
threading.Event().wait()
"""

ATTENDED = """
asked = threading.Event()
with ending.graceful_stop(asked.set):
    print("ready", flush=True)
    asked.wait()
print("finished", flush=True)
ending.leave(0)
"""

DEAF = """
with ending.graceful_stop(lambda: print("asked", flush=True)):
    print("ready", flush=True)
    threading.Event().wait()
"""

MAKING = """
import tempfile, time
from pathlib import Path
def make():
    folder = Path(tempfile.mkdtemp(dir=PLACE))
    (folder / "file").touch()
    if SLOWLY:
        print("ready", flush=True)
        time.sleep(0.1)
    return folder
if SLOWLY:
    threading.Thread(target=ending.make_folder, args=(make,)).start()
else:
    ending.make_folder(make)
    print("ready", flush=True)
threading.Event().wait()
"""

LEFT = """
threading.Thread(target=threading.Event().wait).start()
sys.stdout.write("words")
ending.leave(3)
"""


def begun(program: str, before: str = "") -> subprocess.Popen[str]:
    """A program that has said that it is ready."""
    child = subprocess.Popen(
        [sys.executable, "-c", before + BEGIN + program], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    return child


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_where_nothing_is_to_be_finished_a_signal_ends_it_on_the_spot(number: int) -> None:
    with begun(IDLE) as child:
        child.send_signal(number)
        assert child.wait(10) == 128 + number


def test_what_is_to_be_finished_is_asked_to_end_and_the_code_tells_of_the_signal() -> None:
    with begun(ATTENDED) as child:
        child.send_signal(signal.SIGTERM)
        assert child.communicate(timeout=10)[0] == "finished\n"
        assert child.returncode == 128 + signal.SIGTERM


def test_who_asks_again_does_not_wait() -> None:
    with begun(DEAF) as child:
        child.send_signal(signal.SIGTERM)
        assert child.stdout
        assert child.stdout.readline() == "asked\n"
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=10)[0] == ""
        assert child.returncode == 128 + signal.SIGTERM


@pytest.mark.parametrize("slowly", [False, True])
def test_a_folder_that_was_made_goes_with_the_process_even_if_it_is_just_being_made(
    tmp_path: Path, slowly: bool
) -> None:
    with begun(MAKING, f"PLACE, SLOWLY = {str(tmp_path)!r}, {slowly}\n") as child:
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_was_ignored_stays_so() -> None:
    before = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    with begun(ATTENDED, before) as child:
        child.send_signal(signal.SIGHUP)
        child.send_signal(signal.SIGTERM)
        assert child.communicate(timeout=10)[0] == "finished\n"
        assert child.returncode == 128 + signal.SIGTERM


def test_leaving_waits_for_no_thread_and_loses_no_word() -> None:
    command = [sys.executable, "-c", BEGIN + LEFT]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=10, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "words", "")
