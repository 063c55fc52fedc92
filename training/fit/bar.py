"""How far the training of a member has come."""

from __future__ import annotations

import logging
from typing import Any

import keras

from training.progress import is_watched, progress

log = logging.getLogger(__name__)


class Bar(keras.callbacks.Callback):
    """One bar for all epochs, with the newest score; a log line for each epoch where no terminal shows it.

    Args:
        name: of the member.
        epochs: of the whole run.
        begun: those that are over already.
    """

    def __init__(self, name: str, epochs: int, begun: int) -> None:
        super().__init__()
        self._name, self._epochs, self._begun = name, epochs, begun
        self._bar: Any = None

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Draw it."""
        steps = self.params["steps"]
        self._bar = progress(None, self._name, "steps", total=steps * self._epochs, initial=steps * self._begun)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Go on by a step."""
        self._bar.update()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Tell the score of the epoch."""
        accuracy = (logs or {}).get("validation_accuracy", float("nan"))
        words = f"epoch {epoch + 1} of {self._epochs}, validation accuracy {accuracy:.3f}"
        self._bar.set_postfix_str(words)
        if not is_watched():
            log.info("%s: %s", self._name, words)

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        """Leave the line as it is."""
        self._bar.close()
