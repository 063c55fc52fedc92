"""Where the console's cues go: to the loudspeaker, into a folder of WAV files, or to captions alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from assistant import messages
from assistant.adapters.audio.microphone import Microphone
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.errors import SpeechError
from assistant.events import Channel, CueEvent, Event, NoticeEvent
from assistant.runtime.output_options import SpeechOption
from assistant.runtime.voice_choice import gone_voice, voice_settings
from assistant.settings import Settings
from assistant.speech.announcer import Announcer

_LAST_WORDS = 8.0  # s that a phrase may go on after the source has ended

Show = Callable[[str], None]


class CueOutput(Protocol):
    """Takes a stream of events, and announces the cues and notices among them."""

    def announce(self, event: Event) -> None:
        """Announce a cue or a notice; other events pass."""

    def silence(self) -> float | None:
        """Seconds since somebody has been heard; None where no microphone listens, or a voice might be missed."""

    def finish(self, at_once: bool = False) -> None:
        """Let the last phrase end, unless `at_once`, and close all devices."""


class CaptionOutput:
    """Shows captions and is silent."""

    def __init__(self, show: Show) -> None:
        self._show = show

    def announce(self, event: Event) -> None:
        """See `CueOutput.announce`."""
        if isinstance(event, CueEvent | NoticeEvent):
            self._show(event.text)

    def silence(self) -> float | None:
        """See `CueOutput.silence`."""
        return None

    def finish(self, at_once: bool = False) -> None:
        """See `CueOutput.finish`."""


class SpeechOutput:
    """Speaks through the loudspeaker; where that fails, the caption remains and the failure is said once."""

    def __init__(self, settings: Settings, show: Show, show_trouble: Show) -> None:
        voice = VoiceChain(voice_settings(settings))
        self._microphone = Microphone(lambda trouble: show_trouble(trouble) if trouble else None)
        self._announcer = Announcer(
            voice,
            AudioOutput(),
            show,
            show_trouble,
            preferences=settings.sound_preferences,
            talking=self._microphone.talking,
        )
        if settings.pauses:
            self._microphone.start()
        self._announcer.mute(settings.muted)

        def miss_voice() -> None:
            if gone := _gone_voice(voice, settings):
                show_trouble(gone)
                self._announcer.read(gone)

        threading.Thread(target=miss_voice, name="voices", daemon=True).start()  # the engine may take its time

    def announce(self, event: Event) -> None:
        """See `CueOutput.announce`."""
        if isinstance(event, CueEvent | NoticeEvent):
            self._announcer.announce(event)

    def silence(self) -> float | None:
        """See `CueOutput.silence`."""
        return self._microphone.silence()

    def finish(self, at_once: bool = False) -> None:
        """See `CueOutput.finish`."""
        if not at_once:
            self._announcer.wait(_LAST_WORDS)
        self._microphone.close()
        self._announcer.close()


class WavFolderOutput:
    """Writes each spoken phrase as `0001.wav`, `0002.wav`, … into a folder, however fast the phrases come.

    Raises:
        OutputError: the folder cannot be written.
    """

    def __init__(self, settings: Settings, folder: Path, show: Show, show_trouble: Show) -> None:
        self._files = SpeechFolder(folder)
        self._voice, self._show = VoiceChain(voice_settings(settings)), show
        if gone := _gone_voice(self._voice, settings):
            show_trouble(gone)

    def announce(self, event: Event) -> None:
        """See `CueOutput.announce`.

        Raises:
            AudioError: the file cannot be written.
            SpeechError: no voice speaks.
        """
        if not isinstance(event, CueEvent | NoticeEvent):
            return
        self._show(event.text)
        if isinstance(event, NoticeEvent) or Channel.SPEECH in event.channels:
            self._files.speech(self._voice.synthesize(event.text), 1.0)

    def silence(self) -> float | None:
        """See `CueOutput.silence`."""
        return None

    def finish(self, at_once: bool = False) -> None:
        """See `CueOutput.finish`."""
        self._voice.close()


def open_cue_output(speech: SpeechOption, settings: Settings, show: Show, show_trouble: Show) -> CueOutput:
    """The output that the option asks for.

    Raises:
        OutputError: the folder cannot be written.
    """
    if speech.folder:
        return WavFolderOutput(settings, speech.folder, show, show_trouble)
    return CaptionOutput(show) if speech.muted else SpeechOutput(settings, show, show_trouble)


def _gone_voice(voice: VoiceChain, settings: Settings) -> str | None:
    if messages.current() not in settings.voices:
        return None  # so that nothing waits for the engine
    try:
        return gone_voice(settings, voice.voices())
    except SpeechError:
        return None  # the first phrase fails likewise, and reports it
