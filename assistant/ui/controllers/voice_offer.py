"""The voices that the engine offers: shown for choice, and compared with the one that was chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from assistant.adapters.voices.engine import VoiceInfo
from assistant.runtime.voice_choice import gone_voice
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.widgets.voice_row import VoiceRow
from assistant.ui.workers.listing import Listing


class VoiceOffer(QObject):
    """Fills the rows of voices, and reports a chosen voice that is no longer installed.

    Args:
        listing: asks the engine for `VoiceInfo`.
        rows: show the voices.
        keeper: knows the chosen voice.

    Signals:
        failed: the sentence that names the missing voice.
    """

    failed = Signal(object)

    def __init__(self, listing: Listing, rows: Iterable[VoiceRow], keeper: SettingsKeeper) -> None:
        super().__init__()
        self._rows, self._keeper = tuple(rows), keeper
        self._offered: tuple[VoiceInfo, ...] = ()
        listing.listed.connect(self._on_listed)

    def check(self) -> None:
        """Report the voice chosen for the language in use if it is gone; silent until voices are known."""
        if self._offered and (gone := gone_voice(self._keeper.current, self._offered)):
            self.failed.emit(gone)

    def _on_listed(self, voices: tuple[VoiceInfo, ...]) -> None:
        for row in self._rows:
            row.show_voices(voices)
        self._offered = voices
        self.check()
