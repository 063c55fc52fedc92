"""The settings page: made from the table of options; each change is in force at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from assistant.messages import say
from assistant.settings import OPTIONS, Group, Settings
from assistant.ui.keys_editor import KeysEditor
from assistant.ui.option_controls import OptionRow
from assistant.ui.theme import Look
from assistant.ui.voice_row import VoiceRow
from assistant.ui.widgets import Column, Flow, button, card, text


class SettingsPage(Column):
    """Shows the settings in force.

    Signals:
        chosen: the name of an option and its new value.
        undo, reset, import_wanted, export_wanted: a button was pressed.
    """

    chosen = Signal(str, object)
    undo = Signal()
    reset = Signal()
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(widest=52)
        self._rows: list[OptionRow] = []
        self.voices = VoiceRow(partial(self.chosen.emit, "voices"))
        self._columns: list[QVBoxLayout] = []
        self._buttons = Flow()
        for words, pressed in (
            ("ui.undo", self.undo),
            ("ui.reset", self.reset),
            ("ui.import", self.import_wanted),
            ("ui.export", self.export_wanted),
        ):
            made = button(say(words))
            made.clicked.connect(pressed)
            self._buttons.add(made)
        self.column.addWidget(self._buttons)
        self.keys = KeysEditor()
        self.keys.remapped.connect(lambda keys: self.chosen.emit("keys", keys))
        for group in Group:
            self._add_group(group)
        self.column.addStretch(1)
        self.first = self._rows[0].control

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._buttons.set_spacing(look.gap)
        for column in self._columns:
            column.setSpacing(round(look.gap * 1.5))
            column.setContentsMargins(*[2 * look.gap] * 4)
        for row in self._rows:
            row.set_look(look)
        self.keys.set_look(look)

    def show_settings(self, settings: Settings) -> None:
        """The settings in force."""
        for row in self._rows:
            row.show_settings(settings)
        self.keys.show_keys(settings.keys)

    def _add_group(self, group: Group) -> None:
        frame = card()
        column = QVBoxLayout(frame)
        column.addWidget(text(say(f"setting.group_{group.value}"), "title"))
        for name, option in OPTIONS.items():
            if option.metadata["group"] is group:
                row = self.voices if name == "voices" else OptionRow(name, partial(self.chosen.emit, name))
                self._rows.append(row)
                column.addWidget(row)
        if group is Group.START:
            column.addWidget(self.keys)
        self._columns.append(column)
        self.column.addWidget(frame)
