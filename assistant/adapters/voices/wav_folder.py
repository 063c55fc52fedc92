"""Speech written to a folder, one WAV file for each phrase, in place of a loudspeaker."""

from __future__ import annotations

from pathlib import Path

from assistant import messages
from assistant.audio_clip import Clip, write_wav
from assistant.errors import AudioError, OutputError


class SpeechFolder:
    """An `Output` that writes phrases as 0001.wav, 0002.wav… and lets earcons pass unheard.

    Args:
        folder: is made where it is missing; files of an earlier run are written over.

    Raises:
        OutputError: the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(messages.say("error.file_unwritable", file=folder, detail=error.strerror)) from error

    def start(self) -> None:
        """Nothing to do: the folder is there."""

    def check(self) -> None:
        """Does nothing: a phrase that cannot be written raises its own error."""

    def earcon(self, clip: Clip, pan: float, volume: float) -> None:
        """Nothing: only what is spoken was asked for."""

    def speech(self, clip: Clip, volume: float) -> float:
        """Write a phrase at its full volume; it has ended as soon as it is written.

        Raises:
            AudioError: the file cannot be written.
        """
        path = self._folder / f"{self._written + 1:04}.wav"
        try:
            write_wav(path, clip)
        except OSError as error:
            raise AudioError(messages.say("error.file_unwritable", file=path, detail=error.strerror)) from error
        self._written += 1
        return 0.0

    def stop(self) -> None:
        """Nothing sounds."""

    def close(self) -> None:
        """Nothing is held."""
