"""The chain of voices, with real processes and engines that misbehave."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.adapters.voices.chain import Speech, believable
from assistant.adapters.voices.engine import Engine, Pyttsx3Engine, Sound, VoiceSettings
from assistant.errors import SpeechError
from tests.helpers import engines
from tests.helpers.loudness import level
from tests.helpers.places import ROOT

SOON = 5.0
"""Seconds on the busiest machine for what takes some hundredths, and far less than an engine hangs."""

MakeEngine = Callable[[str, Path], Engine]
MakeSpeech = Callable[..., Speech]


@pytest.fixture
def make_speech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeSpeech]:
    """Makes `Speech` with an engine; afterwards no process and no file may be left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[Speech] = []

    def make(
        factory: Callable[[str, Path], Engine], chain: tuple[str, ...] = ("first",), deadline: float = 0.3
    ) -> Speech:
        made.append(Speech(VoiceSettings(), chain=chain, factory=factory, deadline=deadline))
        return made[-1]

    yield make
    for speech in made:
        speech.close()
    assert not multiprocessing.active_children()
    assert not list(tmp_path.iterdir())


def test_a_phrase_becomes_sound_of_its_length(make_speech: MakeSpeech) -> None:
    clip = make_speech(engines.Honest).synthesize("looks happy")
    assert clip.seconds == pytest.approx(11 * 12 / 190, abs=0.05)
    assert level(clip) > -15


@pytest.mark.parametrize(
    "engine",
    [
        engines.Hanging,
        engines.Crashing,
        engines.Empty,
        engines.Silent,
        engines.Hasty,
        engines.Endless,
        engines.Halved,
        engines.Timeless,
        engines.Refusing,
    ],
)
def test_a_voice_that_does_not_say_it_is_found_out(make_speech: MakeSpeech, engine: type[engines.Honest]) -> None:
    with pytest.raises(SpeechError, match="caption"):
        make_speech(engine).synthesize("looks happy")


def test_a_long_phrase_may_take_longer(make_speech: MakeSpeech) -> None:
    speech = make_speech(engines.Slow)
    assert speech.synthesize("all keys of this page, one after the other. " * 8).audible_seconds > 10
    with pytest.raises(SpeechError, match="caption"):
        speech.synthesize("looks happy")


@pytest.mark.parametrize("text", ["-", ".", "…", "· ·"])
@pytest.mark.parametrize("engine", [engines.SecondOnly, engines.Silent])
def test_silence_for_signs_alone_is_not_held_against_the_voice(
    make_speech: MakeSpeech, engine: type[engines.Honest], text: str
) -> None:
    speech = make_speech(engine, chain=("first", "second"))
    assert speech.synthesize(text).audible_seconds == 0
    assert [voice.voice for voice in speech.voices()] == ["first"]


def test_an_engine_that_cannot_start_says_why(make_speech: MakeSpeech) -> None:
    with pytest.raises(SpeechError, match="no library"):
        make_speech(engines.Unstartable).start()


def test_an_engine_that_hangs_at_its_start_is_given_up(
    make_speech: MakeSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.adapters.voices.process._START_SECONDS", 0.2)
    with pytest.raises(SpeechError, match="in time"):
        make_speech(engines.HangsAtStart).start()


def test_a_machine_without_room_for_files_says_so(make_speech: MakeSpeech, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setattr(tempfile, "tempdir", "/nowhere/at/all")
        with pytest.raises(SpeechError, match="No such file"):
            make_speech(Pyttsx3Engine, chain=("espeak",)).synthesize("looks happy")


def test_the_next_voice_takes_over_until_settings_change(make_speech: MakeSpeech) -> None:
    speech = make_speech(engines.SecondOnly, chain=("first", "second"))
    assert speech.synthesize("looks happy").seconds > 0.3
    assert [voice.voice for voice in speech.voices()] == ["second"]
    speech.use(VoiceSettings(rate=200))
    assert [voice.voice for voice in speech.voices()] == ["first"]
    assert speech.synthesize("looks happy").seconds > 0.3


def test_a_repeated_phrase_needs_no_voice(make_speech: MakeSpeech) -> None:
    speech = make_speech(engines.Honest)
    first = speech.synthesize("looks happy")
    speech.close()
    assert speech.synthesize(" looks\nhappy ") is first
    assert not multiprocessing.active_children()


def test_the_process_imports_nothing_heavy(make_speech: MakeSpeech) -> None:
    script = (
        "from assistant.adapters.voices.chain import Speech, VoiceSettings\n"
        "from tests.helpers.engines import Telling\n"
        "if __name__ == '__main__':\n"
        "    speech = Speech(VoiceSettings(), factory=Telling)\n"
        "    try: speech.synthesize('looks happy')\n"
        "    except Exception as error: print(error)\n"
        "    speech.close()\n"
    )
    root = ROOT
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert "(none)" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_hanging_voice_ends_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import multiprocessing, os, sys, threading, time\n"
        "from pathlib import Path\n"
        "from assistant.adapters.voices.chain import Speech, VoiceSettings\n"
        "from tests.helpers.engines import HangingWitnessed\n"
        "if __name__ == '__main__':\n"
        "    speech = Speech(VoiceSettings(), factory=HangingWitnessed, deadline=60)\n"
        "    speech.start()\n"
        "    threading.Thread(target=speech.synthesize, args=('looks happy',), daemon=True).start()\n"
        "    while not Path(os.environ['HANGS']).exists(): time.sleep(0.01)\n"
        "    print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "HANGS": str(tmp_path / "hangs")}
    root = ROOT
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert _ends(child)
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("engine", [engines.Hanging, engines.HangsAtStart])
def test_a_hanging_voice_is_ended_at_once(make_speech: MakeSpeech, engine: type[engines.Honest]) -> None:
    speech = make_speech(engine, deadline=60)
    failures: list[SpeechError] = []

    def speak() -> None:
        try:
            speech.synthesize("looks happy")
        except SpeechError as error:
            failures.append(error)

    waiting = threading.Thread(target=speak)
    waiting.start()
    while not multiprocessing.active_children():
        time.sleep(0.01)
    time.sleep(0.5)  # so that the engine is there, and hangs
    began = time.monotonic()
    speech.close()
    waiting.join(60)
    assert time.monotonic() - began < SOON
    assert failures
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("text", ["happy", "looks happy", "There is no face in view.", "42"])
@pytest.mark.parametrize("rate", [80, 190, 450])
def test_honest_durations_are_believed(text: str, rate: int) -> None:
    assert believable(engines.tone(len(text) * 12 / rate), text, rate).seconds > 0


def test_silence_around_a_phrase_is_cut_and_does_not_count() -> None:
    silence = bytes(engines.RATE)
    padded = Sound(silence + engines.tone(0.6).pcm + silence, engines.RATE)
    assert believable(padded, "looks happy", 190).seconds == pytest.approx(0.6, abs=0.03)
    with pytest.raises(SpeechError):
        believable(Sound(silence + engines.tone(0.1).pcm + silence, engines.RATE), "looks happy", 190)


def _ends(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return True  # dead, and waiting to be collected by whoever adopted it
        time.sleep(0.05)
    return False
