"""Read finished members back, whichever Keras backend runs."""

from __future__ import annotations

import keras
import numpy as np
from numpy.typing import NDArray

from training.data.faces import Faces
from training.errors import TrainingError
from training.fit.batched import batched_logits
from training.fit.runs import Run
from training.networks import build, dtype_policy

_PREDICT = 512


def load_member(run: Run) -> keras.Model:
    """The finished member of a run as a float32 Keras network.

    Raises:
        TrainingError: the run is not finished, or its weights are damaged.
    """
    if not run.finished:
        raise TrainingError(f"The run {run.folder} is not finished: repeat its 'training train' command.")
    try:
        with dtype_policy("float32"):
            model = build(run.config().network, pretrained=False)
        model.load_weights(run.weights)
    except TrainingError:
        raise
    # A damaged file can fail in any of the layers beneath Keras.
    except Exception as error:
        raise TrainingError(
            f"{run.weights} does not hold the weights of its recipe ({error}): train the member again."
        ) from error
    if not all(np.isfinite(weights).all() for weights in model.get_weights()):
        raise TrainingError(f"{run.weights} holds weights that are no numbers: train the member again.")
    return model


def predict_logits(model: keras.Model, faces: Faces, size: int, what: str = "") -> NDArray[np.float32]:
    """What a Keras network reads in faces and their mirror images; see `batched_logits`."""
    return batched_logits(model.predict_on_batch, faces.pixels, size, _PREDICT, mirror=True, what=what)
