"""How the events of recordings are to be saved, and how far the saving has come: one view for both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from assistant.messages import say
from assistant.runtime.batch import Format
from assistant.system.printable import listed
from assistant.ui.widgets.basic import Switch, aside, button, card, text
from assistant.ui.widgets.choice import Choice
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.passage import passage
from assistant.ui.widgets.theme import Look


class BatchPage(Column):
    """Asks for folder and format; while events are saved, tells how far it has come.

    Attributes:
        folder: where the events are to be saved.

    Signals:
        begin_wanted: it is all chosen.
        folder_wanted: the user wants another folder.
        stop_wanted: the saving is to end now.
        left: the user goes back.
    """

    begin_wanted = Signal()
    folder_wanted = Signal()
    stop_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(widest=52)
        self.folder = Path()
        self.words = passage("caption")
        self.words.setAccessibleName(say("ui.text_saving"))
        self.place_words = text()
        self.place = button(say("batch.folder_other"))
        self.begin = button(say("batch.save"), role="primary")
        self.stop, self.back = button(say("batch.stop")), button(say("batch.back"))
        form_name = aside(say("batch.form"))
        self.form = Choice()
        self.form.setAccessibleName(say("batch.form"))
        for form in Format:
            self.form.addItem(say(f"batch.form_{form.value}"), form)
        self.overwrite = Switch(say("batch.overwrite"), say("batch.overwrite_help"))
        self._asked = (self.place_words, self.place, form_name, self.form, self.overwrite, self.begin)
        self._buttons = Flow()
        for made, pressed in (
            (self.begin, self.begin_wanted),
            (self.stop, self.stop_wanted),
            (self.back, self.left),
        ):
            made.clicked.connect(pressed)
            self._buttons.add(made)
        self.place.clicked.connect(self.folder_wanted)
        frame = card()
        self._inner = QVBoxLayout(frame)
        for widget in (text(say("batch.title"), "title"), self.words, *self._asked[:-1]):
            controls = widget in (self.place, self.form)
            self._inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if controls else Qt.AlignmentFlag(0))
        self.column.addWidget(frame)
        self.column.addWidget(self._buttons)
        self.column.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._inner.setSpacing(look.gap)
        self._inner.setContentsMargins(*[look.inset] * 4)
        self._buttons.set_spacing(look.gap)

    def ask(self, recordings: Sequence[Path], folder: Path) -> str:
        """Ask how these recordings' events are to be saved; gives the words that say so."""
        names = listed(path.name for path in recordings)
        self._show(say("batch.ask", count=len(recordings), names=names), asking=True)
        self.stop.hide()
        self.use_folder(folder)
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_top()
        return self.words.text()

    def use_folder(self, folder: Path) -> None:
        """Save in this folder."""
        self.folder = folder
        self.place_words.setText(say("batch.folder", folder=Path(folder.name) if folder.name else folder))
        self.place.setAccessibleDescription(str(folder))
        self.place.setToolTip(str(folder))

    def show_progress(self, words: str, running: bool) -> None:
        """How far it has come, or what came of it."""
        pressed = self.begin.hasFocus() or self.stop.hasFocus()
        self._show(words, asking=False)
        self.stop.setVisible(running)
        if pressed:
            self.take_focus()

    def take_focus(self) -> None:
        """Give the focus to what can be done now that nothing is asked."""
        (self.stop if self.stop.isVisibleTo(self) else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, words: str, asking: bool) -> None:
        self.words.setText(words)
        for widget in self._asked:
            widget.setVisible(asking)
