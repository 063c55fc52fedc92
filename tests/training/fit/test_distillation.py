"""What teachers say of the faces is pooled with their labels, and asked for once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.helpers.striped_faces import draw_face
from tests.training.conftest import TINY
from training.data.faces import Faces
from training.errors import TrainingError
from training.fit.distillation import with_teachers
from training.fit.members import load_member, predict_logits
from training.fit.runs import Run
from training.fit.soft_labels import with_logits
from training.networks import build


def _faces(seed: int) -> Faces:
    labels = list(range(7)) * 2
    return Faces.of(np.stack([draw_face(label, seed + place) for place, label in enumerate(labels)]), labels)


_TRAIN, _HELD_BACK = _faces(1), _faces(100)


@pytest.fixture
def members(tmp_path: Path) -> Path:
    """The folder of two teachers with weights of chance, and of a pupil that has not begun."""
    for name in ("one", "other"):
        teacher = Run(tmp_path / name)
        teacher.folder.mkdir()
        teacher.config_file.write_text(json.dumps(TINY.as_dict()))
        build(TINY.network).save_weights(teacher.weights)
    return tmp_path


def test_teachers_are_heard_together(members: Path) -> None:
    made = with_teachers(_TRAIN, _HELD_BACK, Run(members / "pupil"), ["one", "other"])
    logits = [
        np.mean([predict_logits(load_member(Run(members / name)), fold, 40) for name in ("one", "other")], axis=0)
        for fold in (_TRAIN, _HELD_BACK)
    ]
    assert made.votes == pytest.approx(with_logits(_TRAIN, _HELD_BACK, *logits).votes, abs=1e-4)
    alone = with_teachers(_TRAIN, _HELD_BACK, Run(members / "second"), ["one"])
    assert np.abs(alone.votes - made.votes).max() > 1e-3


def test_teachers_are_asked_once_for_the_same_faces(members: Path) -> None:
    run = Run(members / "pupil")
    made = with_teachers(_TRAIN, _HELD_BACK, run, ["one"])
    (members / "one" / "member.weights.h5").unlink()
    assert np.array_equal(with_teachers(_TRAIN, _HELD_BACK, run, ["one"]).votes, made.votes)
    # What they said of other labels or votes, and what was kept in part, counts for nothing.
    votes = _TRAIN.votes.copy()
    votes[0, 4] = 1
    for others in (replace(_TRAIN, labels=_TRAIN.labels[::-1].copy()), replace(_TRAIN, votes=votes)):
        with pytest.raises(TrainingError, match="one is not finished"):
            with_teachers(others, _HELD_BACK, run, ["one"])
    kept = run.folder / "soft_labels.npz"
    kept.write_bytes(kept.read_bytes()[:100])
    with pytest.raises(TrainingError, match="one is not finished"):
        with_teachers(_TRAIN, _HELD_BACK, run, ["one"])


def test_a_teacher_that_is_no_run_is_named(members: Path) -> None:
    with pytest.raises(TrainingError, match="nobody holds no training run"):
        with_teachers(_TRAIN, _HELD_BACK, Run(members / "pupil"), ["one", "nobody"])
