"""The help page: what the program does and does not do, and its keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from assistant import __version__
from assistant.commands import COMMANDS, key_name, spoken_anywhere, way
from assistant.expressions import EXPRESSIONS
from assistant.messages import either, say
from assistant.settings import Settings
from assistant.system.own_data import data_folder, settings_folder
from assistant.system.resources import folder
from assistant.ui.widgets.basic import Entries, card, text
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Columns
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.theme import Look

_PLACES = {
    "version": __version__,
    "licences": folder("assets") / "LICENSES",
    "settings": settings_folder(),
    "data": data_folder(),
}
_SECTIONS = ("what", "not", "law", "about")
_LEAST_ROWS = 3  # of the list of keys, that are in view at once


class HelpPage(Column):
    """Each section can be reached by Tab and read with the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = Columns()
        self._sections: list[QVBoxLayout] = []
        self._row = self._around = 0
        self._texts = {}
        for section in _SECTIONS:
            column = self._add_card(say(f"help.{section}_title"))
            body = passage()
            body.setAccessibleName(say(f"help.{section}_title"))
            self._texts[section] = body
            column.addWidget(body)
        self._keys = Entries()
        self._keys.setAccessibleName(say("help.keys_title"))
        self._keys.setWordWrap(True)
        self._keys.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add_card(say("help.keys_title")).addWidget(self._keys)
        self.column.addWidget(self._cards)
        self.column.addStretch(1)

    @property
    def about(self) -> str:
        """Version, licences, and where data lie."""
        return self._texts["about"].text()

    def show_about(self) -> None:
        """Put the focus where that stands."""
        self._texts["about"].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._cards.set_look(look)
        for column in self._sections:
            column.setSpacing(look.gap // 2)
            column.setContentsMargins(*[look.inset] * 4)
        self._row = look.row
        self._around = 10 * look.gap + look.text * 2
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Let the list be as high as the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().height() - self._around
        self._keys.setMinimumHeight(max(room, _LEAST_ROWS * self._row))

    def show_settings(self, settings: Settings, keys: Mapping[str, str]) -> None:
        """The settings in force, and the key of each command by id."""
        reads, global_mute = settings.cue_preferences.reads_expressions, settings.global_mute
        looks = [say(f"expression.{expression.value}") for expression in EXPRESSIONS]
        for section, body in self._texts.items():
            key = "what_movements" if section == "what" and not reads else section
            body.setText(say(f"help.{key}", way=way("consent", keys), expressions=either(looks), **_PLACES))
        self._keys.clear()
        self._keys.addItems(
            [
                f"{say('command.spoken', shortcut=key_name(keys[command.id]), title=command.title)} {command.help}"
                for command in COMMANDS
                if keys[command.id]
            ]
        )
        if global_mute:
            self._keys.addItem(f"{spoken_anywhere(global_mute)} {say('setting.global_mute_help')}")
        self._keys.setCurrentRow(0)

    def _add_card(self, title: str) -> QVBoxLayout:
        frame = card()
        column = QVBoxLayout(frame)
        column.addWidget(text(title, "title"))
        self._sections.append(column)
        self._cards.add(frame)
        return column
