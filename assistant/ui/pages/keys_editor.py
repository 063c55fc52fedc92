"""Changing the keys of the commands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.commands import COMMANDS, Command, conflict, is_reserved, key_name, keys_in_use
from assistant.messages import say
from assistant.ui.widgets.basic import Entries, aside, button
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.key_dialog import ask_for_key
from assistant.ui.widgets.theme import Look

_ROWS, _FEW_ROWS = 6, 3  # in view at once: fewer where the text is large
_LARGE = 30  # px


class KeysEditor(QWidget):
    """A list of the commands with their keys, and buttons that change the chosen one's.

    Signals:
        remapped: the user's own keys by command id.
        refused: why a key cannot be taken.
    """

    remapped = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[str, str] = {}
        self._global_mute = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._list = Entries()
        self._list.setAccessibleName(say("ui.keys_list"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setWordWrap(True)
        self._list.itemActivated.connect(self._change)
        self._buttons = Flow()
        for words, pressed in (
            ("ui.key_change", self._change),
            ("ui.key_remove", self._remove),
            ("ui.key_default", self._restore),
        ):
            made = button(say(words))
            made.clicked.connect(pressed)
            self._buttons.add(made)
        self._column.addWidget(aside(say("ui.keys_list")))
        self._column.addWidget(self._list)
        self._column.addWidget(self._buttons)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._column.setSpacing(look.gap)
        self._buttons.set_spacing(look.gap)
        rows = _FEW_ROWS if look.text > _LARGE else _ROWS
        self._list.setMinimumHeight(rows * look.row + 2 * look.gap)

    def show_keys(self, own: Mapping[str, str], global_mute: str) -> None:
        """The user's own keys by command id; all others are the usual ones, but for the one of every program."""
        self._own, self._global_mute = dict(own), global_mute
        row = max(self._list.currentRow(), 0)
        keys = keys_in_use(self._own, single_keys=True)
        entries = [
            say("ui.key_entry", title=command.title, shortcut=key_name(keys[command.id])) for command in COMMANDS
        ]
        if [self._list.item(index).text() for index in range(self._list.count())] != entries:
            self._list.clear()
            self._list.addItems(entries)
            self._list.setCurrentRow(row)

    @property
    def _command(self) -> Command:
        return COMMANDS[self._list.currentRow()]

    def _change(self) -> None:
        key = ask_for_key(say("ui.key_press", title=self._command.title), self)
        if key is not None:
            self.give(self._command, key)

    def give(self, command: Command, key: str) -> None:
        """Give the command a key, "" for none, unless it is reserved or another has it."""
        if is_reserved(key):
            self.refused.emit(say("ui.key_reserved", shortcut=key_name(key)))
            return
        if not self._is_taken(command, key):
            self.remapped.emit({**self._own, command.id: key})

    def _is_taken(self, command: Command, key: str) -> bool:
        """Whether something else has the key, which `refused` then names."""
        other = conflict(command, key, keys_in_use(self._own, single_keys=True))
        elsewhere = bool(key) and key == self._global_mute and command.id != "mute"
        if other or elsewhere:
            title = other.title if other else say("setting.global_mute")
            self.refused.emit(say("ui.key_taken", shortcut=key_name(key), title=title))
        return other is not None or elsewhere

    def _remove(self) -> None:
        self.give(self._command, "")

    def _restore(self) -> None:
        command = self._command
        if not self._is_taken(command, command.key):
            self.remapped.emit({name: key for name, key in self._own.items() if name != command.id})
