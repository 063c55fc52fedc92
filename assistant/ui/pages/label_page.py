"""The word and its shape alone, as large as the window: read from across the room."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from assistant.ui.widgets.basic import Area
from assistant.ui.widgets.sight_view import SightView
from assistant.ui.widgets.theme import RING, Look

_MARGIN = RING + 5  # for the ring around the label, which has the focus


class LabelPage(Area):
    """Nothing but the label. The size of text does not matter here: the word is as large as fits."""

    def __init__(self) -> None:
        super().__init__()
        self.sight = SightView(label_only=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addWidget(self.sight)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self.sight.set_look(look)
