"""The picture that was read, with a frame around each face at the very place where it was found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from assistant.events import FoundFace
from assistant.imaging import Image
from assistant.messages import say
from assistant.ui.widgets.basic import Area
from assistant.ui.widgets.theme import Look


class VideoView(Area):
    """Shows one picture, as large as fits without distortion.

    Args:
        at_top: whether it stands at the top of its place, instead of in the middle.
    """

    def __init__(self, at_top: bool = False) -> None:
        super().__init__()
        self._at_top = at_top
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("ui.video"))
        self._pixels: Image | None = None
        self._image: QImage | None = None
        self._faces: tuple[FoundFace, ...] = ()
        self._partner: FoundFace | None = None
        self._numbered = False
        self._look: Look | None = None

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._look = look
        self.update()

    def show_picture(
        self, pixels: Image, faces: tuple[FoundFace, ...], partner: FoundFace | None, *, numbered: bool = False
    ) -> None:
        """A picture, (height, width, 3) RGB, and the faces that were found in it, `numbered` in their order."""
        height, width = pixels.shape[:2]
        # The image lies on the pixels' own memory, which therefore has to be kept.
        self._pixels = pixels
        self._image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB888)
        self._faces, self._partner, self._numbered = faces, partner, numbered
        self.update()

    def clear(self) -> None:
        """Show nothing; the last picture is not kept."""
        self._image = self._pixels = self._partner = None
        self._faces = ()
        self.update()

    @property
    def filled(self) -> bool:
        """Whether there is a picture."""
        return self._image is not None

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """No more than is needed: the layout gives it what is left."""
        return QSize(200, 150)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Picture and frames."""
        if self._image is None or self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        place = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
        place.moveCenter(QRectF(self.rect()).center())
        if self._at_top:
            place.moveTop(0)
        painter.drawImage(place, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(place)
        for number, face in enumerate(self._faces, 1):
            box = QRectF(face.box.x, face.box.y, face.box.width, face.box.height)
            frame = QRectF(place.topLeft() + box.topLeft() * scale, box.size() * scale)
            self._draw_frame(painter, frame, partner=face is self._partner)
            if self._numbered:
                self._draw_number(painter, frame, place, number)

    @staticmethod
    def _draw_frame(painter: QPainter, frame: QRectF, partner: bool) -> None:
        # Light on dark is seen on any picture; the partner's frame is the bold one.
        width = 3.0 if partner else 2.0
        for colour, share in (("#000000", width * 2.4), ("#ffffff", width)):
            painter.setPen(QPen(QColor(colour), share))
            painter.drawRoundedRect(frame, 10, 10)

    @staticmethod
    def _draw_number(painter: QPainter, frame: QRectF, place: QRectF, number: int) -> None:
        """Above the frame, so that no face is hidden, and no larger than it, so that no other number is."""
        outline = QPainterPath()
        font = painter.font()
        font.setBold(True)
        font.setPixelSize(max(min(font.pixelSize(), round(frame.height())), 1))
        baseline = max(frame.top() - 4, place.top() + QFontMetricsF(font).ascent())
        outline.addText(frame.left(), baseline, font, str(number))
        painter.strokePath(outline, QPen(QColor("#000000"), 4))
        painter.fillPath(outline, QColor("#ffffff"))
