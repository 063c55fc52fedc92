"""Reading faces and their mirror images, with whatever runs the network; Keras is not needed for that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.imaging import Batch, standardise
from training.progress import progress


def mirrored_logits(
    read: Callable[[Batch], NDArray[np.float32]], pixels: NDArray[np.uint8], size: int, batch: int, what: str = ""
) -> NDArray[np.float32]:
    """(n, classes) mean of the logits of each face and of its mirror image, `batch` faces at a time.

    Args:
        read: from (m, size, size, channels) standardised faces to (m, classes) logits.
        pixels: (n, side, side) grey or (n, side, side, 3) RGB.
        size: side of the network's input in pixels.
        batch: faces that are read at once.
        what: what the progress bar says; without it there is none.
    """
    parts = []
    starts = range(0, len(pixels), batch)
    for start in progress(starts, what, "pieces") if what else starts:
        inputs = standardise(np.asarray(pixels[start : start + batch]), size)
        parts.append((read(inputs) + read(np.ascontiguousarray(inputs[:, :, ::-1]))) / 2)
    return np.concatenate(parts).astype(np.float32)
