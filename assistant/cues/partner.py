"""Who is the conversation partner: the large, central face that stays in view.

A partner whose face is hidden, as by a hand, stays the partner for as long as they count as present.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping

from assistant.events import Box

TAKEOVER = 1.4
"""Factor by which another face must be more prominent than the partner's to take its place."""

TAKEOVER_TIME = 1.5
"""Seconds for which it must be so: a passer-by does not become the partner."""

_CENTRE_SHARE = 0.5  # of its prominence, that a face in the corner of the frame loses


class PartnerChoice:
    """Chooses the partner and keeps to them.

    Attributes:
        partner: the tracker's id, None while nobody is in view.
    """

    def __init__(self) -> None:
        self.partner: int | None = None
        self._challenger: int | None = None
        self._since = 0.0

    def update(
        self, now: float, boxes: Mapping[int, Box], seen: Container[int], frame_size: tuple[int, int]
    ) -> int | None:
        """Choose among the faces in view at `now`.

        Args:
            now: seconds of the source.
            boxes: where each face in view is, or was just now.
            seen: the faces that this very frame shows.
            frame_size: (width, height) in pixels.

        Returns:
            The partner.
        """
        weights = {face: prominence(box, frame_size) for face, box in boxes.items() if face in seen}
        if self.partner not in boxes:
            self._take(max(weights, key=lambda face: weights[face], default=None))
        elif self.partner not in weights:
            self._challenger = None
        else:
            self._defend(now, weights, weights[self.partner])
        return self.partner

    def _defend(self, now: float, weights: Mapping[int, float], own: float) -> None:
        best = max(weights, key=lambda face: weights[face])
        if weights[best] < TAKEOVER * own:
            self._challenger = None
        elif best != self._challenger:
            self._challenger, self._since = best, now
        elif now - self._since >= TAKEOVER_TIME:
            self._take(best)

    def _take(self, face: int | None) -> None:
        self.partner, self._challenger = face, None


def prominence(box: Box, frame_size: tuple[int, int]) -> float:
    """The face's height in the frame's, halved at the frame's edge: 0 upwards."""
    width, height = frame_size
    x, y = box.centre
    aside = math.hypot(x / width - 0.5, y / height - 0.5) / math.hypot(0.5, 0.5)
    return box.height / height * (1 - _CENTRE_SHARE * min(aside, 1.0))
