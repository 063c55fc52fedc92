"""The progress view: sentences, charts and tables of the same answers, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.expressions import EXPRESSIONS
from assistant.messages import joined, say
from assistant.practice import summary
from assistant.practice.behaviours import BEHAVIOURS, Behaviour
from assistant.practice.cards import Answer
from assistant.practice.explain import Word
from assistant.practice.scheduling import Learner
from assistant.practice.summary import Table
from assistant.ui.practice.charts import AccuracyChart, Chart, ThresholdChart
from assistant.ui.practice.table import NO_FIGURES, FiguresTable
from assistant.ui.widgets.basic import button, card, text
from assistant.ui.widgets.flow import Columns, Flow
from assistant.ui.widgets.passage import Passage, passage
from assistant.ui.widgets.question import Question
from assistant.ui.widgets.theme import Look

_TITLES = ("accuracy", "confusions", "thresholds", "accuracy_movements", "confusions_movements")


class ProgressView(QWidget):
    """Shows what one learner's answers say.

    Signals:
        back, export_wanted, delete_learner_wanted, delete_all_wanted: a button was pressed.
        confirmed: what was asked is to be done.
    """

    back = Signal()
    export_wanted = Signal()
    delete_learner_wanted = Signal()
    delete_all_wanted = Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = text(role="title")
        self.spoken = passage()
        self.spoken.setAccessibleName(say("ui.text_progress"))
        self.question = Question(say("practicepage.keep"), say("practicepage.delete"))
        self.question.kept.connect(self.stop_asking)
        self.question.confirmed.connect(self.confirmed)
        # Has the focus at first, as the text is heard without it: it would be read twice.
        self.leave = button(say("practicepage.back"))
        self.leave.clicked.connect(self.back)
        self._buttons = Flow()
        self._buttons.add(self.leave)
        for words, pressed in (
            ("export", self.export_wanted),
            ("delete_learner", self.delete_learner_wanted),
            ("delete_all", self.delete_all_wanted),
        ):
            made = button(say(f"practicepage.{words}"))
            made.clicked.connect(pressed)
            self._buttons.add(made)
        self._accuracy = AccuracyChart(say("practicepage.accuracy_chart"))
        self._thresholds = ThresholdChart(say("practicepage.threshold_chart"))
        self._tables = [FiguresTable(say(f"progress.{each}")) for each in _TITLES]
        self._in_words = {chart: self._words_for(title) for chart, title in self._charted}
        self._arrange()

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._column.setSpacing(look.gap)
        for frame in self._frames:
            frame.setSpacing(look.gap)
            frame.setContentsMargins(*[look.inset] * 4)
        self._buttons.set_spacing(look.gap)
        self._cards.set_look(look)
        self.question.set_look(look)
        for chart in (self._accuracy, self._thresholds):
            chart.set_look(look)
        for table in self._tables:
            table.fit()

    def show_progress(self, name: str, answers: list[Answer], word: Word) -> None:
        """All of a learner's answers, in the days of this computer's time zone."""
        learner = Learner(answers)
        thresholds = {each: learner.thresholds[each] for each in EXPRESSIONS if each in learner.thresholds}
        self.stop_asking()
        self.title.setText(say("practicepage.progress_of", name=name))
        self.spoken.setText(summary.spoken_progress(answers, learner.thresholds, None, word))
        self._accuracy.show_days(summary.accuracy_by_day(answers, None, EXPRESSIONS), word)
        tables = (
            summary.accuracy_table(answers, None, word),
            summary.confusion_table(answers, word),
            summary.threshold_table(thresholds, word),
            summary.accuracy_table(answers, None, word, BEHAVIOURS),
            summary.confusion_table(answers, word, BEHAVIOURS),
        )
        self._thresholds.show_thresholds(thresholds, tables[2])
        for chart, figures in ((self._accuracy, tables[0]), (self._thresholds, tables[2])):
            self._in_words[chart].setText(_as_lines(figures))
        moving = any(isinstance(answer.expression, Behaviour) for answer in answers)
        for title, frame, table, figures in zip(_TITLES, self._figures, self._tables, tables, strict=True):
            shown = (moving if title.endswith("_movements") else bool(answers)) and bool(figures.rows)
            frame.setVisible(shown)
            table.show_figures(figures if shown else NO_FIGURES)

    def clear(self) -> None:
        """Forget the figures: Qt tells assistive programs of the cells of hidden tables that they are in view."""
        for table in self._tables:
            table.show_figures(NO_FIGURES)

    def ask(self, question: str) -> None:
        """Ask once before something is deleted."""
        self.question.ask(question)
        self._buttons.hide()

    def stop_asking(self) -> None:
        """Nothing is to be deleted."""
        self._buttons.show()
        if self.question.isVisible():
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.hide()

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.spoken)
        self._column.addWidget(self._buttons)
        self._frames: list[QVBoxLayout] = []
        self._figures: list[QWidget] = []
        self._column.addWidget(self.question)
        titles = [text(say(f"progress.{each}"), "title") for each in _TITLES]
        charts: tuple[Chart | None, ...] = (self._accuracy, None, self._thresholds, None, None)
        self._cards = Columns(narrowest=44)  # for the table of confusions
        for title, chart, table in zip(titles, charts, self._tables, strict=True):
            words = self._in_words[chart] if chart else None
            frame = self._card(*filter(None, (title, chart, words, table)))
            self._figures.append(frame)
            self._cards.add(frame)
        self._column.addWidget(self._cards)
        self._column.addStretch(1)

    @property
    def _charted(self) -> tuple[tuple[Chart, str], ...]:
        return (self._accuracy, _TITLES[0]), (self._thresholds, _TITLES[2])

    @staticmethod
    def _words_for(title: str) -> Passage:
        words = passage()
        words.setAccessibleName(say("practicepage.in_words", title=say(f"progress.{title}")))
        return words

    def _card(self, *widgets: QWidget) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        for widget in widgets:
            column.addWidget(widget)
        self._frames.append(column)
        return frame


def _as_lines(figures: Table) -> str:
    """A line for each row, each figure with its heading."""
    lines = []
    for heading, *cells in figures.rows:
        told = [joined(" ", pair) for pair in zip(figures.columns[1:], cells, strict=True) if pair[1]]
        lines.append(joined("", (say("list.entry", heading=heading, words=joined(", ", told)), ".")))
    return joined("\n", lines)
