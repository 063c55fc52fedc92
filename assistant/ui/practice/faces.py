"""Faces side by side, each as large as the place allows, with a caption beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from assistant.messages import again, joined, say
from assistant.ui.widgets.basic import Area
from assistant.ui.widgets.theme import Look

_CORNER = 12
_BENEATH = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextDontClip)
_TRIES = 3


class FaceWall(Area):
    """Shows one face or several.

    Signals:
        pressed: the index of a face that was clicked.
    """

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._images: list[QImage] = []
        self._captions: tuple[str, ...] = ()
        self._gap = 8
        self._line = QColor()

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._gap, self._line = look.gap, QColor(look.palette.line)
        # Two rows of faces can be told apart at this height, and captions fit beneath, whatever the size of the text.
        self.setMinimumHeight(max(220 + 2 * look.text, 9 * look.text))
        self.update()

    def show_faces(self, images: Sequence[QImage], captions: Sequence[str] = ()) -> None:
        """Pictures from left to right, with as many captions or none."""
        self._images, self._captions = list(images), tuple(captions)
        self.setAccessibleName(joined(", ", captions) or say("practicepage.faces", count=len(images)))
        self.update()

    def replace_face(self, image: QImage) -> None:
        """Another picture of the first face: it moves."""
        self._images[0] = image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """No more than is needed: the layout gives it what is left."""
        return QSize(320, self.minimumHeight())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell which face was clicked."""
        for index, place in enumerate(self._places()):
            if place.contains(event.position()):
                self.pressed.emit(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Each picture with a rounded frame, and its caption."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for index, (image, place) in enumerate(zip(self._images, self._places(), strict=True)):
            scaled = QRectF(QPointF(), image.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio))
            scaled.moveCenter(place.center())
            scaled.adjust(1, 1, -1, -1)  # room for the frame
            outline = QPainterPath()
            outline.addRoundedRect(scaled, _CORNER, _CORNER)
            painter.save()
            painter.setClipPath(outline)
            painter.drawImage(scaled, image)
            painter.restore()
            painter.setPen(QPen(self._line, 2))
            painter.drawPath(outline)
            if self._captions:
                painter.setPen(self.palette().windowText().color())
                beneath = QRect(int(place.left()), int(place.bottom()) + 3, int(place.width()), self.height())
                painter.drawText(beneath, _BENEATH, again(self._captions[index]))

    def _places(self) -> list[QRectF]:
        """A square for each face, in the rows and columns that make them largest."""
        count = len(self._images)
        if not count:
            return []
        caption = self._caption(self.width())
        for _ in range(_TRIES):  # narrower faces have captions of more lines, which make them narrower still
            columns, side = best_grid(count, self.width(), self.height(), self._gap, caption)
            caption = self._caption(side)
        places = []
        for index in range(count):
            row, column = divmod(index, columns)
            in_row = min(columns, count - row * columns)
            left = (self.width() - in_row * side - (in_row - 1) * self._gap) / 2
            places.append(QRectF(left + column * (side + self._gap), row * (side + caption + self._gap), side, side))
        return places

    def _caption(self, width: float) -> int:
        """The height of the highest caption, its lines broken at `width`; 0 where there are none."""
        room, letters = QRect(0, 0, int(width), self.height()), self.fontMetrics()
        heights = [letters.boundingRect(room, _BENEATH, again(words)).height() + 6 for words in self._captions]
        return max(heights, default=0)


def best_grid(count: int, width: float, height: float, gap: float, caption: float) -> tuple[int, float]:
    """The number of columns in which `count` squares are largest, and their side.

    Args:
        count: how many squares, at least 1.
        width: of the place in pixels.
        height: of the place in pixels.
        gap: between squares.
        caption: height of what stands beneath each square.
    """

    def side(columns: int) -> float:
        rows = -(-count // columns)
        return min((width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows - caption)

    columns = max(range(1, count + 1), key=side)
    return columns, max(side(columns), 1.0)
