"""How soon a cue is heard, how soon mute is silent, and what a bad voice does: `python -m benchmarks.announcing`.

Everything is real, from the announcer down to the device's thread; times are taken where that thread
fetches its buffers, on the system's audio or, where there is none, on miniaudio's silent device, which
keeps real time. Beside each figure stands its bar, and its ratio to a voice that is started anew for
each phrase in the same run.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.adapters.audio.mixer import Mixer, Stereo
from assistant.adapters.audio.playback import RATE, AudioOutput
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.events import Channel, CueEvent, Earcon
from assistant.speech.announcer import Announcer
from assistant.speech.arbiter import Outcome
from assistant.system.library_log import run_quietly
from benchmarks import loudspeaker
from tests.helpers.engines import Capricious
from tests.helpers.pulse import MISSING, SoundRecorder, pulse_server

ONSET_BAR, SILENCE_BAR = 150.0, 100.0  # ms
DEVICE_BUFFERS = 60.0  # ms of sound that the device may hold behind the mixer
ROUNDS = 40
PHRASES = 1000
SPEECH, BOTH = frozenset({Channel.SPEECH}), frozenset({Channel.SPEECH, Channel.EARCON})


class WatchedMixer(Mixer):
    """A mixer that notes when the device fetched the first and the last buffer with sound in it."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self.first: float | None = None
        self.last = 0.0

    def fill(self, frames: int) -> Stereo:
        """See `Mixer.fill`."""
        mix = super().fill(frames)
        if np.abs(mix).max() > 1e-4:
            self.last = time.perf_counter()
            self.first = self.first or self.last
        return mix


class Room:
    """An announcer, its loudspeaker, and what became of its phrases."""

    def __init__(self, speech: VoiceChain) -> None:
        self.mixer = WatchedMixer(RATE)
        self.outcomes: list[tuple[str, Outcome]] = []
        self.troubles: list[str] = []
        self.announcer = Announcer(
            speech,
            AudioOutput(loudspeaker.backends(), self.mixer),
            lambda caption: None,
            self.troubles.append,
            on_outcome=lambda utterance, outcome: self.outcomes.append((utterance.text, outcome)),
        )

    def warm_up(self) -> None:
        """Have the process, the device and the first phrase behind us."""
        self.announcer.read("warming up")
        wait_for(lambda: bool(self.outcomes))
        self.announcer.wait(5)

    def onset(self, announce: Callable[[], None]) -> float:
        """Milliseconds from the call to the first sound that the device fetches."""
        self.mixer.first = None
        start = time.perf_counter()
        announce()
        wait_for(lambda: self.mixer.first is not None)
        return 1000 * ((self.mixer.first or start) - start)

    def silence(self) -> float:
        """Milliseconds from mute to silence, counting what the device still holds."""
        start = time.perf_counter()
        self.announcer.mute(True)
        time.sleep(0.2)
        self.announcer.mute(False)
        return 1000 * max(self.mixer.last - start, 0.0) + DEVICE_BUFFERS


def cue(text: str, channels: frozenset[Channel]) -> CueEvent:
    """A cue with these words."""
    return CueEvent(0.0, 1, text, channels, None, Earcon.NEUTRAL)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until it holds, 15 s at most."""
    limit = time.perf_counter() + 15
    while not condition():
        if time.perf_counter() > limit:
            raise TimeoutError("nothing came of it within 15 seconds")
        time.sleep(0.001)


def measure(room: Room, texts: Sequence[str], channels: frozenset[Channel]) -> tuple[list[float], list[float]]:
    """Onsets, and delays from a mute in the middle of each phrase to silence, both in milliseconds."""
    onsets, silences = [], []
    for text in texts:
        event = cue(text, channels)
        onsets.append(room.onset(lambda event=event: room.announcer.announce(event)))  # type: ignore[misc] # bound in the loop on purpose
        time.sleep(0.15)
        silences.append(room.silence())
    return onsets, silences


def responsiveness() -> None:
    """Announce 1,000 phrases through a voice that hangs, crashes and lies; none may be lost or said twice."""
    voice = VoiceChain(VoiceSettings(), chain=("capricious",), factory=Capricious, deadline=0.15)
    room = Room(voice)
    longest = 0.0
    texts = [f"phrase number {index}" for index in range(PHRASES)]
    for index, text in enumerate(texts, start=1):
        start = time.perf_counter()
        room.announcer.announce(cue(text, SPEECH))
        longest = max(longest, time.perf_counter() - start)
        if index % 5:  # every fifth comes while the one before is still in the making
            wait_for(lambda told=index: len(room.outcomes) >= told)  # type: ignore[misc] # bound in the loop on purpose
    room.announcer.wait(10)
    room.announcer.close()
    told = Counter(text for text, _ in room.outcomes)
    kinds = Counter(outcome.value for _, outcome in room.outcomes)
    lost, twice = len(set(texts) - set(told)), sum(count > 1 for count in told.values())
    print(f"{PHRASES} phrases, bad voice   {dict(kinds)}")
    print(f"  lost {lost} (bar 0), told twice {twice} (bar 0), longest wait of the caller {1000 * longest:.1f} ms")


def show(name: str, values: Sequence[float], bar: float, reference: float) -> None:
    """Print a line: median, 95th percentile, the bar and the ratio to the reference."""
    median, late = statistics.median(values), statistics.quantiles(values, n=20)[-1]
    print(f"{name:28} median {median:6.1f} ms   95 % {late:6.1f} ms   bar {bar:5.0f} ms   {median / reference:5.2f} ×")


def heard() -> tuple[list[float], list[float]]:
    """The same two delays on a recording of what PulseAudio plays: nothing is known of the inside."""
    onsets, silences = [], []
    with TemporaryDirectory() as folder, pulse_server(Path(folder)) as environment:
        os.environ.update(environment)
        room = Room(VoiceChain(VoiceSettings()))
        room.warm_up()
        with SoundRecorder(environment) as recorder:
            wait_for(lambda: recorder.heard > 0)
            for index in range(ROUNDS):
                start = recorder.heard
                room.announcer.announce(cue(f"looks happy, face {index}", SPEECH))
                time.sleep(0.4)
                mute = recorder.heard
                room.announcer.mute(True)
                time.sleep(0.4)
                loud = np.flatnonzero(np.abs(recorder.recording()[start:, 0]) > 1e-3)
                onsets.append(1000 * loud[0] / RATE)
                silences.append(1000 * max(start + loud[-1] - mute, 0) / RATE)
                room.announcer.mute(False)
        room.announcer.close()
    return onsets, silences


def main() -> None:
    """Measure and print."""
    fresh = [f"looks happy, face {index}" for index in range(ROUNDS)]
    room = Room(VoiceChain(VoiceSettings()))
    room.warm_up()
    spoken, silences = measure(room, fresh, SPEECH)
    repeated, _ = measure(room, fresh, SPEECH)
    with_earcon, _ = measure(room, [f"{text} again" for text in fresh], BOTH)
    room.announcer.close()
    cold = []
    for text in fresh[:8]:
        newcomer = Room(VoiceChain(VoiceSettings()))
        cold.append(newcomer.onset(lambda text=text, room=newcomer: room.announcer.read(text)))  # type: ignore[misc] # bound in the loop on purpose
        newcomer.announcer.close()
    reference = statistics.median(cold)
    show("cue to sound, new process", cold, ONSET_BAR, reference)
    show("cue to sound, new phrase", spoken, ONSET_BAR, reference)
    show("cue to sound, said before", repeated, ONSET_BAR, reference)
    show("cue to sound, with earcon", with_earcon, ONSET_BAR, reference)
    show("mute to silence", silences, SILENCE_BAR, reference)
    if MISSING:
        print(f"not measured on a recording: {', '.join(MISSING)} missing")
    else:
        onsets, silences = heard()
        show("cue to sound, recorded", onsets, ONSET_BAR, reference)
        show("mute to silence, recorded", silences, SILENCE_BAR, reference)
    responsiveness()


if __name__ == "__main__":
    run_quietly(main)
