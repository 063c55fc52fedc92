"""What a worker does, wherever it is: train one member, and tell what went wrong in a sentence."""

from __future__ import annotations

import os
from contextlib import chdir, nullcontext
from pathlib import Path
from typing import Any

from assistant.system.library_log import log_notice
from training.errors import TrainingError
from training.fit.runs import Run

RETRIES = 5
"""How often a member whose worker died starts again from its last checkpoint."""


class MemberError(Exception):
    """A member could not be trained.

    Attributes:
        run: the member.
        cause: what its worker raised.
    """

    def __init__(self, run: Run, cause: Exception) -> None:
        super().__init__(f"{run.name}: {cause!r}")
        self.run, self.cause = run, cause


def died_too_often(how: str) -> TrainingError:
    """The sentence for a worker that ended without a word, again and again."""
    return TrainingError(
        f"A worker died {RETRIES + 1} times ({how}): see to its machine's memory and disk, and repeat the command; it "
        f"goes on from the checkpoints.{log_notice()}"
    )


def environment(cores: int) -> dict[str, str]:
    """The environment variables of a worker that may use so many cores."""
    return {
        "KERAS_BACKEND": os.environ.get("KERAS_BACKEND") or _backend(),
        "TF_NUM_INTRAOP_THREADS": str(cores),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _backend() -> str:
    import keras

    return str(keras.backend.backend())


def train(folder: str, recipe: dict[str, Any], data: str, home: str) -> None:
    """Train a member, or let it go on from its checkpoint.

    Args:
        folder: of its run.
        recipe: of the member.
        data: folder of the prepared set.
        home: where the command was started: a recipe names files as they are seen from there.
    """
    from training.config import config_from_dict
    from training.data.prepared import read_folds
    from training.fit.loop import fit

    with chdir(home) if Path(home).is_dir() else nullcontext():
        fit(config_from_dict(recipe, folder), read_folds(Path(data)), Run(Path(folder)))
