"""The library that computes for Keras, as `KERAS_BACKEND` chooses it."""

from __future__ import annotations

import os
from importlib.util import find_spec

from training.errors import TrainingError

BACKENDS = ("tensorflow", "jax", "torch")
"""Those that can train."""


def require_backend() -> None:
    """Refuse a wish that Keras would meet with a traceback.

    Raises:
        TrainingError: the library that was chosen is unknown, cannot train, or is not installed.
    """
    chosen = os.environ.get("KERAS_BACKEND")
    if not chosen:
        return
    if chosen not in BACKENDS:
        raise TrainingError(f"KERAS_BACKEND is {chosen}, which cannot train: set it to one of {', '.join(BACKENDS)}.")
    if find_spec(chosen) is None:
        raise TrainingError(f"KERAS_BACKEND is {chosen}, which is not installed: install it, or choose another.")


def can_export() -> bool:
    """Whether Keras computes with TensorFlow, the only one that can make LiteRT models of Keras's."""
    import keras

    return bool(keras.backend.backend() == "tensorflow")


def require_tensorflow() -> None:
    """Refuse to begin what makes LiteRT models where it cannot.

    Raises:
        TrainingError: Keras computes with another library.
    """
    if not can_export():
        raise TrainingError(
            "Only TensorFlow can export, and KERAS_BACKEND names another library: set KERAS_BACKEND=tensorflow."
        )
