"""The one form in which every data set is learned from: faces with soft targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from training.data.classes import SCHEMES


@dataclass(frozen=True)
class Faces:
    """Labelled faces of one fold.

    Attributes:
        pixels: (n, side, side) grey or (n, side, side, 3) RGB, uint8; may be mapped from disk.
        labels: (n,) int64, indices into `classes`.
        votes: (n, classes) float32, annotators' shares summing to 1, or all 0 where nobody voted.
        names: (n,) str, unique within a data set and stable between runs.
        weights: (n,) float32, how often a face is drawn compared with others of its class.
        classes: names of the labels, in order.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    votes: NDArray[np.float32]
    names: NDArray[np.str_]
    weights: NDArray[np.float32]
    classes: tuple[str, ...] = SCHEMES["seven"].classes

    @classmethod
    def of(
        cls, pixels: NDArray[np.uint8], labels: Sequence[int] | NDArray[np.int64], names: Sequence[str] | None = None
    ) -> Faces:
        """Faces of the seven expressions that nobody voted on and that all weigh 1."""
        n, classes = len(labels), SCHEMES["seven"].classes
        return cls(
            pixels,
            np.asarray(labels, dtype=np.int64),
            np.zeros((n, len(classes)), dtype=np.float32),
            np.asarray(names if names is not None else [str(i) for i in range(n)]),
            np.ones(n, dtype=np.float32),
        )

    def __len__(self) -> int:
        return len(self.labels)

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Faces:
        """The faces at these indices, or where the mask is true; their pixels are read into memory."""
        arrays = {f.name: getattr(self, f.name)[chosen] for f in fields(self) if f.name != "classes"}
        return replace(self, **arrays)

    @property
    def counts(self) -> NDArray[np.int64]:
        """(classes,) number of faces of each class."""
        return np.bincount(self.labels, minlength=len(self.classes)).astype(np.int64)

    def targets(self, vote_share: float, smoothing: float = 0.0) -> NDArray[np.float32]:
        """(n, classes) soft targets: the label's one-hot vector blended with the annotators' votes.

        Args:
            vote_share: weight of the votes, 0 to 1, where a face has any.
            smoothing: probability mass spread evenly over all classes, 0 to 1.
        """
        n = len(self.classes)
        hard = np.eye(n, dtype=np.float32)[self.labels]
        share = vote_share * (self.votes.sum(axis=1, keepdims=True) > 0)
        blended = (1 - share) * hard + share * self.votes
        return np.asarray((1 - smoothing) * blended + smoothing / n, dtype=np.float32)
