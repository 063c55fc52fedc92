"""Words as outlines, set as large as their place allows: large letters matter more than their usual width."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPainter, QPainterPath, QTransform

CONDENSED = 0.5
"""The least share of its usual width that a word is given, so that a long one can be as tall as a short one.

For reading from afar the height of the small letters counts (the x-height of acuity charts), and bold letters keep
strokes that are thick enough when they are narrowed.
"""

_REFERENCE = 200  # px to the em at which outlines are taken: fine enough to be enlarged


class Lettering:
    """The outline of a word.

    Args:
        words: in one line.
        font: its family; size and weight are ours.
        bold: whether the strokes are thick.

    Attributes:
        width: of the ink, in em.
        ascent: how far the ink reaches above the baseline, in em.
        descent: how far it reaches below, in em.
    """

    def __init__(self, words: str, font: QFont, bold: bool) -> None:
        drawn = QFont(font)
        drawn.setPixelSize(_REFERENCE)
        drawn.setBold(bold)
        drawn.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._path = QPainterPath()
        self._path.addText(0, 0, drawn, words)
        ink = self._path.boundingRect()
        self._left = ink.left()
        self.width = ink.width() / _REFERENCE
        self.ascent, self.descent = max(-ink.top(), 0.0) / _REFERENCE, max(ink.bottom(), 0.0) / _REFERENCE

    def largest(self, width: float) -> float:
        """The size, in pixels to the em, at which the word just fits into `width` pixels when it is condensed."""
        return width / (self.width * CONDENSED) if self.width else float("inf")

    def set_width(self, size: float, width: float) -> float:
        """How wide the word is at `size`, where it may have `width` pixels at most."""
        return min(self.width * size, width)

    def paint(self, painter: QPainter, left: float, baseline: float, size: float, width: float) -> None:
        """Fill the outline in the colour of the painter's pen, condensed where `width` pixels ask for that."""
        scale = size / _REFERENCE
        squeeze = self.set_width(size, width) / (self.width * size) if self.width else 1.0
        place = QTransform().translate(left, baseline).scale(scale * squeeze, scale).translate(-self._left, 0)
        painter.fillPath(place.map(self._path), painter.pen().color())
