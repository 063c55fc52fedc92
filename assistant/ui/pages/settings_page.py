"""The settings page: made from the table of options; each change is in force at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from assistant.messages import say
from assistant.settings import OPTIONS, Group, Settings, is_key
from assistant.ui.pages.keys_editor import KeysEditor
from assistant.ui.widgets.basic import button, titled_group
from assistant.ui.widgets.camera_row import CameraRow
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Columns, Flow
from assistant.ui.widgets.option_controls import OptionRow
from assistant.ui.widgets.theme import Look
from assistant.ui.widgets.voice_row import VoiceRow


class SettingsPage(Column):
    """Shows the settings in force.

    Signals:
        chosen: the name of an option and its new value.
        mute_key_wanted: the key that is to mute from every program, "" for none.
        undo, reset, import_wanted, export_wanted: a button was pressed.
    """

    chosen = Signal(str, object)
    mute_key_wanted = Signal(str)
    undo = Signal()
    reset = Signal()
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, OptionRow] = {}
        self.voices = VoiceRow(partial(self.chosen.emit, "voices"))
        self.cameras = CameraRow(partial(self.chosen.emit, "camera"))
        self._made: dict[str, OptionRow] = {"voices": self.voices, "camera": self.cameras}
        self._columns: list[QVBoxLayout] = []
        self._cards = Columns()
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
        self.column.addWidget(self._cards)
        self.column.addStretch(1)
        self.first = next(iter(self._rows.values())).control

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._buttons.set_spacing(look.gap)
        self._cards.set_look(look)
        for column in self._columns:
            column.setSpacing(round(look.gap * 1.5))
            column.setContentsMargins(*[look.inset] * 4)
        for row in self._rows.values():
            row.set_look(look)
        self.keys.set_look(look)

    def show_settings(self, settings: Settings) -> None:
        """The settings in force."""
        for row in self._rows.values():
            row.show_settings(settings)
        self.keys.show_keys(settings.keys, settings.global_mute)

    def show_mute_key_trouble(self, sentence: str) -> None:
        """Why the key that mutes from every program does not work, "" where nothing is known against it."""
        self._rows["global_mute"].show_trouble(sentence)

    def show_pauses_trouble(self, sentence: str) -> None:
        """Why speech does not wait for pauses although it should, "" where nothing is known against it."""
        self._rows["pauses"].show_trouble(sentence)

    def _add_group(self, group: Group) -> None:
        frame, column = titled_group(say(f"setting.group_{group.value}"))
        for name, option in OPTIONS.items():
            if option.metadata["group"] is group:
                # Whether a key can be had is found out elsewhere.
                choose = self.mute_key_wanted.emit if is_key(name) else partial(self.chosen.emit, name)
                row = self._rows[name] = self._made.get(name) or OptionRow(name, choose)
                column.addWidget(row)
        if group is Group.START:
            column.addWidget(self.keys)
        self._columns.append(column)
        self._cards.add(frame)
