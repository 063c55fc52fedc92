"""How the console tells a cue: aloud, into a folder of WAV files, or by its caption alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from assistant import messages
from assistant.adapters.audio import AudioOutput
from assistant.adapters.speech import Speech
from assistant.adapters.speech_engine import VoiceSettings
from assistant.announcer import Announcer
from assistant.errors import OutputError
from assistant.events import Channel, CueEvent, Event, NoticeEvent
from assistant.settings import Settings
from assistant.sound import write_wav

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
            Speech(voice_settings(settings)), AudioOutput(), show, show_trouble, settings.sound_preferences
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
    """Writes each spoken phrase as `001.wav`, `002.wav`, … into a folder, however fast the phrases come.

    Raises:
        OutputError: the folder cannot be written.
    """

    def __init__(self, settings: Settings, folder: Path, show: Show) -> None:
        self._voice, self._folder, self._show, self._count = Speech(voice_settings(settings)), folder, show, 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def tell(self, event: Event) -> None:
        """See `Teller.tell`.

        Raises:
            OutputError: the file cannot be written.
            SpeechError: no voice speaks.
        """
        if not isinstance(event, CueEvent | NoticeEvent):
            return
        self._show(event.text)
        if isinstance(event, CueEvent) and Channel.SPEECH not in event.channels:
            return
        self._count += 1
        path = self._folder / f"{self._count:03}.wav"
        try:
            write_wav(path, self._voice.synthesize(event.text))
        except OSError as error:
            raise _unwritable(path, error) from error

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


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(messages.say("error.file_unwritable", file=path, detail=error.strerror))
