"""Files that the user chooses: to be read, the event log, and settings to take along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assistant import settings_file
from assistant.errors import AssistantError
from assistant.messages import say
from assistant.system.media_files import PICTURE_SUFFIXES, VIDEO_SUFFIXES
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.log_page import LogPage
from assistant.ui.pages.settings_page import SettingsPage
from assistant.ui.shell import files


class Documents(QObject):
    """Asks which or where, writes or reads, and says what came of it.

    Signals:
        recording_chosen: the path of a recording to be read.
        pictures_chosen: the paths of pictures to be described.
        answered: it was done, or there was nothing to do.
        failed: the sentence that says what is wrong.
    """

    recording_chosen = Signal(object)
    pictures_chosen = Signal(object)
    answered = Signal(str)
    failed = Signal(object)

    def __init__(self, window: QWidget, log: LogPage, page: SettingsPage, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._window, self._log, self._keeper = window, log, keeper
        page.import_wanted.connect(self.import_settings)
        page.export_wanted.connect(self.export_settings)

    def choose_recording(self) -> None:
        """Let the user choose a recording."""
        for path in files.choose(self._window, say("ui.videos"), VIDEO_SUFFIXES)[:1]:
            self.recording_chosen.emit(path)

    def choose_pictures(self) -> None:
        """Let the user choose pictures, many in one go."""
        chosen = files.choose(self._window, say("ui.pictures"), PICTURE_SUFFIXES)
        if chosen:
            self.pictures_chosen.emit(chosen)

    def save_log(self) -> None:
        """Save what was told, as a table or as JSON lines."""
        if self._log.empty:
            kept = self._keeper.current.log
            self.answered.emit(say("ui.log_nothing") if kept else say("ui.log_off", option=say("setting.log")))
            return
        path = files.choose_new(self._window, say("ui.log_files"), "expressions.csv", files.TABLES)
        if path:
            self._write(path, self._log.as_text(path.suffix.lower()))

    def export_settings(self) -> None:
        """Save the settings in force."""
        path = files.choose_new(self._window, say("ui.settings_files"), "settings.json", files.SETTINGS)
        if path:
            self._write(path, settings_file.to_text(self._keeper.current))

    def import_settings(self) -> None:
        """Put the settings of a file in force."""
        for path in files.choose(self._window, say("ui.settings_files"), files.SETTINGS)[:1]:
            try:
                taken, complaint = settings_file.read(path)
            except AssistantError as error:
                self.failed.emit(error.sentence)
            else:
                self._keeper.replace(taken)
                self.answered.emit(complaint or say("ui.imported", file=path))

    def _write(self, path: Path, words: str) -> None:
        try:
            files.write(path, words)
        except AssistantError as error:
            self.failed.emit(error.sentence)
        else:
            self.answered.emit(say("ui.saved", file=path))
