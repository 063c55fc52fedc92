"""How the console tells a cue: aloud, into a folder of WAV files, or by its caption alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from assistant import messages
from assistant.adapters.audio import AudioOutput
from assistant.adapters.speech import Speech
from assistant.adapters.speech_engine import VoiceSettings
from assistant.adapters.speech_folder import SpeechFolder
from assistant.announcer import Announcer
from assistant.events import Channel, CueEvent, Event, NoticeEvent
from assistant.settings import Settings

_LAST_WORDS = 5.0  # s that a phrase may go on after the source has ended

Show = Callable[[str], None]


class Teller(Protocol):
    """Tells what is worth telling of a stream of events."""

    def tell(self, event: Event) -> None:
        """Tell a cue or a notice; other events are not told."""

    def finish(self) -> None:
        """Let the last phrase end, and let go of all devices."""


class CaptionTeller:
    """Shows captions and is silent."""

    def __init__(self, show: Show) -> None:
        self._show = show

    def tell(self, event: Event) -> None:
        """See `Teller.tell`."""
        if isinstance(event, CueEvent | NoticeEvent):
            self._show(event.text)

    def finish(self) -> None:
        """See `Teller.finish`."""


class AloudTeller:
    """Speaks through the loudspeaker; where that fails, the caption remains and the failure is said once."""

    def __init__(self, settings: Settings, show: Show, show_trouble: Show) -> None:
        self._announcer = Announcer(
            Speech(voice_settings(settings)), AudioOutput(), show, show_trouble, preferences=settings.sound_preferences
        )
        self._announcer.mute(settings.muted)

    def tell(self, event: Event) -> None:
        """See `Teller.tell`."""
        if isinstance(event, CueEvent | NoticeEvent):
            self._announcer.announce(event)

    def finish(self) -> None:
        """See `Teller.finish`."""
        self._announcer.wait(_LAST_WORDS)
        self._announcer.close()


class FolderTeller:
    """Writes each spoken phrase as `0001.wav`, `002.wav`, … into a folder, however fast the phrases come.

    Raises:
        OutputError: the folder cannot be written.
    """

    def __init__(self, settings: Settings, folder: Path, show: Show) -> None:
        self._files = SpeechFolder(folder)
        self._voice, self._show = Speech(voice_settings(settings)), show

    def tell(self, event: Event) -> None:
        """See `Teller.tell`.

        Raises:
            AudioError: the file cannot be written.
            SpeechError: no voice speaks.
        """
        if not isinstance(event, CueEvent | NoticeEvent):
            return
        self._show(event.text)
        if isinstance(event, NoticeEvent) or Channel.SPEECH in event.channels:
            self._files.speech(self._voice.synthesize(event.text), 1.0)

    def finish(self) -> None:
        """See `Teller.finish`."""
        self._voice.close()


def open_teller(speech: str, settings: Settings, show: Show, show_trouble: Show) -> Teller:
    """The teller for the option `speech`: "on", "off", or a folder for WAV files.

    Raises:
        OutputError: the folder cannot be written.
    """
    if speech == "on":
        return AloudTeller(settings, show, show_trouble)
    if speech == "off":
        return CaptionTeller(show)
    return FolderTeller(settings, Path(speech), show)


def voice_settings(settings: Settings) -> VoiceSettings:
    """How the user wants phrases to sound."""
    return VoiceSettings(language=messages.current(), rate=settings.rate)
