"""Saving the events of recordings from the window: asking how, and telling how far it has come, without a hurry.

A source that is read at the same time comes first: the saving waits until that is over.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.adapters.models.face_reader import FaceReader
from assistant.commands import way
from assistant.errors import OutputError
from assistant.messages import joined, say
from assistant.runtime.batch import Format, plan
from assistant.settings import Settings
from assistant.system.media_files import VIDEO_SUFFIXES
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.pages.batch_page import BatchPage
from assistant.ui.shell import files
from assistant.ui.shell.qt import end_threads
from assistant.ui.workers.batch_worker import BatchWorker

_SELDOM = 20.0  # s between two spoken words of how far it has come
_APART = 10.0  # s between two spoken complaints: their sounds would pile up, and each cut the one before it short


class BatchSaving(QObject):
    """Owns the thread that saves.

    Args:
        reader: lends the models.
        page: asks, and shows how far it has come.
        keeper: holds the settings, which say how cues are told.
        reading: comes first.

    Signals:
        shown: the page is to be shown.
        answered: what there is to say to what the user did, and what came of it all.
        noticed: how far it has come; to be said when nothing else is.
        failed: the sentence that says what is wrong with a recording, or with all.
    """

    shown = Signal()
    answered = Signal(str)
    noticed = Signal(object)
    failed = Signal(object)

    def __init__(self, reader: FaceReader, page: BatchPage, keeper: SettingsKeeper, reading: Reading) -> None:
        super().__init__()
        self._reader, self._page, self._keeper, self._reading = reader, page, keeper, reading
        self._recordings: list[Path] = []
        self._worker: BatchWorker | None = None
        self._trouble = ""
        self._progress = self._words = ""
        self._unseen = False
        self._last_spoken = self._last_complained = 0.0
        reading.changed.connect(self._give_way)
        keeper.changed.connect(self._respect)
        page.begin_wanted.connect(self._begin)
        page.folder_wanted.connect(self._choose_folder)
        page.stop_wanted.connect(self.stop)

    def choose(self) -> None:
        """Ask for recordings, and how their events are to be saved; or tell how far it has come.

        What came of it while the user was elsewhere is told first: the names of what cannot be read are said once.
        """
        if self._worker or self._unseen:
            self._unseen = False
            self.shown.emit()
            self._page.take_focus()
            self.answered.emit(self._words)
            return
        chosen = files.choose(self._page.window(), say("batch.recordings"), VIDEO_SUFFIXES)
        if chosen:
            self._recordings = chosen
            self.shown.emit()
            self.answered.emit(self._page.ask(chosen, chosen[0].parent))

    def stop(self) -> None:
        """End the saving now; the files that are whole stay."""
        if self._worker:
            self._worker.stop()
        else:
            self.answered.emit(say("batch.idle"))

    def _give_way(self) -> None:
        """Wait while something is being read, and go on when it is not."""
        held = self._reading.running
        if self._worker and held is not self._worker.held:
            self._worker.hold(held)
            self._show(self._progress)
            self._notice(say("batch.waits" if held else "batch.goes_on"))

    def _respect(self, settings: Settings) -> None:
        """End it where expressions may be read no more: its files would go on naming them."""
        if self._worker and self._worker.reads_expressions and not settings.cue_preferences.reads_expressions:
            self._trouble = say("batch.without_expressions")
            self._worker.stop()

    def close(self) -> None:
        """End the saving, and wait until no thread is left but one that hangs."""
        if self._worker:
            self._worker.stop()
            end_threads([self._worker])

    def _choose_folder(self) -> None:
        page = self._page
        chosen = files.choose_folder(page.window(), say("batch.folder_for"), str(page.folder))
        if chosen:
            page.use_folder(chosen)
            self.answered.emit(page.place_words.text())

    def _begin(self) -> None:
        form = Format(self._page.form.currentData())
        try:
            jobs = plan(self._recordings, self._page.folder, form)
        except OutputError as error:
            self.failed.emit(error.sentence)
            return
        current = self._keeper.current
        overwrite = self._page.overwrite.isChecked()
        worker = BatchWorker(self._reader, jobs, current.cue_preferences, form, overwrite, self)
        self._worker, self._trouble = worker, ""
        worker.told.connect(self._on_told)
        worker.complained.connect(self._on_complaint)
        worker.failed.connect(self._on_failed)
        worker.finished.connect(self._on_finished)
        stop = way("stop_saving", self._keeper.keys)
        words = say("batch.saving", count=len(jobs), folder=self._page.folder, way=stop)
        self._show(words)
        self.answered.emit(words)
        self._last_spoken, self._last_complained = time.monotonic(), float("-inf")
        self._give_way()
        worker.start()

    def _on_told(self, words: str) -> None:
        self._show(words)
        if time.monotonic() - self._last_spoken >= _SELDOM:
            self._notice(words)

    def _notice(self, words: str) -> None:
        self._last_spoken = time.monotonic()
        self.noticed.emit(words)

    def _on_complaint(self, words: str) -> None:
        self._show(words)
        if time.monotonic() - self._last_complained >= _APART:
            self._last_complained = time.monotonic()
            self.failed.emit(words)

    def _show(self, progress: str) -> None:
        """Show how far it has come, and that it waits where it does: both hold."""
        assert self._worker is not None
        self._progress = progress
        self._words = joined(" ", (say("batch.waits") if self._worker.held else "", progress))
        self._page.show_progress(self._words, running=True)

    def _on_failed(self, sentence: str) -> None:
        self._trouble = sentence

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        assert worker is not None
        progress = worker.progress
        self._words = joined(" ", (self._trouble, progress.summary(stopped=worker.stopped)))
        self._unseen = not self._page.isVisible()
        self._page.show_progress(joined("\n", (self._words, *progress.complaints, *progress.kept)), running=False)
        self.answered.emit(self._words)
        worker.deleteLater()
