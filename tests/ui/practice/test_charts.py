"""Charts of progress: what they draw is where the figures are."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from assistant.expressions import EXPRESSIONS, Expression
from assistant.practice.summary import Table, Tally
from assistant.practice.thresholds import Threshold
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.practice.charts import AccuracyChart, Chart, ThresholdChart
from assistant.ui.widgets.theme import LIGHT, Look

LOOK = Look(LIGHT, 18, pictures=False)
ROW = 56
HAPPY = EXPRESSIONS.index(Expression.HAPPY)


def ink_in_row(chart: Chart, expression: Expression, number: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the pixels in the expression's colour, in its own row of the chart."""
    chart.setStyleSheet("background: white")
    chart.resize(600, chart.sizeHint().height())
    pixels = pixels_of(chart.grab().toImage())[number * ROW : (number + 1) * ROW]
    colour = QColor(LIGHT.expressions[expression]).getRgb()[:3]
    rows, columns = np.nonzero((pixels == colour).all(axis=2))
    return rows, columns


def accuracy(*shares: float) -> AccuracyChart:
    chart = AccuracyChart("Accuracy")
    chart.set_look(LOOK)
    days = {
        date(2026, 1, 1 + day): {Expression.HAPPY: Tally(round(100 * share), 100)} for day, share in enumerate(shares)
    }
    chart.show_days(days, lambda expression: expression.value)
    return chart


def test_there_is_a_row_for_each_expression() -> None:
    assert accuracy(0.5).sizeHint().height() == ROW * len(EXPRESSIONS)
    chart = ThresholdChart("Thresholds")
    chart.set_look(LOOK)
    assert chart.sizeHint().height() == ROW * (len(EXPRESSIONS) - 1)


def test_the_line_rises_with_the_share_from_day_to_day() -> None:
    rows, columns = ink_in_row(accuracy(0.0, 0.5, 1.0), Expression.HAPPY, HAPPY)
    lowest, highest = rows[columns == columns.min()].mean(), rows[columns == columns.max()].mean()
    middle = rows[np.abs(columns - (columns.min() + columns.max()) // 2) < 2].mean()
    assert lowest > ROW / 2 > highest
    assert middle == pytest.approx((lowest + highest) / 2, abs=2)


def test_a_day_on_which_an_expression_was_not_asked_leaves_the_line_and_its_place_in_time() -> None:
    chart = accuracy(0.5, 0.5, 0.5)
    whole = ink_in_row(chart, Expression.HAPPY, HAPPY)[1]
    days = {date(2026, 1, day): {Expression.HAPPY: Tally(1, 2)} if day != 3 else {} for day in (1, 2, 3)}
    chart.show_days(days, lambda expression: expression.value)
    shorter = ink_in_row(chart, Expression.HAPPY, HAPPY)[1]
    assert shorter.min() == pytest.approx(whole.min(), abs=1)
    assert shorter.max() == pytest.approx((whole.min() + whole.max()) / 2, abs=8)


def test_an_expression_that_was_never_asked_has_no_line() -> None:
    assert not len(ink_in_row(accuracy(0.5), Expression.SAD, EXPRESSIONS.index(Expression.SAD))[0])


def threshold_at(intensity: float) -> Threshold:
    """Of somebody who recognises all that is stronger."""
    threshold = Threshold()
    for _ in range(12):
        for step in (-0.15, -0.05, 0.05, 0.15):
            threshold.learn(min(max(intensity + step, 0.05), 1.0), 4, step > 0)
    return threshold


def test_a_threshold_stands_where_it_is_on_the_dial_with_its_bounds() -> None:
    sure, unsure = threshold_at(0.3), Threshold()
    figures = Table("", ("", ""), (("happy", "30 %"), ("sad", "?")))
    chart = ThresholdChart("Thresholds")
    chart.set_look(LOOK)
    chart.show_thresholds({Expression.HAPPY: sure, Expression.SAD: unsure}, figures)
    _, certain = ink_in_row(chart, Expression.HAPPY, 0)
    _, wide = ink_in_row(chart, Expression.SAD, 1)
    assert np.ptp(certain) < np.ptp(wide)
    assert certain.mean() < wide.mean(), "an easy expression stands further left"
    assert wide.max() <= 600
