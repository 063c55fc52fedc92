"""Commands that change a setting: larger text, other colours, back again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from assistant.messages import joined, say
from assistant.settings import OPTIONS, Settings, Speaker, Theme
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.first_run_page import FirstRunPage
from assistant.ui.pages.settings_page import SettingsPage
from assistant.ui.widgets.option_controls import words_of

_HEARD = ("voices", "rate", "volume")


class Adjusting(QObject):
    """Changes settings and says what they are now.

    Signals:
        answered: what there is to say.
    """

    answered = Signal(str)

    def __init__(self, keeper: SettingsKeeper, page: SettingsPage, first_run: FirstRunPage) -> None:
        super().__init__()
        self._keeper = keeper
        page.chosen.connect(self.choose)
        page.keys.refused.connect(self.answered)
        page.undo.connect(self.undo)
        page.reset.connect(self.reset)
        first_run.chosen.connect(self.choose)

    def choose(self, name: str, value: object) -> None:
        """Change one option; how the voice sounds now is to be heard at once."""
        self._keeper.set(name, value)
        if name in _HEARD and self._keeper.current.speaker is Speaker.VOICE:
            self.answered.emit(say("setting.voices_sample"))

    def enlarge(self, steps: int) -> None:
        """Make all text larger by so many steps; smaller where they are negative."""
        low, high, step = OPTIONS["text_percent"].metadata["bounds"]
        percent = min(max(self._keeper.current.text_percent + steps * step, low), high)
        self._keeper.set("text_percent", percent)
        self.answered.emit(say("ui.text_now", percent=percent))

    def next_theme(self) -> None:
        """Take the colours that come next."""
        themes = list(Theme)
        theme = themes[(themes.index(self._keeper.current.theme) + 1) % len(themes)]
        self._keeper.set("theme", theme)
        self.answered.emit(say("ui.theme_now", theme=say(f"setting.theme_{theme.value}")))

    def next_value(self, name: str) -> None:
        """Take the next value of an option with choices, or turn a switch over."""
        before = getattr(self._keeper.current, name)
        choices: Sequence[object] = (False, True) if isinstance(before, bool) else OPTIONS[name].metadata["choices"]
        value = choices[(choices.index(before) + 1) % len(choices)]
        self._keeper.set(name, value)
        words = _now(name, value)
        if self._keeper.current.movements_only and name in ("expressions", "movements"):
            words = joined(" ", (words, _now("movements_only", True)))  # which goes before it
        self.answered.emit(words)

    def undo(self) -> None:
        """Take the last change back."""
        self.answered.emit(say("ui.undone" if self._keeper.undo() else "ui.undo_nothing"))

    def reset(self) -> None:
        """Restore all defaults except the speaker: the program's own voice would speak beside a screen reader."""
        self._keeper.replace(Settings(speaker=self._keeper.current.speaker))
        self.answered.emit(say("ui.reset_done"))


def _now(name: str, value: object) -> str:
    return say("ui.option_now", option=say(f"setting.{name}"), value=words_of(name, value))
