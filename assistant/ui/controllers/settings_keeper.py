"""The settings in force: changed at once, written at once, and taken back one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from assistant import settings, settings_file
from assistant.commands import keys_in_use
from assistant.errors import SettingsError
from assistant.messages import Translatable, source_of
from assistant.settings import Settings


class SettingsKeeper(QObject):
    """Holds the settings.

    Args:
        current: those to begin with.
        path: the file that keeps them; None where nothing is to be kept.
        kept: what that file holds, where it differs from `current`: what is wanted for this run alone.

    Signals:
        changed: the `Settings` in force.
        failed: the sentence that says why they could not be written.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, current: Settings, path: Path | None, kept: Settings | None = None) -> None:
        super().__init__()
        self.current = current
        self._path, self._kept = path, kept or current
        self._unwritten: dict[str, Any] = {}
        self._trouble: Translatable | str | None = None
        self._before: list[Settings] = []

    @property
    def keys(self) -> dict[str, str]:
        """The key of each command by id, "" for none."""
        return keys_in_use(self.current.keys, self.current.single_keys)

    def beside(self, name: str) -> Path | None:
        """The path of another file beside that of the settings; None where nothing is to be kept."""
        return None if self._path is None else self._path.with_name(name)

    def set(self, name: str, value: object) -> None:
        """Change one option; a value that does not fit raises `SettingsError`."""
        new = settings.changed(self.current, name, value)
        if name in settings.STATE:
            self._put(new)
        else:
            self.replace(new)

    def replace(self, new: Settings) -> None:
        """Put other settings in force, except for what is state (`settings.STATE`)."""
        new = self._as_things_stand(new)
        if new != self.current:
            self._before.append(self.current)
            self._put(new)

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if not self._before:
            return False
        self._put(self._as_things_stand(self._before.pop()))
        return True

    def _as_things_stand(self, chosen: Settings) -> Settings:
        return replace(chosen, **{name: getattr(self.current, name) for name in settings.STATE})

    def _put(self, new: Settings) -> None:
        for name in settings.OPTIONS:
            if getattr(new, name) != getattr(self.current, name):
                self._unwritten[name] = getattr(new, name)
        self.current = new
        self.changed.emit(new)
        if self._path is not None:
            self._write(self._path)

    def _write(self, path: Path) -> None:
        try:
            self._kept = settings_file.save_changes(self._unwritten, self._kept, path)
        except SettingsError as error:
            # In a home that can only be read it would be said after every key.
            trouble = source_of(error.sentence)
            if trouble != self._trouble:
                self._trouble = trouble
                self.failed.emit(error.sentence)
        else:
            self._trouble = None
            self._unwritten.clear()
