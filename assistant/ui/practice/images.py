"""The pictures of practice faces: drawn ones are painted, photographs are read, both when they are shown."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from assistant.adapters.capture.pictures import PictureReader
from assistant.drawn_faces.rasterizer import paint
from assistant.imaging import Image
from assistant.practice.cards import DrawnFace, Face
from assistant.practice.portraits import apex, duration, portrait

_SIDE = 480  # px of a painted face: sharp where one fills half of the window
_FRAME = 40  # ms from one picture of a moving face to the next


class FaceImages:
    """Makes the picture of a face."""

    def __init__(self) -> None:
        self._reader = PictureReader()

    def of(self, face: Face, time: float | None = None) -> QImage:
        """The face as a picture; a moving one as it looks at `time`, in seconds, or at its clearest.

        Raises:
            DeckError: it is a photograph that cannot be read.
        """
        return as_qimage(painted(face, time) if isinstance(face, DrawnFace) else self._reader.read(face))

    def close(self) -> None:
        """Let go of the zip that is open."""
        self._reader.close()


class Motion(QObject):
    """Shows a moving face, once from its beginning to its end, where it stays.

    Signals:
        frame: the next picture.
    """

    frame = Signal(QImage)

    def __init__(self) -> None:
        super().__init__()
        self._face: DrawnFace | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_FRAME)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether the face moves right now."""
        return self._timer.isActive()

    def play(self, face: DrawnFace) -> None:
        """Show the movement from its beginning."""
        self._face = face
        self._clock.start()
        self._timer.start()
        self._step()

    def stop(self) -> None:
        """Show no more of it."""
        self._timer.stop()

    def _step(self) -> None:
        assert self._face is not None
        time = self._clock.elapsed() / 1000
        if time >= duration(self._face):
            self._timer.stop()
        self.frame.emit(as_qimage(painted(self._face, time)))


def painted(face: DrawnFace, time: float | None = None) -> Image:
    """A drawn face at `time`, in seconds, or at its clearest; (height, width, 3) RGB."""
    return paint(portrait(face, apex(face) if time is None else time), _SIDE, _SIDE)


def as_qimage(pixels: Image) -> QImage:
    """Qt's image of (height, width, 3) RGB pixels; it owns its memory."""
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
