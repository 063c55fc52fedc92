"""The small network that sees whether something covers a mouth: what it learns from, and how.

The faces of a prepared set get things drawn before them (`training.data.covers`), anew in each epoch. Some have a hand
or a cup before the mouth as they are; once the network sees that, they are left out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from assistant.imaging import FRAME, Batch, standardise
from training.data.augment import Augmentation
from training.data.covers import with_covers
from training.networks.layers import convolution
from training.progress import progress

_WIDTHS = (16, 24, 32, 48)
"""Channels of the convolutions, each of which halves the picture's side."""

_ON_MOUTHS, _ELSEWHERE = 0.45, 0.3
"""Shares of the faces whose mouth is covered, and of those with something elsewhere."""

_BATCH = 128
_RATE, _DECAY = 2e-3, 1e-3
_SEED = 7

_BY_ITSELF = 0.95
"""Probability from which a face counts as one whose mouth is covered by itself."""

_CAMERA = Augmentation(
    rotate=10.0,
    scale=0.15,
    shift=0.06,
    contrast=0.3,
    gamma=0.35,
    noise=6.0,
    blur=0.15,
    motion=0.1,
    coarse=0.3,
    compress=0.3,
    shade=0.4,
)
"""Faces as a webcam sees them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scores:
    """What a network makes of faces, by the probability from which a mouth counts as covered.

    Attributes:
        bar: that probability.
        seen: share of the covered mouths that count.
        false_alarms: share of the faces as they are that count.
        elsewhere: share of those with something elsewhere that count.
    """

    bar: float
    seen: float
    false_alarms: float
    elsewhere: float


def fit(faces: NDArray[np.uint8], epochs: int) -> keras.Model:
    """A network from (n, 48, 48, 1) standardised faces to (n, 1) probabilities that their mouths are covered.

    Args:
        faces: (n, 48, 48) grey, canonical.
        epochs: how often each is seen.
    """
    keras.utils.set_random_seed(_SEED)
    generator = np.random.default_rng(_SEED)
    model = _network()
    steps = epochs * -(-len(faces) // _BATCH)
    schedule = keras.optimizers.schedules.CosineDecay(_RATE, steps)
    model.compile(keras.optimizers.AdamW(schedule, weight_decay=_DECAY), "binary_crossentropy")
    for epoch in progress(range(epochs), "mouth cover", "epochs"):
        if epoch and epoch == epochs // 2:
            free = _probabilities(model, faces) < _BY_ITSELF
            _log.info("left out: %d faces whose mouth is covered by itself", int((~free).sum()))
            faces = faces[free]
        covered, labels = with_covers(faces, _ON_MOUTHS, _ELSEWHERE, generator)
        model.fit(_inputs(_CAMERA(covered, generator)), labels.astype(np.float32), batch_size=_BATCH, verbose=0)
    return model


def score(model: keras.Model, faces: NDArray[np.uint8], bars: tuple[float, ...]) -> Iterator[Scores]:
    """How well the network does on other faces, (n, 48, 48) grey, seen as a webcam sees them, for several bars."""
    generator = np.random.default_rng(_SEED)
    kinds = [with_covers(faces, *shares, generator)[0] for shares in ((1, 0), (0, 0), (0, 1))]
    found = [_probabilities(model, _CAMERA(kind, generator)) for kind in kinds]
    for bar in bars:
        yield Scores(bar, *(float((each >= bar).mean()) for each in found))


def _network() -> keras.Model:
    x = faces = keras.Input((FRAME, FRAME, 1))
    for width in _WIDTHS:
        x = convolution(x, width, 3, stride=2)
    x = layers.Dropout(0.3)(layers.Flatten()(x))
    return keras.Model(faces, layers.Dense(1, activation="sigmoid")(x))


def _probabilities(model: keras.Model, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.asarray(model.predict(_inputs(faces), batch_size=512, verbose=0)[:, 0])


def _inputs(faces: NDArray[np.uint8]) -> Batch:
    return standardise(faces, FRAME)
