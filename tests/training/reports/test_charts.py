"""Charts hold what they are given: every count, every curve that there is, every face."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from tests.helpers.striped_faces import draw_face
from training.reports import charts


def _texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_a_confusion_shows_shares_of_each_label_and_counts() -> None:
    matrix = np.array([[3, 1, 0], [0, 0, 0], [0, 0, 5]])
    figure = charts.confusion(matrix, ["sad", "fear", "happy"])
    assert _texts(figure) == [
        *("75%\n3", "25%\n1", "0%\n0"),
        *("0%\n0", "0%\n0", "0%\n0"),  # nobody is labelled so
        *("0%\n0", "0%\n0", "100%\n5"),
    ]


def test_bars_stand_in_the_order_of_their_names_from_above() -> None:
    figure = charts.bars({"sad": 2, "happy": 40}, "pictures")
    assert [bar.get_width() for bar in figure.axes[0].patches] == [2, 40]
    assert figure.axes[0].yaxis_inverted()
    assert _texts(figure) == ["2", "40"]


def test_only_runs_with_a_score_have_a_curve() -> None:
    histories = {
        "old": [{"epoch": 1, "loss": 2.0}],
        "late": [{"epoch": 1, "loss": 2.0}, {"epoch": 2, "auc": 0.5}, {"epoch": 3, "auc": 0.75}],
    }
    (line,) = charts.curves(histories, "auc", "AUC").axes[0].lines
    assert line.get_label() == "late"
    assert line.get_xydata().tolist() == [[2, 0.5], [3, 0.75]]
    assert charts.curves(histories, "recall", "recall").axes[0].get_legend() is None


def test_curves_of_several_runs_differ_in_more_than_colour() -> None:
    histories = {str(number): [{"epoch": 1, "loss": number}] for number in range(7)}
    lines = charts.curves(histories, "loss", "loss").axes[0].lines
    assert len({line.get_color() for line in lines}) == len({line.get_marker() for line in lines}) == 7


def test_a_name_is_no_formula() -> None:
    figure = charts.curves({"a$_$b": [{"epoch": 1, "loss": 1.0}]}, "loss", "loss")
    assert charts.png(figure)


@pytest.mark.parametrize(("faces", "rows"), [(0, 1), (8, 1), (9, 2)])
def test_a_sheet_has_room_for_every_face(faces: int, rows: int) -> None:
    figure = charts.sheet([draw_face(3, seed) for seed in range(faces)], [f"face {seed}" for seed in range(faces)])
    shown = [axes for axes in figure.axes if axes.images]
    assert [axes.get_title() for axes in shown] == [f"face {seed}" for seed in range(faces)]
    assert len(figure.axes) == rows * 8
    assert not any(axes.axison for axes in figure.axes)


def test_how_many_faces_can_be_told_is_marked() -> None:
    probabilities = np.full((100, 7), 0.05)
    probabilities[:, 0] = np.linspace(0.9, 0.7, 100)
    labels = np.where(np.arange(100) < 75, 0, 1)
    assert _texts(charts.coverage(probabilities, labels)) == [
        "90% right on 83% of the faces",
        "95% right on 78% of the faces",
    ]
