from __future__ import annotations

from typing import Any

import numpy as np

from training.evaluate import metrics
from training.evaluate.tables import aligned, class_rows, left_out_rows, markdown, rows


def _scores(labels: list[int]) -> dict[str, Any]:
    probabilities = np.full((4, 7), 0.05)
    probabilities[:, 0] = 0.7
    return metrics.score(probabilities, np.array(labels)) | metrics.told(probabilities, np.array(labels), [0.6] * 7)


def test_sets_and_their_groups_stand_below_each_other() -> None:
    home, elsewhere = _scores([0, 0, 0, 4]), _scores([0, 4, 4, 4])
    elsewhere["groups"] = {"women": {"images": 31, "accuracy": 0.5}}
    heading, first, second, group = [*rows({"home": home, "elsewhere": elsewhere})]
    assert heading[:3] == ["set", "faces", "accuracy"], "a screen reader has a name for each column"
    assert first[:3] == ["home", "4", "0.750"]
    assert second[:3] == ["elsewhere", "4", "0.250"]
    assert group[:4] == ["  women", "31", "0.500", "-"]


def test_recall_of_each_expression_and_neutral_told_as_angry() -> None:
    heading, home, angry = [*class_rows({"home": _scores([0, 0, 0, 4]), "angry": _scores([0, 0, 0, 0])})]
    assert heading[1], heading[-1] == ("angry", "neutral told as angry")
    assert (home[1], home[5], home[-1]) == ("1.000", "0.000", "1.000")
    assert angry[-1] == "-", "no neutral face is there"


def test_columns_are_aligned() -> None:
    assert aligned([["", "faces"], ["home", "7"]]) == "      faces\nhome      7"


def test_a_table_in_markdown() -> None:
    assert markdown([["", "faces"], ["home", "7"]]) == "|  | faces |\n|---|---|\n| home | 7 |"


def test_what_was_left_out_stands_below_its_heading() -> None:
    held = {"in speech": {"ece": 0.05, "told": 0.7, "told_accuracy": None}}
    assert [*left_out_rows(held)] == [["left out", "ECE", "told", "right"], ["in speech", "0.050", "0.700", "-"]]
