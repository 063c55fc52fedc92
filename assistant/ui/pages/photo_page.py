"""The page for pictures: opened, pasted, dropped or taken, and each face described from left to right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from assistant.messages import say
from assistant.ui.pages.command_button import command_button
from assistant.ui.widgets.basic import button, card
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.theme import Look
from assistant.ui.widgets.video_view import VideoView
from assistant.ui.workers.aiming import Described

_WIDE = 44  # heights of running text from which the picture stands beside the words


class PhotoPage(Column):
    """Shows one picture and what its faces look like.

    Signals:
        asked: the id of a command.
        open_wanted: a picture is to be chosen.
        dropped: the paths of pictures.
    """

    asked = Signal(str)
    open_wanted = Signal()
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._pictures = True
        self._text_size = 0
        self._buttons = Flow()
        take = command_button("take_picture", say("ui.photo_take"), self.asked, primary=True)
        choose = button(say("ui.photo_open"))
        choose.clicked.connect(self.open_wanted)
        paste = command_button("paste_picture", say("ui.photo_paste"), self.asked)
        for control in (take, choose, paste):
            self._buttons.add(control)
        self.words = passage("caption")
        self.words.setAccessibleName(say("ui.photo_faces"))
        self.view = VideoView(at_top=True)
        self.view.setAccessibleName(say("ui.photo_view"))
        frame = card()
        self._inner = QHBoxLayout(frame)
        self._inner.addWidget(self.words, 2, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.addWidget(self.view, 1)
        beside.addStretch(0)
        self._inner.addLayout(beside, 3)
        self.column.addWidget(self._buttons)
        self.column.addWidget(frame)
        self.column.addStretch(1)
        self.show_hint()

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._buttons.set_spacing(look.gap)
        self._inner.setSpacing(look.gap)
        self._inner.setContentsMargins(*[look.inset] * 4)
        self.view.set_look(look)
        self._pictures = look.pictures
        self._text_size = look.text
        self._show_view(look.pictures and self.view.filled)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the picture beneath the words where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def show_hint(self) -> None:
        """Say, in place of a picture, how to bring one."""
        self.show_words(say("ui.photo_hint"))

    def show_words(self, words: str) -> None:
        """Say in place of a picture what is going on or wrong."""
        self.view.clear()
        self._show_view(False)
        self.words.setText(words)

    def show_described(self, described: Described) -> None:
        """A picture and what its faces look like."""
        self.words.setText(described.words)
        if self._pictures:
            self.view.show_picture(described.pixels, described.faces, None, numbered=len(described.faces) > 1)
            self._show_view(True)

    def _show_view(self, shown: bool) -> None:
        """With a picture the card takes the room that there is, without one as much as its words need."""
        self.view.setVisible(shown)
        self._inner.setStretch(1, 3 * shown)
        self.column.setStretch(1, int(shown))
        self.column.setStretch(2, int(not shown))

    def _fit(self) -> None:
        wide = self.width() >= _WIDE * self._text_size
        self._inner.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        # However many lines the words have, the picture beside them is in view with their first, and none is tiny.
        room = self.viewport().height() - 2 * self._inner.contentsMargins().top()
        self.view.setMaximumHeight(max(room, 1))
        self.view.setMinimumHeight(max(room // 2, 1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Accept dragged files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the files."""
        paths = local_files(event.mimeData())
        if paths:
            self.dropped.emit(paths)


def local_files(data: QMimeData | None) -> list[Path]:
    """The files that were dropped or copied; none where nothing was."""
    return [] if data is None else [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
