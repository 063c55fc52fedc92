"""Reading faces in batches, with whatever runs the network; Keras is not needed for that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.imaging import Batch, standardise
from training.progress import progress


def batched_logits(
    read: Callable[[Batch], NDArray[np.float32]],
    pixels: NDArray[np.uint8],
    size: int,
    batch: int,
    *,
    mirror: bool,
    what: str = "",
) -> NDArray[np.float32]:
    """(n, classes) logits of each face, `batch` faces at a time.

    Args:
        read: from (m, size, size, channels) standardised faces to (m, classes) logits.
        pixels: (n, side, side) grey or (n, side, side, 3) RGB.
        size: side of the network's input in pixels.
        batch: faces that are read at once.
        mirror: the logits are the mean of those of the face and of its mirror image.
        what: what the progress bar says; without it there is none.
    """
    parts = []
    starts = range(0, len(pixels), batch)
    for start in progress(starts, what, "pieces") if what else starts:
        inputs = standardise(np.asarray(pixels[start : start + batch]), size)
        found = read(inputs)
        parts.append((found + read(np.ascontiguousarray(inputs[:, :, ::-1]))) / 2 if mirror else found)
    return np.concatenate(parts).astype(np.float32)
