"""What is told reaches a screen reader's user: by announcements, or by the speech service beside the reader."""

from __future__ import annotations

import time
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from assistant.adapters.voices.speech_dispatcher import SpeechDispatcher
from assistant.errors import SpeechError
from assistant.events import Priority
from assistant.messages import current
from assistant.settings import Settings
from assistant.speech.arbiter import Utterance
from assistant.speech.outbox import Outbox, seconds_to_say

_TICK = 50  # ms between two looks at what waits
_SAME_KEY = 0.5
"""Seconds after an answer for which a key may be the one that asked for it."""


class ReaderChannel(Protocol):
    """Says words in somebody else's voice."""

    def prefer(self, chosen: Settings) -> None:
        """Speak as the user has chosen, where that is ours to say."""

    def say(self, words: str, priority: Priority) -> None:
        """Say words when it is their turn, or not at all."""

    def hush(self) -> None:
        """The user has pressed a key, at which screen readers fall silent."""

    def stop(self) -> None:
        """Say nothing of what was to be said."""

    def close(self) -> None:
        """End."""


class Announcements(QObject):
    """Announces to the screen reader, once one is connected to the window.

    Args:
        listener: the object in whose name the screen reader is spoken to.
    """

    def __init__(self, listener: QObject) -> None:
        super().__init__()
        self._listener = listener
        self._outbox = Outbox()
        # Sent by the event loop, not at once: of several answers to one key the last one is said.
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._send)

    def prefer(self, chosen: Settings) -> None:
        """See `ReaderChannel.prefer`: a screen reader speaks as it does."""

    def say(self, words: str, priority: Priority) -> None:
        """See `ReaderChannel.say`."""
        self._outbox.offer(Utterance(words, priority, time.monotonic()))
        QTimer.singleShot(0, self, self._send)

    def hush(self) -> None:
        """See `ReaderChannel.hush`."""
        self._outbox.busy(float("-inf"))

    def stop(self) -> None:
        """See `ReaderChannel.stop`."""
        self._outbox.clear()

    def close(self) -> None:
        """See `ReaderChannel.close`."""
        self.stop()
        self._timer.stop()

    def _send(self) -> None:
        now = time.monotonic()
        utterance = self._outbox.due(now, ready=QAccessible.isActive())
        if utterance is not None:
            self._announce(utterance)
            self._outbox.busy(now + seconds_to_say(utterance.text))
        if self._outbox:
            self._timer.start()
        else:
            self._timer.stop()

    def _announce(self, utterance: Utterance) -> None:
        event = QAccessibleAnnouncementEvent(self._listener, utterance.text)
        urgent = utterance.priority in (Priority.ANSWER, Priority.ERROR)
        event.setPoliteness(
            QAccessible.AnnouncementPoliteness.Assertive if urgent else QAccessible.AnnouncementPoliteness.Polite
        )
        QAccessible.updateAccessibility(event)


class BesideReader(QObject):
    """Speaks by speech-dispatcher, one message at a time.

    Signals:
        lost: the speech service is gone; what it had not said is told along.

    Raises:
        SpeechError: no speech-dispatcher answers.
    """

    lost = Signal(str)
    _begun = Signal(object)
    _over = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._outbox = Outbox()
        self._said: tuple[int, Utterance] | None = None
        self._heard = False
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._send)
        self._begun.connect(self._on_begun, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)
        self._service = SpeechDispatcher(self._begun.emit, self._over.emit)

    def prefer(self, chosen: Settings) -> None:
        """See `ReaderChannel.prefer`."""
        volume, rate = chosen.voice_level
        try:
            self._service.use(current(), rate, volume)
        except SpeechError:
            self._lose()

    def say(self, words: str, priority: Priority) -> None:
        """See `ReaderChannel.say`."""
        self._outbox.offer(Utterance(words, priority, time.monotonic()))
        QTimer.singleShot(0, self, self._send)

    def hush(self) -> None:
        """See `ReaderChannel.hush`: what the key leads to must not wait for the end of a long answer."""
        answer = self._said[1] if self._said and self._said[1].priority is Priority.ANSWER else None
        if answer and time.monotonic() - answer.born > _SAME_KEY:
            self._cancel()

    def stop(self) -> None:
        """See `ReaderChannel.stop`."""
        self._outbox.clear()
        self._cancel()

    def close(self) -> None:
        """See `ReaderChannel.close`."""
        self._timer.stop()
        self._service.close()

    def _send(self) -> None:
        now = time.monotonic()
        if self._said and not self._heard and self._said[1].is_stale(now):
            self._cancel()  # somebody else has been speaking all the time
        utterance = self._outbox.due(now)
        if utterance is not None:
            self._cancel()
            self._speak(utterance)
        if self._outbox or (self._said and not self._heard):
            self._timer.start()
        else:
            self._timer.stop()

    def _speak(self, utterance: Utterance) -> None:
        try:
            message = self._service.say(utterance.text)
        except SpeechError:
            self._outbox.offer(utterance)
            self._lose()
            return
        self._said, self._heard = (message, utterance), False
        self._outbox.busy(float("inf"))

    def _cancel(self) -> None:
        said, self._said = self._said, None
        self._outbox.busy(float("-inf"))
        if said is None:
            return
        try:
            self._service.cancel()
        except SpeechError:
            self._lose()

    def _on_begun(self, message: int) -> None:
        self._heard = self._heard or (self._said is not None and self._said[0] == message)

    def _on_over(self, message: int | None) -> None:
        if message is None:
            self._lose()
        elif self._said and self._said[0] == message:
            self._said = None
            self._outbox.busy(float("-inf"))
            self._send()

    def _lose(self) -> None:
        self._timer.stop()
        self._service.close()
        waiting = self._outbox.due(time.monotonic()) or (self._said[1] if self._said else None)
        self._said = None
        self._outbox.clear()
        self.lost.emit(waiting.text if waiting else "")
