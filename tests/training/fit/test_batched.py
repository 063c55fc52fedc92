"""Each face is read as it is, and as its mirror image where that is wanted, however many are read at once."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.imaging import Batch, standardise
from training.fit.batched import batched_logits

FACES = np.random.default_rng(0).integers(0, 256, (7, 48, 48), dtype=np.uint8)


def left_and_right(batch: Batch) -> np.ndarray:
    """What a network that looks at two pixels reads."""
    return np.stack([batch[:, 10, 5, 0], batch[:, 10, -1, 0]], axis=1)


@pytest.mark.parametrize("batch", [1, 3, 7, 100])
def test_the_mean_of_both_whatever_the_size_of_a_batch(batch: int) -> None:
    seen = standardise(FACES, 42)[:, 10, :, 0]
    expected = np.stack([(seen[:, 5] + seen[:, -6]) / 2, (seen[:, -1] + seen[:, 0]) / 2], axis=1)
    found = batched_logits(left_and_right, FACES, 42, batch, mirror=True)
    assert found == pytest.approx(expected)
    assert found.dtype == np.float32


@pytest.mark.parametrize("batch", [3, 100])
def test_the_face_alone(batch: int) -> None:
    seen = standardise(FACES, 42)[:, 10, :, 0]
    found = batched_logits(left_and_right, FACES, 42, batch, mirror=False)
    assert found == pytest.approx(seen[:, [5, -1]])
