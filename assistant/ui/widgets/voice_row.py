"""The choice of a voice: the option whose values only the engine knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale

from assistant.adapters.voices.engine import VoiceInfo
from assistant.adapters.voices.selection import fitting_first
from assistant.messages import current, say
from assistant.settings import Settings
from assistant.ui.widgets.choice import Choice
from assistant.ui.widgets.option_controls import OptionRow

_USUAL = ""


class VoiceRow(OptionRow):
    """Offers the usual voice, the voices for the language in use, and all others.

    Args:
        choose: takes the chosen voices, their ids by language.
    """

    def __init__(self, choose: Callable[[object], None]) -> None:
        super().__init__("voices", lambda voice: choose(self._with(str(voice))), beneath=True)
        assert isinstance(self.control, Choice)
        self._box = self.control
        self._box.take_the_room_there_is()
        self._voices: Sequence[VoiceInfo] = ()
        self._chosen: Mapping[str, str] = {}

    def show_voices(self, voices: Sequence[VoiceInfo]) -> None:
        """The voices that there are."""
        self._voices = voices
        self._fill()

    def show_settings(self, settings: Settings) -> None:
        """Show the voice in force."""
        self._chosen = settings.voices
        self._fill()

    def _with(self, voice: str) -> dict[str, str]:
        others = {language: other for language, other in self._chosen.items() if language != current()}
        return others | ({} if voice == _USUAL else {current(): voice})

    def _fill(self) -> None:
        chosen = self._chosen.get(current(), _USUAL)
        entries = {_USUAL: say("setting.voices_usual")}
        if chosen not in (_USUAL, *(voice.voice for voice in self._voices)):
            entries[chosen] = say("setting.voices_gone" if self._voices else "setting.voices_chosen")
        entries |= {voice.voice: _title(voice) for voice in fitting_first(self._voices, current())}
        self._box.offer(entries, chosen)


def _title(voice: VoiceInfo) -> str:
    """Its name, and its language as those who speak it call it."""
    language = QLocale(voice.language.replace("-", "_"))
    known = language.language() is not QLocale.Language.C
    return f"{voice.name}, {language.nativeLanguageName() if known else voice.language}"
