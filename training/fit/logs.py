"""A run's curves for TensorBoard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras

from training.fit.checkpoints import unwritable
from training.fit.runs import Run


class Logs(keras.callbacks.TensorBoard):
    """Writes the curves into the folder `logs` of a run, and tells of a full disk in a sentence.

    Raises:
        TrainingError: from each of its methods, where the curves cannot be written.
    """

    def __init__(self, run: Run) -> None:
        self._run, self._folder = run, run.folder / "logs"
        super().__init__(self._folder)

    def set_model(self, model: keras.Model) -> None:
        """See Keras."""
        with self._explained():
            super().set_model(model)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """See Keras."""
        with self._explained():
            super().on_epoch_end(epoch, logs)

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        """See Keras."""
        with self._explained():
            super().on_train_end(logs)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            # TensorFlow's error for a full disk is that for too little memory too, but it names the file.
            if str(self._folder) not in str(error):
                raise
            reason = OSError(str(error).splitlines()[0].rpartition("; ")[2])
            raise unwritable(self._run, "The log for TensorBoard", reason) from error
