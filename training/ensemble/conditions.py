"""The calibration fold under several conditions: an ensemble that is calibrated on one of them is so nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS, Expression
from training.data.augment import NO_AUGMENTATION
from training.data.faces import Faces
from training.data.mouths import with_other_mouths
from training.ensemble.calibrate import Source

LABELLED = "as labelled"
VOTED = "as voted"

_SEED = 1
_POOR_CAMERA = replace(NO_AUGMENTATION, noise=6.0, blur=0.2, motion=0.2, coarse=0.5, compress=0.5, shade=0.5)
_CLEAR = 0.5
"""Share of the votes that a class must exceed."""

_NEUTRAL = 0.47
"""Of what people show in a conversation, the share that is neutral: 6,436 of 13,708 utterances in MELD (Poria et al.,
ACL 2019). FER2013's faces were searched for by expressions, and a sixth of them is neutral."""


def under_conditions(read: Callable[[NDArray[np.uint8]], NDArray[np.floating]], faces: Faces) -> dict[str, Source]:
    """What is read of labelled faces, by the name of their condition.

    As labelled; as most annotators voted, where most agree, for labels are one person's; with other mouths, as in
    speech; as a poor camera sees them; and both.

    Args:
        read: gives (..., n, classes) logits of (n, 48, 48) grey faces.
        faces: (n, 48, 48) grey, of the calibration fold.
    """
    generator, pixels = np.random.default_rng(_SEED), np.asarray(faces.pixels)
    logits = read(pixels)
    everyone = np.arange(len(faces))
    found = {LABELLED: Source(logits, faces.labels, everyone)}
    clear = faces.votes.max(axis=1) > _CLEAR
    if clear.any():
        # The same pixels, which need not be read twice.
        voted = faces.votes[clear].argmax(axis=1).astype(np.int64)
        found[VOTED] = Source(logits[..., clear, :], voted, everyone[clear])
    speaking = with_other_mouths(pixels, faces.labels, faces.classes, 1.0, generator)
    shown = {
        "in speech": speaking,
        "poor camera": _POOR_CAMERA(pixels, generator),
        "both": _POOR_CAMERA(speaking, generator),
    }
    return found | {name: Source(read(changed), faces.labels, everyone) for name, changed in shown.items()}


def conversation(faces: Faces) -> np.ndarray:
    """(7,) how frequent the expressions are in a conversation: neutral as in MELD, the others as among `faces`."""
    share = faces.counts.astype(np.float64)
    share[Expression.NEUTRAL.position] = 0
    share *= (1 - _NEUTRAL) / max(share.sum(), 1)
    share[Expression.NEUTRAL.position] = _NEUTRAL
    assert len(share) == len(EXPRESSIONS)
    return share
