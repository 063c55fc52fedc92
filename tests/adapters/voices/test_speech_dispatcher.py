"""Debian's speech-dispatcher itself, with a voice that writes down what it is given to say."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.voices.speech_dispatcher import SpeechDispatcher, is_there, reachable
from assistant.errors import SpeechError
from tests.helpers.places import ROOT
from tests.helpers.waiting import wait_for

START = ROOT / "tests/accessibility/speech_dispatcher.sh"

needs_dispatcher = pytest.mark.skipif(
    shutil.which("speech-dispatcher") is None, reason="needs speech-dispatcher: sudo apt-get install speech-dispatcher"
)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Its process."""
    started = subprocess.run([str(START), str(tmp_path)], stdout=subprocess.PIPE, text=True, check=True)
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path}/speechd.sock")
    wait_for(is_there, "the service")
    yield int(started.stdout)
    if is_there():
        os.kill(int(started.stdout), signal.SIGTERM)


@needs_dispatcher
def test_our_words_are_cancelled_and_nobody_elses(service: int, tmp_path: Path) -> None:
    begun: list[int] = []
    over: list[int | None] = []
    ours = SpeechDispatcher(begun.append, over.append)
    ours.use("en", 200, 80)
    first = ours.say("A first sentence that takes its time to be said to its end.")
    wait_for(lambda: begun == [first] and (tmp_path / "spoken.txt").exists(), "the first phrase")
    theirs = SpeechDispatcher(lambda message: None, lambda message: None)
    theirs.say("It's a second.")
    ours.cancel()
    wait_for(lambda: over == [first], "its end")
    written = tmp_path / "spoken.txt"
    wait_for(lambda: written.exists() and "\nend" in written.read_text(), "the end that was written")
    spoken = written.read_text().splitlines()
    assert [line.split("\t")[0] for line in spoken] == ["begin", "begin", "end"]
    assert spoken[-1].endswith("It's a second.")
    ours.close()
    theirs.close()


@needs_dispatcher
def test_its_end_is_told_once_and_what_comes_then_is_refused(service: int) -> None:
    lost = threading.Event()
    ours = SpeechDispatcher(lambda message: None, lambda message: lost.set() if message is None else None)
    assert reachable()
    os.kill(service, signal.SIGKILL)
    assert lost.wait(20)
    with pytest.raises(SpeechError):
        ours.say("Nobody hears this.")
    ours.close()
    assert not reachable()


@pytest.mark.parametrize("address", ["unix_socket:/nowhere/speechd.sock", "inet_socket:127.0.0.1:6560"])
def test_where_there_is_none_that_is_told_and_no_network_is_used(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SPEECHD_ADDRESS", address)
    assert not is_there()
    assert not reachable()
