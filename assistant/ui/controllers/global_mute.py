"""The key that mutes from every program: chosen in the settings, asked of the system, given back at the end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from assistant.adapters.desktop import global_key
from assistant.adapters.desktop.global_key import GlobalKey
from assistant.commands import holder, key_name, keys_in_use
from assistant.errors import GlobalKeyError
from assistant.hotkey import parse
from assistant.messages import say
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.settings_page import SettingsPage


class GlobalMute(QObject):
    """Holds the key that the settings name.

    Args:
        keeper: knows the keys in use, and keeps this one.
        page: lets the user choose the key, and shows why it does not work.

    Signals:
        pressed: the key was pressed, in whatever program.
        failed: why the key does not work, "" where another one is tried.
        answered: why a key cannot be chosen or does not work.
    """

    pressed = Signal()
    failed = Signal(object)
    answered = Signal(str)

    def __init__(self, keeper: SettingsKeeper, page: SettingsPage) -> None:
        super().__init__()
        self._keeper, self._page = keeper, page
        page.mute_key_wanted.connect(self.choose)
        # Queued, for at the start the name of the page would take its place.
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._key = ""
        self._held: GlobalKey | None = None

    def choose(self, key: str) -> None:
        """Make `key` the one in the settings, "" for none, unless it cannot be."""
        current = self._keeper.current
        other = holder(key, keys_in_use(current.keys, current.single_keys))
        try:
            chosen = str(parse(key)) if key else ""
        except GlobalKeyError as error:
            self.answered.emit(error.sentence)
            return
        if other is not None and other.id != "mute":
            self.answered.emit(say("ui.key_taken", shortcut=key_name(key), title=other.title))
            return
        self._keeper.set("global_mute", chosen)

    def use(self, key: str) -> None:
        """Hold this key from now on, "" for none."""
        if key == self._key:
            return
        self.close()
        self._key = key
        self.failed.emit("")
        if key:
            try:
                # The system calls from a thread of its own; signals bring the call to the window's.
                self._held = global_key.take(parse(key), self.pressed.emit, self.failed.emit)
            except GlobalKeyError as error:
                self.failed.emit(error.sentence)

    def close(self) -> None:
        """Give the key back."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _on_failed(self, trouble: str) -> None:
        self._page.show_mute_key_trouble(trouble)
        if trouble:
            self.answered.emit(trouble)
