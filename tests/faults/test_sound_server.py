"""A sound server that stops, dies, loses its loudspeaker or never says a word: what the user gets, and its return."""

from __future__ import annotations

import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import miniaudio
import numpy as np
import pytest

from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.audio.playback import AudioOutput
from assistant.audio_clip import Clip
from assistant.errors import AudioError
from assistant.events import Channel, CueEvent, Earcon, NoticeEvent, Priority
from assistant.messages import say
from assistant.speech.announcer import Announcer, SoundPreferences
from assistant.speech.arbiter import Outcome
from tests.helpers.places import ROOT
from tests.helpers.pulse import MISSING, RATE, PulseServer, SoundRecorder, environment_in, failing_server
from tests.helpers.voices import InstantVoice

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs PulseAudio's {', '.join(MISSING)} to fail for us")

PATIENCE = 20.0
"""Seconds on the busiest machine for what takes three, and no end for what hangs."""

AT_ONCE = 5.0
"""Seconds on the busiest machine for what ends within two, and no end for what hangs."""
TONE = Clip((8000 * np.sin(2 * np.pi * 440 * np.arange(22050) / 22050)).astype(np.int16), 22050)
LOST = NoticeEvent(0.0, "The camera is lost.", Priority.ERROR)


class TonalVoice(InstantVoice):
    """Says everything in one second of a tone."""

    def synthesize(self, text: str) -> Clip:
        super().synthesize(text)
        return TONE


class Room:
    """An announcer with a real loudspeaker, and all that it tells."""

    def __init__(self) -> None:
        self.captions: list[str] = []
        self.troubles: list[str] = []
        self.outcomes: list[tuple[str, Outcome]] = []
        self.output = AudioOutput([miniaudio.Backend.PULSEAUDIO])
        self.announcer = Announcer(
            TonalVoice(),
            self.output,
            self.captions.append,
            self.troubles.append,
            on_outcome=lambda utterance, outcome: self.outcomes.append((utterance.text, outcome)),
        )

    def announce(self, text: str) -> None:
        self.announcer.announce(CueEvent(0.0, 1, text, frozenset(Channel), None, Earcon.NEUTRAL))

    def comes_back(self) -> bool:
        return comes_to(lambda: say("audio.back") in self.captions)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with failing_server(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
        server.go_on()


@pytest.fixture
def mute_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A socket that takes every connection and never answers."""
    environment = environment_in(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "native"))
        listener.listen(64)
        yield environment


@pytest.fixture
def room(request: pytest.FixtureRequest) -> Iterator[Room]:
    request.getfixturevalue("server")
    room = Room()
    assert comes_to(lambda: works(room.output))
    room.output.wait_until_open()
    yield room
    room.announcer.close()


def test_a_stopped_server_keeps_nobody_waiting_is_told_once_and_is_heard_again(server: PulseServer, room: Room) -> None:
    server.stop()
    assert comes_to(lambda: room.troubles)
    began = time.monotonic()
    for number in range(20):
        room.announce(f"cue {number}")
    room.announcer.read("an answer")
    room.announcer.mute(True)
    room.announcer.mute(False)
    room.announcer.stop()
    assert time.monotonic() - began < 1
    assert room.announcer.wait(PATIENCE)
    assert room.captions == [f"cue {number}" for number in range(20)]
    assert room.troubles == [say("audio.no_answer")]
    server.go_on()
    assert room.comes_back()
    with SoundRecorder(server.environment) as recorder:
        room.announce("looks happy")
        recorder.wait_for_silence()
    assert room.announcer.wait(PATIENCE)
    assert room.outcomes[-1] == ("looks happy", Outcome.SPOKEN)


def test_what_a_stopped_server_did_not_play_is_not_played_later(server: PulseServer, room: Room) -> None:
    room.announcer.preferences = SoundPreferences(speech=False)  # so that its return is not said
    server.stop()
    room.output.speech(TONE, 1.0)
    assert comes_to(lambda: room.troubles)
    server.go_on()
    assert room.comes_back()
    with SoundRecorder(server.environment) as recorder:
        assert comes_to(lambda: recorder.heard > RATE)
        assert not np.abs(recorder.recording()).max() > 0.001


def test_an_error_that_nobody_could_hear_is_said_when_there_is_sound_again(server: PulseServer, room: Room) -> None:
    server.stop()
    assert comes_to(lambda: room.troubles)
    room.announcer.announce(LOST)
    room.announce("looks happy")
    assert room.announcer.wait(PATIENCE)
    assert (LOST.text, Outcome.SPOKEN) not in room.outcomes
    server.go_on()
    assert comes_to(lambda: (LOST.text, Outcome.SPOKEN) in room.outcomes)


@pytest.mark.parametrize("announced", [True, False])
def test_closing_ends_although_the_server_is_stopped(server: PulseServer, room: Room, announced: bool) -> None:
    server.stop()
    if announced:
        assert comes_to(lambda: room.troubles)
        room.announcer.announce(LOST)
    began = time.monotonic()
    room.announcer.close()
    assert time.monotonic() - began < AT_ONCE


def test_a_server_that_never_answers_is_told_and_left(mute_server: dict[str, str]) -> None:
    room = Room()
    room.announce("looks happy")
    assert comes_to(lambda: room.troubles == [say("audio.no_answer")])
    with pytest.raises(AudioError, match="answer"):
        room.output.wait_until_open()
    began = time.monotonic()
    room.announcer.close()
    assert time.monotonic() - began < AT_ONCE


def test_a_killed_server_is_told_and_its_successor_found(tmp_path: Path, server: PulseServer, room: Room) -> None:
    server.kill()
    assert comes_to(lambda: room.troubles == [say("audio.no_device")])
    with failing_server(tmp_path) as successor:
        assert room.comes_back()
        with SoundRecorder(successor.environment) as recorder:
            room.announce("looks happy")
            recorder.wait_for_silence()


def test_an_unplugged_loudspeaker_is_told_and_heard_when_it_is_back(server: PulseServer, room: Room) -> None:
    server.remove_sink()
    assert comes_to(lambda: room.troubles == [say("audio.no_device")])
    server.add_sink()
    assert room.comes_back()
    with SoundRecorder(server.environment) as recorder:
        room.announce("looks happy")
        recorder.wait_for_silence()


def test_devices_leave_nothing_behind(server: PulseServer) -> None:
    def use() -> int:
        output = AudioOutput([miniaudio.Backend.PULSEAUDIO])
        output.wait_until_open()
        output.close()
        assert comes_to(lambda: not any(thread.name == "sound device" for thread in threading.enumerate()))
        return len(list(Path("/proc/self/fd").iterdir()))

    first = use()
    assert max(use() for _ in range(8)) <= first


def test_a_microphone_is_missed_and_found_again(server: PulseServer) -> None:
    told: queue.Queue[str] = queue.Queue()
    microphone = Microphone(told.put, [miniaudio.Backend.PULSEAUDIO])
    microphone.start()
    for lose, give_back in ((server.stop, server.go_on), (server.remove_sink, server.add_sink)):
        lose()
        assert told.get(timeout=PATIENCE) == say("audio.no_microphone")
        assert not microphone.talking()
        give_back()
        assert told.get(timeout=PATIENCE) == ""
    server.stop()
    began = time.monotonic()
    microphone.close()
    assert time.monotonic() - began < AT_ONCE
    assert told.empty()


class Command:
    """A command of the application as its user runs it."""

    def __init__(self, *words: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant", *words],
            cwd=ROOT,
            env={**environment, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Command:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def says(self, words: str) -> bool:
        return comes_to(lambda: any(words in line for line in self._lines), 3 * PATIENCE)

    def interrupt(self) -> None:
        """Press Ctrl+C, which must end it soon and in an orderly way."""
        self._process.send_signal(signal.SIGINT)
        assert self._process.wait(AT_ONCE) in (0, 128 + signal.SIGINT)

    def _read(self) -> None:
        assert self._process.stdout is not None
        self._lines.extend(iter(self._process.stdout.readline, ""))


CONSOLE, WINDOW = ("demo", "--no-window"), ("demo", "--events", "-")
IN_BOTH = pytest.mark.parametrize("words", [CONSOLE, WINDOW], ids=["console", "window"])


@IN_BOTH
def test_a_command_reads_on_and_ends_beside_a_server_that_never_answers(
    mute_server: dict[str, str], words: tuple[str, ...]
) -> None:
    with Command(*words, environment=mute_server) as command:
        assert command.says("looks happy")
        if words is CONSOLE:
            assert command.says(say("audio.no_answer"))
        command.interrupt()


@IN_BOTH
def test_a_command_reads_on_and_ends_beside_a_server_that_is_stopped(
    server: PulseServer, words: tuple[str, ...]
) -> None:
    server.stop()
    with Command(*words, environment=server.environment) as command:
        assert command.says("looks happy")
        if words is CONSOLE:
            assert command.says(say("audio.no_answer"))
            server.go_on()
            assert command.says(say("audio.back"))
            server.stop()
        command.interrupt()


@IN_BOTH
def test_a_command_whose_server_stops_in_between_ends(server: PulseServer, words: tuple[str, ...]) -> None:
    with Command(*words, environment=server.environment) as command:
        assert command.says("looks happy")
        server.stop()
        command.interrupt()


def test_the_doctor_says_that_sound_does_not_answer(mute_server: dict[str, str]) -> None:
    with Command("doctor", environment=mute_server) as command:
        assert command.says(say("audio.no_answer"))


def works(output: AudioOutput) -> bool:
    try:
        output.check()
    except AudioError:
        return False
    return True


def comes_to(condition: Callable[[], object], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
