"""Who is the conversation partner: the large, central face that stays in view."""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.events import Box

TAKEOVER = 1.4
"""A challenger must be this many times as prominent as the partner..."""

TAKEOVER_TIME = 1.5
"""...for this many seconds: somebody who walks past the camera does not become the partner."""

_CENTRE_SHARE = 0.5


class PartnerChoice:
    """Chooses the partner and keeps to them.

    Attributes:
        partner: the tracker's id, None while nobody is in view.
    """

    def __init__(self) -> None:
        self.partner: int | None = None
        self._challenger: int | None = None
        self._since = 0.0

    def update(self, now: float, boxes: Mapping[int, Box], frame_size: tuple[int, int]) -> int | None:
        """The partner among the faces in view at `now`; `frame_size` is (width, height) in pixels."""
        if not boxes:
            self.partner = self._challenger = None
            return None
        weights = {face: prominence(box, frame_size) for face, box in boxes.items()}
        best = max(weights, key=lambda face: weights[face])
        if self.partner not in weights:
            self.partner, self._challenger = best, None
        elif best == self.partner or weights[best] < TAKEOVER * weights[self.partner]:
            self._challenger = None
        elif best != self._challenger:
            self._challenger, self._since = best, now
        elif now - self._since >= TAKEOVER_TIME:
            self.partner, self._challenger = best, None
        return self.partner


def prominence(box: Box, frame_size: tuple[int, int]) -> float:
    """The face's height in the frame's, halved at the frame's edge: 0 upwards."""
    width, height = frame_size
    x, y = box.centre
    aside = math.hypot(x / width - 0.5, y / height - 0.5) / math.hypot(0.5, 0.5)
    return box.height / height * (1 - _CENTRE_SHARE * min(aside, 1.0))
