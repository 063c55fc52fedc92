"""The kept answers: shown, exported, and deleted once that was confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.errors import AssistantError
from assistant.messages import say
from assistant.practice.explain import Word
from assistant.practice.progress import Progress
from assistant.system.own_data import data_folder
from assistant.ui.practice.progress import ProgressView
from assistant.ui.shell import files

_CSV = frozenset({".csv"})


def default_path() -> Path:
    """Where the system wants the progress to lie."""
    return data_folder() / "practice.sqlite"


class Records(QObject):
    """Owns the file of answers, which is opened when it is first needed.

    Args:
        view: shows one learner's progress.
        path: of the file.

    Signals:
        answered: what there is to say.
        emptied: answers were deleted.
    """

    answered = Signal(str)
    emptied = Signal()

    def __init__(self, view: ProgressView, path: Path) -> None:
        super().__init__()
        self._view, self._path = view, path
        self._progress: Progress | None = None
        self._learner = ""
        self._deletion: Callable[[], None] = self._delete_all
        view.export_wanted.connect(self._export)
        view.delete_learner_wanted.connect(self._ask_for_learner)
        view.delete_all_wanted.connect(self._ask_for_all)
        view.confirmed.connect(self._delete)

    @property
    def progress(self) -> Progress:
        """The answers of all learners.

        Raises:
            ProgressError: they cannot be used.
        """
        if self._progress is None:
            self._progress = Progress(self._path, datetime.now(UTC))
        return self._progress

    @property
    def notice(self) -> str:
        """What the user must know about the file, or nothing."""
        return self._progress.notice if self._progress else ""

    def show(self, learner: str, word: Word) -> None:
        """One learner's progress; `word` is how the deck calls an expression.

        Raises:
            ProgressError: the answers cannot be used.
        """
        self._learner = learner
        self._view.show_progress(learner, self.progress.answers(learner), word)

    def close(self) -> None:
        """Close the file."""
        if self._progress:
            self._progress.close()
            self._progress = None

    def _export(self) -> None:
        path = files.choose_new(self._view.window(), say("practicepage.tables"), "practice.csv", _CSV)
        if path:
            self._told(lambda: self.progress.export_csv(self._learner, path), say("ui.saved", file=path))

    def _ask_for_learner(self) -> None:
        self._deletion = self._delete_learner
        self._ask(say("practicepage.ask_learner", name=self._learner))

    def _ask_for_all(self) -> None:
        self._deletion = self._delete_all
        self._ask(say("practicepage.ask_all"))

    def _ask(self, question: str) -> None:
        self._view.ask(question)
        self.answered.emit(question)

    def _delete(self) -> None:
        self._told(self._deletion, say("practicepage.deleted"))

    def _delete_learner(self) -> None:
        self.progress.delete_learner(self._learner)
        self.emptied.emit()

    def _delete_all(self) -> None:
        progress, self._progress = self.progress, None
        progress.delete_everything()
        self.emptied.emit()

    def _told(self, act: Callable[[], None], done: str) -> None:
        try:
            act()
        except AssistantError as error:
            self.answered.emit(error.sentence)
        else:
            self.answered.emit(done)
