"""What there is, devices or programs, asked for beside the window's own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from assistant.errors import AssistantError

_PATIENCE = 0.5  # s for the thread to end


class Listing(QObject):
    """Asks without keeping the window waiting: an engine may have to be started first, and a driver may hang.

    One that hangs is not asked again.

    Args:
        name: of the thread.
        ask: lists what there is; may raise `AssistantError`.

    Signals:
        listed: a tuple of what there is.
    """

    listed = Signal(object)

    def __init__(self, name: str, ask: Callable[[], Sequence[object]]) -> None:
        super().__init__()
        self._name, self._ask = name, ask
        self._thread: threading.Thread | None = None

    def ask(self) -> None:
        """Have it listed soon; where nothing answers, nothing comes of it."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._list, name=self._name, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait until no thread is left but one that hangs; a voice that is asked must have been closed before."""
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _list(self) -> None:
        try:
            found = tuple(self._ask())
        except AssistantError:
            return  # what uses it next fails likewise, and reports it
        with suppress(RuntimeError):  # the window has gone meanwhile
            self.listed.emit(found)
