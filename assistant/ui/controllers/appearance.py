"""How the window looks: colours, size of text, pictures and motion, from the settings and the system's own wishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from assistant.settings import Settings, Theme
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.shell.motion import MotionWish
from assistant.ui.widgets.theme import Look, palette

_TEXT = 18  # px of running text at 100 %, unless the system's own is larger


class Styled(Protocol):
    """A widget that takes its colours and measures from a `Look`."""

    def set_look(self, look: Look) -> None:
        """Colours and measures."""


class Appearance(QObject):
    """Applies one `Look` to the window and its pages, anew only where it differs from the one in use.

    Args:
        keeper: holds the settings; a change of the system's preferences applies them again.
        styled: the window and its pages, styled in this order.
        motion: whether the system asks for less motion.

    Signals:
        stilled: bool, whether nothing may move by itself; emitted at each `apply`.
    """

    stilled = Signal(bool)

    def __init__(self, keeper: SettingsKeeper, styled: Iterable[Styled], motion: MotionWish) -> None:
        super().__init__()
        self._keeper, self._styled, self._motion = keeper, tuple(styled), motion
        self._system_text = QFontInfo(QApplication.font()).pixelSize()
        self._look: Look | None = None
        motion.changed.connect(self._apply_again)
        hints = QApplication.styleHints()
        accessibility = hints.accessibility()
        for changed in (hints.colorSchemeChanged, accessibility.contrastPreferenceChanged):
            changed.connect(self._apply_again)

    def apply(self, chosen: Settings) -> None:
        """Look as the settings and the system ask for."""
        calm = chosen.theme is Theme.CALM
        size = round(max(_TEXT, self._system_text) * chosen.text_percent / 100)
        look = Look(palette(chosen.theme), size, pictures=chosen.picture and not calm)
        if look != self._look:
            self._look = look
            for part in self._styled:
                part.set_look(look)
        self.stilled.emit(calm or self._motion.reduced)

    def _apply_again(self) -> None:
        self.apply(self._keeper.current)
