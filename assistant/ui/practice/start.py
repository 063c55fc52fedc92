"""The first view of the practice page: who practises what, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from assistant.commands import way
from assistant.messages import reworded, say
from assistant.practice.cards import ASKING_NOTHING, Kind
from assistant.practice.session import Plan
from assistant.settings import ALL_EXERCISES, OPTIONS, Settings
from assistant.ui.widgets.basic import Field, Switch, aside, button, card, text
from assistant.ui.widgets.choice import Choice
from assistant.ui.widgets.flow import Columns, Flow
from assistant.ui.widgets.option_controls import show_value
from assistant.ui.widgets.theme import Look

QUESTIONS = tuple(kind for kind in Kind if kind not in ASKING_NOTHING)
"""What a mixed session holds: the camera comes on, and lessons are given, only where they are asked for."""

_NARROW = 26  # widths of running text below which controls stand beneath their labels
_LONGEST_TITLE = 28


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner chose: their name, the index of the deck, and the plan."""

    learner: str
    deck: int
    plan: Plan


class StartView(QWidget):
    """Asks what to practise.

    Signals:
        begin_wanted, progress_wanted, folder_wanted, zip_wanted: a button was pressed.
        deck_chosen: the index of another deck.
        chosen: the name of an option and its new value.
    """

    begin_wanted = Signal()
    progress_wanted = Signal()
    folder_wanted = Signal()
    zip_wanted = Signal()
    deck_chosen = Signal(int)
    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.learner = Choice()
        self.name = Field()
        self.name.setText(say("practicepage.me"))
        self.deck, self.kind, self.length, self.choices = Choice(), Choice(), Choice(), Choice()
        for count in OPTIONS["cards"].metadata["choices"]:
            self.length.addItem(
                say("practicepage.cards", count=count) if count else say("practicepage.open_end"), count
            )
        for count in OPTIONS["choices"].metadata["choices"]:
            self.choices.addItem(str(count) if count else say("practicepage.fitting"), count)
        self.describe = Switch(say("setting.by_ear"), say("practicepage.by_ear_help"))
        self.praise = Switch(say("setting.praise"), say("practicepage.praise_help"))
        self.begin = button(say("practicepage.begin"), role="primary")
        self.hint = text(role="quiet")
        self._decks, self._buttons = Flow(), Flow()
        self._decks.add(self.deck)
        for words, pressed in (("folder", self.folder_wanted), ("zip", self.zip_wanted)):
            made = button(say(f"practicepage.{words}"), say("practicepage.pictures_help"))
            made.clicked.connect(pressed)
            self._decks.add(made)
        progress = button(say("practicepage.progress"))
        for made, pressed in ((self.begin, self.begin_wanted), (progress, self.progress_wanted)):
            made.clicked.connect(pressed)
            self._buttons.add(made)
        self.learner.currentIndexChanged.connect(self._ask_name)
        self.deck.activated.connect(self.deck_chosen)
        self._exercise = ALL_EXERCISES
        self._options: dict[str, Choice | Switch] = {
            "exercise": self.kind,
            "cards": self.length,
            "choices": self.choices,
            "by_ear": self.describe,
            "praise": self.praise,
        }
        for name, control in self._options.items():
            # Sent for the user's own changes only.
            changed = control.clicked if isinstance(control, Switch) else control.activated
            changed.connect(partial(self._choose, name, control))
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Suggest a name in another language, unless one was typed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and not self.name.isModified():
            self.name.setText(say("practicepage.me"))

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        wide = self.width() >= _NARROW * look.text
        for form in self._forms:
            form.setRowWrapPolicy(
                QFormLayout.RowWrapPolicy.DontWrapRows if wide else QFormLayout.RowWrapPolicy.WrapAllRows
            )
            form.setHorizontalSpacing(2 * look.gap)
            form.setVerticalSpacing(look.gap)
        for inner in self._cards:
            inner.setSpacing(look.gap)
            inner.setContentsMargins(*[look.inset] * 4)
        self._column.setSpacing(look.gap)
        self._held.set_look(look)
        for flow in (self._decks, self._buttons):
            flow.set_spacing(look.gap)

    def show_settings(self, settings: Settings) -> None:
        """What was chosen last."""
        self._exercise = settings.exercise
        for name, control in self._options.items():
            show_value(control, name, settings)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each command by id."""
        hint = say("practicepage.hint", way=way("next_card", keys))
        self.hint.setText(hint)
        self.begin.setAccessibleDescription(hint)

    def show_learners(self, names: Sequence[str], chosen: str) -> None:
        """The learners there are; `chosen` is the one to go on with, a new one where it is none of them, or ""."""
        self.learner.clear()
        for name in names:
            self.learner.addItem(_short(name), name)
        self.learner.addItem(say("practicepage.new_learner"), None)
        # Nobody else takes the place of somebody who is chosen: their answers would join another learner's.
        self.learner.setCurrentIndex((names.index(chosen) if chosen in names else len(names)) if chosen else 0)
        self._ask_name()

    def show_decks(self, titles: Sequence[str], chosen: int, kinds: Sequence[Kind]) -> None:
        """The decks there are, and the kinds of cards that the chosen one can fill."""
        self.deck.clear()
        for title in titles:
            self.deck.addItem(reworded(title, _short))
        self.deck.setCurrentIndex(chosen)
        wanted = self.kind.currentData() or self._exercise
        self.kind.clear()
        self.kind.addItem(say("practicepage.kind_mixed"), ALL_EXERCISES)
        for kind in kinds:
            self.kind.addItem(say(f"practicepage.kind_{kind.value}"), kind)
        self.kind.setCurrentIndex(max(self.kind.findData(wanted), 0))

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        kind = self.kind.currentData()
        plan = Plan(
            kinds=(Kind(kind),) if kind else QUESTIONS,
            length=self.length.currentData() or None,
            choices=self.choices.currentData() or None,
            describe=self.describe.isChecked(),
            praise=self.praise.isChecked(),
        )
        return Wish(self.learner.currentData() or self.name.text().strip(), self.deck.currentIndex(), plan)

    def _choose(self, name: str, control: Choice | Switch, *_sent: object) -> None:
        self.chosen.emit(name, control.isChecked() if isinstance(control, Switch) else control.currentData())

    def _ask_name(self) -> None:
        self._forms[0].setRowVisible(self.name, self.learner.currentData() is None)

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._forms: list[QFormLayout] = []
        self._cards: list[QVBoxLayout] = []
        self._held = Columns()
        self._add_card(
            ("practicepage.learner", self.learner),
            ("practicepage.name", self.name),
            ("practicepage.deck", self.deck),
        )
        plan = self._add_card(
            ("setting.exercise", self.kind), ("setting.cards", self.length), ("setting.choices", self.choices)
        )
        plan.addWidget(self.describe)
        plan.addWidget(self.praise)
        for widget in (self.hint, self._buttons, self._held):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _add_card(self, *rows: tuple[str, QWidget]) -> QVBoxLayout:
        """A card with a form of controls and what they are called."""
        frame = card()
        inner, form = QVBoxLayout(frame), QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for words, control in rows:
            title = say(words)
            label = aside(title)
            label.setWordWrap(False)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)  # as high as its control
            control.setAccessibleName(title)
            form.addRow(label, self._decks if control is self.deck else control)
        inner.addLayout(form)
        self._forms.append(form)
        self._cards.append(inner)
        self._held.add(frame)
        return inner


def _short(words: str) -> str:
    """Both ends of what is long: names of one class, and decks of one family, often begin alike."""
    half = (_LONGEST_TITLE - 1) // 2
    return words if len(words) <= _LONGEST_TITLE else f"{words[:half]}…{words[-half:]}"
