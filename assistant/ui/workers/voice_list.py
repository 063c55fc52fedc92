"""The voices of the engine, asked for beside the window's own thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from assistant.adapters.voices.chain import Speech
from assistant.errors import SpeechError

_PATIENCE = 0.5  # s for the thread to end


class VoiceList(QObject):
    """Asks for the voices without keeping the window waiting: an engine may have to be started first, or hang.

    Args:
        voice: knows them.

    Signals:
        listed: a tuple of `VoiceInfo`.
    """

    listed = Signal(object)

    def __init__(self, voice: Speech) -> None:
        super().__init__()
        self._voice = voice
        self._thread: threading.Thread | None = None

    def ask(self) -> None:
        """Have the voices listed soon; where no engine answers, nothing comes of it."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._list, name="voices", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait until no thread is left but one that hangs; the voice must have been closed before."""
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _list(self) -> None:
        try:
            voices = self._voice.voices()
        except SpeechError:
            return  # the next phrase fails likewise, and reports it
        self.listed.emit(voices)
