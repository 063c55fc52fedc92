"""What a training run leaves in its folder, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from assistant.system.structured_text import MOST, read_json
from training.config import Config, config_from_dict
from training.errors import TrainingError

_SCORES = frozenset({"epoch", "held_back_macro_f1", "validation_accuracy"})
"""What is read of a history by more than its charts."""


MOST_HISTORY = 8 * 2**20
"""Bytes of a history: some 15,000 epochs."""


@dataclass(frozen=True)
class Run:
    """The folder of one member: resolved recipe, history, and the averaged weights when it is done."""

    folder: Path

    @property
    def name(self) -> str:
        """The member's name: its folder's."""
        return self.folder.resolve().name

    def beside(self, name: str) -> Run:
        """The run of that name in the same folder, or the one elsewhere whose path `name` is."""
        return Run(self.folder.parent / name)

    @property
    def weights(self) -> Path:
        """The finished member's averaged weights, in Keras's format."""
        return self.folder / "member.weights.h5"

    @property
    def config_file(self) -> Path:
        """The resolved recipe, JSON."""
        return self.folder / "config.json"

    @property
    def history_file(self) -> Path:
        """One entry per epoch, JSON."""
        return self.folder / "history.json"

    @property
    def finished(self) -> bool:
        """Whether the member can be used."""
        return self.weights.is_file()

    def config(self) -> Config:
        """The recipe that the run followed.

        Raises:
            TrainingError: the folder holds no run.
        """
        return config_from_dict(self._json(self.config_file), str(self.config_file))

    def history(self) -> list[dict[str, Any]]:
        """One entry per epoch, as `training.fit.loop` writes them.

        Raises:
            TrainingError: the folder holds none.
        """
        entries = self._json(self.history_file, MOST_HISTORY)
        if not is_history(entries):
            raise self._none(self.history_file)
        return entries

    def _json(self, path: Path, most: int = MOST) -> Any:
        try:
            return read_json(path, most)
        except (OSError, ValueError) as error:
            raise self._none(path) from error

    def _none(self, path: Path) -> TrainingError:
        return TrainingError(
            f"{self.folder} holds no training run ({path.name} is missing or damaged): give the folder that "
            f"'training train --out' wrote."
        )


def is_history(entries: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Whether it is what `training.fit.loop` writes: for each epoch numbers by name, all that are needed."""
    return (
        isinstance(entries, list)
        and bool(entries)
        and all(isinstance(entry, dict) and entry.keys() >= _SCORES for entry in entries)
        and all(type(value) in (int, float) for entry in entries for value in entry.values())
        and [entry["epoch"] for entry in entries] == list(range(1, len(entries) + 1))
    )


def require_distinct(runs: Sequence[Run]) -> None:
    """Refuse runs that could not be told apart in an ensemble or a report.

    Raises:
        TrainingError: two of them have one name.
    """
    names = [run.name for run in runs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TrainingError(f"Several runs are called {', '.join(twice)}: name each once, or rename their folders.")
