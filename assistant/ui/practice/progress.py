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
from assistant.ui.practice.charts import AccuracyChart, ThresholdChart
from assistant.ui.practice.table import FiguresTable
from assistant.ui.widgets.basic import button, card, text
from assistant.ui.widgets.flow import Flow
from assistant.ui.widgets.passage import passage
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
        self._question = passage("caption")
        self.spoken.setAccessibleName(say("ui.text_progress"))
        self._question.setAccessibleName(say("ui.text_question"))
        self.keep = button(say("practicepage.keep"), role="primary")
        self._delete = button(say("practicepage.delete"))
        self.keep.clicked.connect(self.stop_asking)
        self._delete.clicked.connect(self.confirmed)
        self._buttons, self._answers = Flow(), Flow()
        for words, pressed in (
            ("back", self.back),
            ("export", self.export_wanted),
            ("delete_learner", self.delete_learner_wanted),
            ("delete_all", self.delete_all_wanted),
        ):
            made = button(say(f"practicepage.{words}"))
            made.clicked.connect(pressed)
            self._buttons.add(made)
        self._answers.add(self.keep)
        self._answers.add(self._delete)
        self._accuracy = AccuracyChart(say("practicepage.accuracy_chart"))
        self._thresholds = ThresholdChart(say("practicepage.threshold_chart"))
        self._tables = [FiguresTable(say(f"progress.{each}")) for each in _TITLES]
        self._arrange()

    def set_look(self, look: Look) -> None:
        """Colours and measures."""
        self._column.setSpacing(look.gap)
        for frame in self._frames:
            frame.setSpacing(look.gap)
            frame.setContentsMargins(*[2 * look.gap] * 4)
        for flow in (self._buttons, self._answers):
            flow.set_spacing(look.gap)
        for chart in (self._accuracy, self._thresholds):
            chart.set_look(look)
        for table in self._tables:
            table.fit()

    def show_progress(self, name: str, answers: list[Answer], word: Word) -> None:
        """All of a learner's answers, in the days of this computer's time zone."""
        thresholds = Learner(answers).thresholds
        self.stop_asking()
        self.title.setText(say("practicepage.progress_of", name=name))
        self.spoken.setText(summary.spoken_progress(answers, thresholds, None, word))
        self._accuracy.show_days(summary.accuracy_by_day(answers, None, EXPRESSIONS), word)
        tables = (
            summary.accuracy_table(answers, None, word),
            summary.confusion_table(answers, word),
            summary.threshold_table(thresholds, word),
            summary.accuracy_table(answers, None, word, BEHAVIOURS),
            summary.confusion_table(answers, word, BEHAVIOURS),
        )
        self._thresholds.show_thresholds(thresholds, tables[2])
        for shown, figures in zip(self._tables, tables, strict=True):
            shown.show_figures(figures)
        for chart, figures in ((self._accuracy, tables[0]), (self._thresholds, tables[2])):
            chart.setAccessibleDescription(_as_sentence(figures))
        moving = any(isinstance(answer.expression, Behaviour) for answer in answers)
        for title, frame in zip(_TITLES, self._figures, strict=True):
            frame.setVisible(moving if title.endswith("_movements") else bool(answers))

    def ask(self, question: str) -> None:
        """Ask once before something is deleted; the focus goes to the button that keeps it."""
        self._question.setText(question)
        self._asking.show()
        self._buttons.hide()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_asking(self) -> None:
        """Nothing is to be deleted."""
        self._buttons.show()
        if self._asking.isVisible():
            self.spoken.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asking.hide()

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.spoken)
        self._column.addWidget(self._buttons)
        self._frames: list[QVBoxLayout] = []
        self._figures: list[QWidget] = []
        self._asking = self._card(self._question, self._answers)
        self._asking.hide()
        titles = [text(say(f"progress.{each}"), "title") for each in _TITLES]
        charts: tuple[QWidget | None, ...] = (self._accuracy, None, self._thresholds, None, None)
        for title, chart, table in zip(titles, charts, self._tables, strict=True):
            self._figures.append(self._card(*filter(None, (title, chart, table))))
        self._column.addStretch(1)

    def _card(self, *widgets: QWidget) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        for widget in widgets:
            column.addWidget(widget)
        self._frames.append(column)
        self._column.addWidget(frame)
        return frame


def _as_sentence(figures: Table) -> str:
    """The rows one after the other, each figure with its heading."""
    lines = []
    for heading, *cells in figures.rows:
        told = [joined(" ", pair) for pair in zip(figures.columns[1:], cells, strict=True) if pair[1]]
        lines.append(joined("", (heading, ": ", joined(", ", told), ".")))
    return joined(" ", lines)
