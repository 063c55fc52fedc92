"""The control for each option, made from the table of options."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from assistant.commands import key_name
from assistant.messages import LANGUAGES, say
from assistant.settings import DEFAULTS, OPTIONS, Settings, is_key
from assistant.ui.widgets.basic import Retranslated, Switch, aside
from assistant.ui.widgets.choice import Choice
from assistant.ui.widgets.column import Together
from assistant.ui.widgets.key_dialog import ask_for_key
from assistant.ui.widgets.theme import Look

_NO_KEY = "Backspace"


class KeyButton(Retranslated, QPushButton):
    """Shows a key, and asks for another one when it is pressed.

    Args:
        words: what the key is for.
        help_text: its accessible description.
        choose: takes the new key in Qt's portable notation, "" for none.
    """

    def __init__(self, words: str, help_text: str, choose: Callable[[object], None]) -> None:
        super().__init__()
        self._words, self._choose = words, choose
        self.setAccessibleDescription(help_text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._ask)

    def show_key(self, key: str) -> None:
        """The key in force."""
        self.setText(f"{key_name(key)}…")
        self.setAccessibleName(say("ui.key_entry", title=self._words, shortcut=key_name(key)))

    def _ask(self) -> None:
        key = ask_for_key(say("ui.key_press_or_none", title=self._words), self)
        if key is not None:
            self._choose("" if key == _NO_KEY else key)


Control: TypeAlias = Choice | Switch | KeyButton

_NARROW = 30  # px of running text from which there is no room for a control beside its words


def words_of(name: str, value: object) -> str:
    """What a value of an option with choices, or of a switch, is called."""
    if isinstance(value, bool):
        return say("ui.on" if value else "ui.off")
    return say(f"setting.{name}_{value}")


def make_control(name: str, choose: Callable[[object], None]) -> Control:
    """A switch, a button for a key or a box of choices for the option `name`; `choose` takes what the user chooses."""
    words, help_text = say(f"setting.{name}"), say(f"setting.{name}_help")
    if isinstance(getattr(DEFAULTS, name), bool):
        switch = Switch(words, help_text)
        # "clicked" and "activated" are sent for the user's own changes only, not by `show_value`.
        switch.clicked.connect(lambda: choose(switch.isChecked()))
        return switch
    if is_key(name):
        return KeyButton(words, help_text, choose)
    choice = Choice()
    choice.setAccessibleName(words)
    choice.setAccessibleDescription(help_text)
    for value, entry in _values(name):
        choice.addItem(entry, value)
    choice.activated.connect(lambda index: choose(choice.itemData(index)))
    return choice


def show_value(control: Control, name: str, settings: Settings) -> None:
    """Let the control show the value in force."""
    value = getattr(settings, name)
    if isinstance(control, Switch):
        control.setChecked(value)
    elif isinstance(control, KeyButton):
        control.show_key(value)
    else:
        control.setCurrentIndex(max(control.findData(value), 0))


class OptionRow(Together):
    """An option's name and help, with its control beside or beneath them.

    Args:
        name: of the option.
        choose: takes what the user chooses.
        beneath: whether the control needs the whole width, and stands beneath its words for that.
    """

    def __init__(self, name: str, choose: Callable[[object], None], beneath: bool = False) -> None:
        super().__init__()
        self._name, self._beneath = name, beneath
        self.control = make_control(name, choose)
        self._help = aside(say(f"setting.{name}_help"), "quiet")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._words = QVBoxLayout()
        if self._switched:
            self._words.addWidget(self.control)
        else:
            self._words.addWidget(aside(say(f"setting.{name}")))
        self._words.addWidget(self._help)
        self._layout.addLayout(self._words, 1)
        if not self._switched:
            self._layout.addWidget(self.control)

    def set_look(self, look: Look) -> None:
        """Put the control beneath its words where the text is large."""
        narrow = self._beneath or look.text > _NARROW
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._layout.setSpacing(look.gap // 2 if narrow else 2 * look.gap)
        self._words.setSpacing(look.gap // 2 if self._switched else look.gap // 3)
        if isinstance(self.control, Switch):
            self._help.setIndent(self.control.indent)

    def show_settings(self, settings: Settings) -> None:
        """Show the value in force."""
        show_value(self.control, self._name, settings)

    def show_trouble(self, sentence: str) -> None:
        """Show why the option has no effect in place of its help, which comes back where `sentence` is empty."""
        words = sentence or say(f"setting.{self._name}_help")
        self._help.setText(words)
        self.control.setAccessibleDescription(words)

    @property
    def _switched(self) -> bool:
        return isinstance(self.control, Switch)


def _values(name: str) -> list[tuple[object, str]]:
    metadata = OPTIONS[name].metadata
    if metadata["bounds"]:
        low, high, step = metadata["bounds"]
        return [(value, str(value)) for value in range(low, high + 1, step)]
    if name == "language":
        return list(LANGUAGES.items())
    return [(value, words_of(name, value)) for value in metadata["choices"]]
