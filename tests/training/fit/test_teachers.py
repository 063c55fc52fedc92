"""What a run learns from others: members of the ensemble, and files of what readers say."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.expressions import EXPRESSIONS
from tests.training.conftest import tiny
from training.data.prepared import Folds
from training.errors import TrainingError
from training.fit.loop import fit
from training.fit.runs import Run


def test_a_run_learns_from_another_ones_readings(trained: Run, folds: Folds, tmp_path: Path) -> None:
    shutil.copytree(trained.folder, tmp_path / "member")
    # Nothing but the teacher's readings says what these faces show.
    shuffled = np.random.default_rng(0).permutation(folds.train.labels)
    taught = replace(folds, train=replace(folds.train, labels=shuffled))
    history = fit(tiny(epochs=4, vote_share=1.0, teachers=["member"]), taught, Run(tmp_path / "pupil"))
    assert history[-1]["validation_accuracy"] > 0.5
    with pytest.raises(TrainingError, match="nobody holds no training run"):
        fit(tiny(vote_share=1.0, teachers=["nobody"]), folds, Run(tmp_path / "third"))


def test_a_run_learns_what_other_readers_say(folds: Folds, tmp_path: Path) -> None:
    shuffled = np.random.default_rng(1).permutation(folds.train.labels)
    said = [
        f"{name},{','.join('1' if c == label else '0' for c in range(7))}"
        for name, label in zip(folds.train.names, folds.train.labels, strict=True)
    ]
    (tmp_path / "said.csv").write_text("\n".join([f"picture,{','.join(EXPRESSIONS)}", *said]) + "\n")
    recipe = {"vote_share": 1.0, "readings": [str(tmp_path / "said.csv")], "readings_share": 1.0}
    taught = replace(folds, train=replace(folds.train, labels=shuffled))
    history = fit(tiny(epochs=4, **recipe), taught, Run(tmp_path / "pupil"))
    assert history[-1]["validation_accuracy"] > 0.5
    (tmp_path / "said.csv").write_text("picture,angry,happy\nelsewhere,1,0\n")
    with pytest.raises(TrainingError, match=r"said\.csv reads none of the training pictures"):
        fit(tiny(**recipe), folds, Run(tmp_path / "unheard"))


@pytest.mark.usefixtures("step_by_step")
def test_a_run_that_goes_on_asks_its_teachers_no_second_time(trained: Run, folds: Folds, tmp_path: Path) -> None:
    run, recipe = Run(tmp_path / "pupil"), {"vote_share": 1.0, "teachers": ["member"], "steps": 1}
    member = Path(shutil.copytree(trained.folder, tmp_path / "member"))
    fit(tiny(epochs=1, **recipe), folds, run)
    (member / "member.weights.h5").unlink()
    assert len(fit(tiny(epochs=2, **recipe), folds, run)) == 2


def test_teachers_that_nobody_would_hear_are_refused(trained: Run, folds: Folds, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="vote_share: set it above 0"):
        fit(tiny(teachers=[str(trained.folder)], vote_share=0), folds, Run(tmp_path / "unheard"))
