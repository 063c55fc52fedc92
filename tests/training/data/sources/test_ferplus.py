"""FERPlus' votes as shares of the expressions, by each of its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.data.tables import write_votes
from training.data.classes import DATA_CLASSES
from training.data.sources.ferplus import read_votes
from training.errors import TrainingError


def test_votes_are_shares(tmp_path: Path) -> None:
    rows = ["6,2,0,0,0,0,0,2,0,0", "0,0,0,0,0,0,0,0,0,10", "3,0,0,0,0,0,0,0,2,5", "0,0,0,0,0,0,0,0,0,0"]
    votes = read_votes(write_votes(tmp_path / "v.csv", [f"Training,a.png,{row}" for row in rows]))
    share = dict(zip(DATA_CLASSES, votes.soft_labels[0].share.tolist(), strict=True))
    assert share == pytest.approx(dict.fromkeys(DATA_CLASSES, 0) | {"neutral": 0.6, "happy": 0.2, "contempt": 0.2})
    assert [soft_label.faceless for soft_label in votes.soft_labels] == [False, True, True, False]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Training,a.png,4,0,0,1,3,2,0,0,0,0,9", "13 cells instead of 12"),
        ("Training,a.png,4,0,0,1,3,2,0,0,0,", "has '' where votes are counted"),
        ("Training,a.png,4,0,0,1,3,2,0,0,0,nan", "has 'nan' where votes are counted"),
        ("Training,a.png,4,0,0,1,3,2,0,0,0,-1", "has '-1' where votes are counted"),
    ],
)
def test_a_bad_row_of_votes_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(TrainingError, match=f"Row 1 of .*{words}"):
        read_votes(write_votes(tmp_path / "v.csv", [row]))


def test_votes_without_expressions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("Usage,Image name,unknown,NF\nTraining,a.png,0,0\n")
    with pytest.raises(TrainingError, match=r"holds no FERPlus votes \(it lacks angry, disgust, .*contempt\)"):
        read_votes(tmp_path / "v.csv")


@pytest.mark.parametrize(
    ("rule", "row", "share"),
    [
        ("majority", "5,3,2,0,0,0,0,0,0,0", {"neutral": 1.0}),
        ("majority", "5,5,0,0,0,0,0,0,0,0", {}),
        ("paper", "6,3,1,0,0,0,0,0,0,0", {"neutral": 6 / 9, "happy": 3 / 9}),
        ("paper", "4,4,0,0,0,0,0,0,2,0", None),
        ("paper", "1,1,1,1,1,1,1,1,1,1", None),
    ],
)
def test_the_rules_of_ferplus(tmp_path: Path, rule: str, row: str, share: dict[str, float] | None) -> None:
    (soft_label,) = read_votes(write_votes(tmp_path / "v.csv", [f"Training,a.png,{row}"]), rule).soft_labels  # type: ignore[arg-type] # each parameter is a rule
    assert soft_label.undecided == (share is None)
    found = dict(zip(DATA_CLASSES, soft_label.share.tolist(), strict=True))
    assert {name: value for name, value in found.items() if value} == pytest.approx(share or {})
