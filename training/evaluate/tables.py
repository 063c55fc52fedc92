"""Scores of one ensemble on several data sets side by side, as text: what gains on one of them may lose on others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.expressions import EXPRESSIONS, Expression

COLUMNS: dict[str, str] = {
    "images": "faces",
    "accuracy": "accuracy",
    "mean_recall": "recall",
    "auc": "AUC",
    "ece": "ECE",
    "coverage_at_90": "at 90 %",
    "told": "told",
    "told_accuracy": "right",
}
"""Scores by their keys, and the words above them."""

_GAP = "  "


def rows(scores: Mapping[str, Mapping[str, Any]]) -> Iterator[list[str]]:
    """One row of `COLUMNS` for each set, and below it one for each of its groups, under a heading.

    Args:
        scores: `evaluate`'s, by the sets' names.
    """
    yield ["set", *COLUMNS.values()]
    for name, of_set in scores.items():
        yield [name, *(_cell(of_set.get(key)) for key in COLUMNS)]
        for group, of_group in of_set.get("groups", {}).items():
            yield [f"  {group}", *(_cell(of_group.get(key)) for key in COLUMNS)]


def class_rows(scores: Mapping[str, Mapping[str, Any]]) -> Iterator[list[str]]:
    """Recall of each expression on each set, and the share of neutral faces that are told as angry."""
    yield ["recall", *map(str, EXPRESSIONS), "neutral told as angry"]
    for name, of_set in scores.items():
        neutral = of_set["told_as"][Expression.NEUTRAL]
        wrong = neutral[Expression.ANGRY] if neutral else None
        yield [name, *(_cell(of_set["recall"][label]) for label in map(str, EXPRESSIONS)), _cell(wrong)]


def left_out_rows(held: Mapping[str, Mapping[str, float | None]]) -> Iterator[list[str]]:
    """How honest a calibration is about each condition that it was not fitted to; see `calibrate.left_out`."""
    keys = ("ece", "told", "told_accuracy")
    yield ["left out", *(COLUMNS[key] for key in keys)]
    for name, scores in held.items():
        yield [name, *(_cell(scores[key]) for key in keys)]


def aligned(table: Sequence[Sequence[str]]) -> str:
    """The rows as lines, columns below each other: names to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        _GAP.join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in table
    )


def markdown(table: Sequence[Sequence[str]]) -> str:
    """The rows as a table in Markdown, the first of them its heading."""
    heading, *below = ["| " + " | ".join(cell.strip() for cell in row) + " |" for row in table]
    return "\n".join([heading, "|---" * len(table[0]) + "|", *below])


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
