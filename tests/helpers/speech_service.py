"""A speech service that says nothing by itself."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import SpeechError


class Service:
    """Stands in for speech-dispatcher, which says a message until it is told that it is over.

    Attributes:
        said: the texts of all messages, of which the first has number 1.
        cancelled: how often it was told to be silent.
        gone: whether it no longer answers.
    """

    def __init__(self, on_begun: Callable[[int], None], on_over: Callable[[int | None], None]) -> None:
        self.begun, self.over = on_begun, on_over
        self.said: list[str] = []
        self.cancelled = 0
        self.gone = self.closed = False

    def use(self, language: str, rate: int, volume: int) -> None:
        self._check()

    def say(self, text: str) -> int:
        self._check()
        self.said.append(text)
        return len(self.said)

    def cancel(self) -> None:
        self._check()
        self.cancelled += 1

    def close(self) -> None:
        self.closed = True

    def _check(self) -> None:
        if self.gone:
            raise SpeechError("The speech service is gone.")
