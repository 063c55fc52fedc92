"""How a process ends: at a signal, at once where nothing is to be finished, and with the code of a shell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

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
