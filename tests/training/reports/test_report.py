from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.expressions import EXPRESSIONS
from training.data.prepared import Folds
from training.errors import TrainingError
from training.evaluate.robustness import DEGRADATIONS
from training.fit.runs import Run
from training.reports.report import write_comparison, write_report


def test_the_report_holds_every_promised_part(shipped: Path, trained: Run, folds: Folds, tmp_path: Path) -> None:
    page = write_report([trained], shipped, folds.validation, tmp_path / "report")
    text = page.read_text()
    curves = ("loss", "validation_macro_f1", "validation_auc")
    for name in ("confusion", "reliability", "coverage", "mistakes", *curves, "network-member"):
        picture = page.parent / "pictures" / f"{name}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert f'src="pictures/{name}.png" alt="' in text
    for words in ("Mean recall", "Calibration error", "rotated (15°)", "told from", 'lang="en"'):
        assert words in text
    assert "Faces from elsewhere" not in text
    report = json.loads((page.parent / "report.json").read_text())
    assert report["runs"][0]["run"] == "member"
    assert report["runs"][0]["recall"].keys() == set(EXPRESSIONS)
    assert "Recall of each expression" in text
    assert set(report["robustness"]) == set(DEGRADATIONS)
    assert report["ensemble"]["accuracy"] == json.loads((shipped / "ensemble.json").read_text())["scores"]["accuracy"]


def test_other_sets_stand_beside_the_one_at_home(shipped: Path, trained: Run, folds: Folds, tmp_path: Path) -> None:
    groups = [("women",) if number % 2 else ("men",) for number in range(len(folds.train))]
    page = write_report([trained], shipped, folds.validation, tmp_path / "report", {"the press": (folds.train, groups)})
    text = page.read_text()
    assert all(words in text for words in ("Faces from elsewhere", "the press", "women", "neutral told as angry"))
    outside = json.loads((page.parent / "report.json").read_text())["outside"]["the press"]
    assert outside["images"] == len(folds.train)
    assert set(outside["groups"]) == {"men", "women"}


def test_nobody_is_reported_on_by_faces_that_were_learned_from(
    shipped: Path, trained: Run, folds: Folds, tmp_path: Path
) -> None:
    for write in (
        lambda: write_report([trained], shipped, folds.train, tmp_path / "report"),
        lambda: write_report([], shipped, folds.train, tmp_path / "report"),
        lambda: write_comparison([trained], folds.train, tmp_path / "report"),
    ):
        with pytest.raises(TrainingError, match=f"learned from {len(folds.train)} of the {len(folds.train)} reported"):
            write()
    assert not (tmp_path / "report").exists()
