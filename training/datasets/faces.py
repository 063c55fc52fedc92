"""The one form in which every data set arrives: grey faces with soft targets."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS


@dataclass(frozen=True)
class Faces:
    """Labelled grey faces of one fold.

    Attributes:
        pixels: (n, 48, 48) uint8.
        labels: (n,) int64, indices into `EXPRESSIONS`.
        votes: (n, 7) float32, annotators' shares summing to 1, or all 0 where nobody voted.
        names: (n,) str, unique within a data set and stable between runs.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    votes: NDArray[np.float32]
    names: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.labels)

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Faces:
        """The faces at these indices, or where the mask is true."""
        return replace(
            self,
            pixels=self.pixels[chosen],
            labels=self.labels[chosen],
            votes=self.votes[chosen],
            names=self.names[chosen],
        )

    @property
    def counts(self) -> NDArray[np.int64]:
        """(7,) number of faces of each expression."""
        return np.bincount(self.labels, minlength=len(EXPRESSIONS)).astype(np.int64)

    def targets(self, vote_share: float, smoothing: float = 0.0) -> NDArray[np.float32]:
        """(n, 7) soft targets: the label's one-hot vector blended with the annotators' votes.

        Args:
            vote_share: weight of the votes, 0 to 1, where a face has any.
            smoothing: probability mass spread evenly over all expressions, 0 to 1.
        """
        hard = np.eye(len(EXPRESSIONS), dtype=np.float32)[self.labels]
        share = vote_share * (self.votes.sum(axis=1, keepdims=True) > 0)
        blended = (1 - share) * hard + share * self.votes
        return ((1 - smoothing) * blended + smoothing / len(EXPRESSIONS)).astype(np.float32)
