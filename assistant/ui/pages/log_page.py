"""The log page: what was told in this session, without pictures, kept in memory only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from assistant.events import CueEvent, Event, NoticeEvent
from assistant.messages import say
from assistant.runtime.event_formats import as_csv, as_json_lines, to_dict
from assistant.settings import Settings
from assistant.ui.pages.command_button import command_button
from assistant.ui.widgets.basic import Entries, Field, button, text
from assistant.ui.widgets.column import Column
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.option_controls import OptionRow
from assistant.ui.widgets.theme import Look


class LogPage(Column):
    """Lists what was told.

    Signals:
        asked: the id of a command.
        chosen: whether a log is to be kept.
    """

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._events: list[Event] = []
        self._wanted = False
        self.search = Field()
        self.search.setPlaceholderText(say("ui.log_search"))
        self.search.setAccessibleName(say("ui.log_search"))
        self.search.textChanged.connect(self._filter)
        self.list = Entries()
        self.list.setAccessibleName(say("ui.log_list"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = text(say("ui.log_empty"), "quiet")
        self.switch = OptionRow("log", self.chosen.emit)
        self._buttons = Flow()
        self._save = command_button("save_log", say("ui.log_save"), self.asked)
        self._clear = button(say("ui.log_clear"))
        self._clear.clicked.connect(self.clear)
        self._buttons.add(self._save)
        self._buttons.add(self._clear)
        self.column.addWidget(self.switch)
        self.column.addWidget(self.search)
        self.column.addWidget(self._hint)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._buttons)
        self.column.addStretch(0)

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        super().set_look(look)
        self._buttons.set_spacing(look.gap)
        self.switch.set_look(look)
        self.list.setMinimumHeight(3 * look.row)

    def show_settings(self, settings: Settings) -> None:
        """Whether a log is kept; what it held is forgotten when it is not."""
        self.switch.show_settings(settings)
        self._wanted = settings.log
        if not self._wanted:
            self.clear()
        for widget in (self.search, self.list, self._save, self._clear):
            widget.setVisible(self._wanted)
        self._show_hint()

    def add(self, event: Event) -> None:
        """Take an event."""
        if not self._wanted:
            return
        self._events.append(event)
        if isinstance(event, CueEvent | NoticeEvent):
            minutes, seconds = divmod(int(event.time), 60)
            self.list.addItem(f"{minutes}:{seconds:02}  {event.text}")
            self._filter_row(self.list.count() - 1, self.search.text())
        self._show_hint()

    def clear(self) -> None:
        """Forget what was told so far."""
        self._events.clear()
        self.list.clear()
        self._show_hint()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to save."""
        return not self._events

    def as_text(self, suffix: str) -> str:
        """All events as JSON lines, or as a table for the suffix ".csv"."""
        entries = [to_dict(event) for event in self._events]
        return as_csv(entries) if suffix == ".csv" else as_json_lines(entries)

    def _filter(self, words: str) -> None:
        for row in range(self.list.count()):
            self._filter_row(row, words)
        self._show_hint()

    def _filter_row(self, row: int, words: str) -> None:
        item = self.list.item(row)
        item.setHidden(_to_compare(words) not in _to_compare(item.text()))

    def _show_hint(self) -> None:
        """Say why the list is empty, where it is."""
        listed = self.list.count()
        found = any(not self.list.item(row).isHidden() for row in range(listed))
        self._hint.setText(say("ui.log_unfound", words=self.search.text()) if listed else say("ui.log_empty"))
        self._hint.setVisible(self._wanted and not found)


def _to_compare(words: str) -> str:
    """Words without regard to case, or to which spaces stand between them: French has some that nobody types."""
    return " ".join(words.casefold().split())
