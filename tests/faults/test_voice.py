"""A voice that stops, dies, lies or finds no room, in every phase of a phrase: what is said, and what is left."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.child import EngineFactory
from assistant.adapters.voices.engine import VoiceSettings
from assistant.adapters.voices.espeak import EspeakEngine
from assistant.errors import SpeechError
from assistant.events import Channel, CueEvent
from assistant.speech.announcer import Announcer
from assistant.speech.arbiter import Outcome
from tests.helpers import speech_children
from tests.helpers.engines import Honest
from tests.helpers.places import ROOT
from tests.helpers.voices import Loudspeaker
from tests.helpers.waiting import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no process by a signal")

AT_ONCE = 5.0
"""Seconds on the busiest machine for what ends within two, and no end for what hangs."""

MakeSpeech = Callable[..., VoiceChain]


@pytest.fixture(autouse=True)
def _not_kept_waiting() -> Iterator[None]:
    """No test may last as long as a voice hangs."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < speech_children.HANGS


@pytest.fixture
def make_speech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeSpeech]:
    """Makes a voice; afterwards no process and no file of it may be left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[VoiceChain] = []

    def make(factory: EngineFactory = Honest, child: object = None, deadline: float = 2.0) -> VoiceChain:
        if child is not None:
            monkeypatch.setattr("assistant.adapters.voices.process.run", child)
        made.append(VoiceChain(VoiceSettings(), chain=("espeak",), factory=factory, deadline=deadline))
        return made[-1]

    yield make
    for speech in made:
        speech.close()
    assert not multiprocessing.active_children()
    assert not _folders(tmp_path)


@pytest.mark.parametrize(
    "child",
    [
        speech_children.stops_in_a_reply,
        speech_children.promises_a_petabyte,
        speech_children.sends_rubbish,
        speech_children.sends_without_end,
        speech_children.reads_nothing,
    ],
)
def test_a_voice_that_breaks_its_word_in_a_message_is_given_up(make_speech: MakeSpeech, child: object) -> None:
    speech = make_speech(child=child, deadline=0.3)
    with pytest.raises(SpeechError, match="caption"):
        speech.synthesize("looks happy")


def test_a_request_that_no_pipe_holds_is_given_up_likewise(make_speech: MakeSpeech) -> None:
    speech = make_speech(child=speech_children.reads_nothing, deadline=0.3)
    with pytest.raises(SpeechError, match="caption"):
        speech.synthesize("… " * 2**21)


def test_a_voice_that_stops_in_a_message_is_started_anew_and_says_it(make_speech: MakeSpeech) -> None:
    speech = make_speech(child=speech_children.stops_in_a_reply_once, deadline=0.5)
    assert speech.synthesize("looks happy").audible_seconds > 0.5


def test_a_voice_that_stops_in_a_message_is_closed_at_once(make_speech: MakeSpeech) -> None:
    speech = make_speech(child=speech_children.stops_in_a_reply, deadline=60)
    announcer = Announcer(speech, Loudspeaker(), lambda caption: None, lambda trouble: None)
    announcer.read("looks happy")
    _child()
    began = time.monotonic()
    announcer.close()
    assert time.monotonic() - began < AT_ONCE


def test_a_second_reply_is_not_taken_for_the_next_phrase(make_speech: MakeSpeech) -> None:
    speech = make_speech(child=speech_children.replies_twice)
    first = speech.synthesize("looks happy")
    time.sleep(0.2)  # so that the second reply is there, which no event tells
    assert speech.synthesize("looks surprised, and then angry").seconds > 1.5 * first.seconds


@pytest.mark.parametrize("fault", ["SIGKILL", "SIGSTOP"])
def test_a_voice_that_was_lost_between_phrases_is_started_anew(make_speech: MakeSpeech, fault: str) -> None:
    speech = make_speech()
    speech.start()
    lost = _child()
    os.kill(lost, signal.Signals[fault])
    assert speech.synthesize("looks happy").audible_seconds > 0.5
    assert _child() != lost


@pytest.mark.parametrize("engine", [speech_children.KilledInAPhraseOnce, speech_children.HalvesItsFileOnce])
def test_a_phrase_that_broke_off_is_said_by_the_next_process(
    make_speech: MakeSpeech, engine: EngineFactory, tmp_path: Path
) -> None:
    speech = make_speech(engine, deadline=5.0)
    assert speech.synthesize("looks happy").audible_seconds > 0.4
    assert len(_folders(tmp_path)) == 1, "the folder of the process that broke off is gone"
    assert [file.name for file in _folders(tmp_path)[0].iterdir()] == ["lock"]


def test_a_full_disk_is_told_and_speech_is_back_with_the_room(make_speech: MakeSpeech, tmp_path: Path) -> None:
    speech = make_speech(speech_children.OnAFullDisk)
    full = tmp_path / "full"
    full.touch()
    with pytest.raises(SpeechError, match="caption"):
        speech.synthesize("looks happy")
    full.unlink()
    assert speech.synthesize("looks happy").audible_seconds > 0.4


def test_what_is_spoken_is_for_its_owner_only(make_speech: MakeSpeech) -> None:
    with pytest.raises(SpeechError, match=r"\(700, 600, 600\)"):
        make_speech(speech_children.TellsModes).synthesize("looks happy")


def test_nothing_is_lost_or_said_twice_while_the_voice_is_killed_and_stopped(make_speech: MakeSpeech) -> None:
    loudspeaker, told = Loudspeaker(), Counter[str]()
    spoken = Counter[Outcome]()

    def note(text: str, outcome: Outcome) -> None:
        told[text] += 1
        spoken[outcome] += 1

    announcer = Announcer(
        make_speech(deadline=0.3),
        loudspeaker,
        lambda caption: None,
        lambda trouble: None,
        on_outcome=lambda utterance, outcome: note(utterance.text, outcome),
    )
    phrases = [f"phrase number {number}" for number in range(24)]
    for number, phrase in enumerate(phrases):
        if number % 3 == 0:
            os.kill(_child(), signal.SIGSTOP if number % 2 else signal.SIGKILL)
        announcer.announce(CueEvent(0.0, 1, phrase, frozenset({Channel.SPEECH}), None, None))
        assert announcer.wait(20)
    announcer.close()
    assert told == Counter(phrases)
    assert loudspeaker.asked.count("speech") == spoken[Outcome.SPOKEN] > 12


def test_the_program_ends_although_its_voice_is_stopped_and_was_not_closed(tmp_path: Path) -> None:
    script = (
        "import multiprocessing, os, signal\n"
        "from assistant.adapters.voices.chain import VoiceChain, VoiceSettings\n"
        "from tests.helpers.engines import Honest\n"
        "if __name__ == '__main__':\n"
        "    speech = VoiceChain(VoiceSettings(), factory=Honest)\n"
        "    speech.start()\n"
        "    os.kill(multiprocessing.active_children()[0].pid, signal.SIGSTOP)\n"
    )
    with _script(script, tmp_path) as program:
        assert program.wait(60) == 0


SPEAKER = (
    "import multiprocessing, sys, threading\n"
    "from assistant.adapters.voices.chain import VoiceChain, VoiceSettings\n"
    "from tests.helpers.speech_children import StopsWithItsFile\n"
    "if __name__ == '__main__':\n"
    "    speech = VoiceChain(VoiceSettings(), chain=('espeak',), factory=StopsWithItsFile, deadline=60)\n"
    "    speech.start()\n"
    "    print(multiprocessing.active_children()[0].pid, flush=True)\n"
    "    speech.synthesize('looks happy')\n"
)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see that a process has stopped")
def test_what_a_kill_left_behind_goes_at_the_next_start_and_what_is_in_use_stays(
    make_speech: MakeSpeech, tmp_path: Path
) -> None:
    with _script(SPEAKER, tmp_path) as killed, _script(SPEAKER, tmp_path) as alive:
        children = [int(program.stdout.readline()) for program in (killed, alive) if program.stdout]
        for child in children:
            wait_for(
                lambda child=child: Path(f"/proc/{child}/stat").read_text().rsplit(") ", 1)[1].startswith("T"),
                "the stopped process",
            )
        in_use = {folder for folder in _folders(tmp_path) if _holds(children[1], folder)}
        left = set(_folders(tmp_path)) - in_use
        assert len(left) == len(in_use) == 1
        killed.kill()
        killed.wait()
        os.kill(children[0], signal.SIGKILL)
        assert all((folder / "phrase.wav").exists() for folder in left | in_use)
        speech = make_speech(EspeakEngine, deadline=5.0)
        assert speech.synthesize("looks happy").audible_seconds > 0.4
        wait_for(lambda: not any(folder.exists() for folder in left), "the removal of what was left")
        assert all((folder / "phrase.wav").exists() for folder in in_use)
        alive.kill()
        alive.wait()
        os.kill(children[1], signal.SIGKILL)
        speech.close()
        make_speech().start()
        wait_for(lambda: not any(folder.exists() for folder in in_use), "the removal of what was in use")


def _script(script: str, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "TMPDIR": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def _holds(child: int, folder: Path) -> bool:
    """Whether the child was started for the folder, which its parent holds."""
    parent = Path(f"/proc/{child}/stat").read_text().rsplit(") ", 1)[1].split()[1]
    return any(link.readlink() == folder / "lock" for link in Path(f"/proc/{parent}/fd").iterdir())


def _folders(place: Path) -> list[Path]:
    return list(place.glob("expression-assistant-*"))


def _child() -> int:
    """The number of the one speech process, as soon as there is one."""
    children: list[BaseProcess] = []
    wait_for(lambda: children.extend(multiprocessing.active_children()) or children, "a speech process")
    assert children[0].pid is not None
    return children[0].pid
