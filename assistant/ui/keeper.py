"""The settings in force: changed at once, written at once, and taken back one by one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant import settings
from assistant.errors import SettingsError
from assistant.settings import Settings


class SettingsKeeper(QObject):
    """Holds the settings.

    Args:
        current: those to begin with.
        path: the file that keeps them; None where nothing is to be kept.

    Signals:
        changed: the `Settings` in force.
        failed: the sentence that says why they could not be written.
    """

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, current: Settings, path: Path | None) -> None:
        super().__init__()
        self.current = current
        self._path = path
        self._before: list[Settings] = []

    def set(self, name: str, value: object) -> None:
        """Change one option; a value that does not fit raises `SettingsError`."""
        self.replace(settings.changed(self.current, name, value))

    def replace(self, new: Settings) -> None:
        """Put other settings in force."""
        if new != self.current:
            self._before.append(self.current)
            self._put(new)

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if not self._before:
            return False
        self._put(self._before.pop())
        return True

    def _put(self, new: Settings) -> None:
        self.current = new
        self.changed.emit(new)
        if self._path is None:
            return
        try:
            settings.save(new, self._path)
        except SettingsError as error:
            self.failed.emit(str(error))
