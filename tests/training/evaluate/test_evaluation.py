from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.data.prepared import Folds
from training.evaluate.evaluation import evaluate, load_ensemble, probabilities


def test_groups_are_scored_by_themselves(shipped: Path, folds: Folds) -> None:
    ensemble, faces = load_ensemble(shipped), folds.train
    women = np.arange(len(faces)) % 3 == 0
    groups = [("women", "everybody") if woman else ("men", "everybody") for woman in women]
    groups[1] = ("men", "everybody", "few")
    scores = evaluate(ensemble, faces, groups)
    assert set(scores["groups"]) == {"women", "men"}, "neither all faces nor a single one can be compared"
    right = probabilities(ensemble, faces.pixels).argmax(axis=1) == faces.labels
    assert scores["groups"]["women"]["accuracy"] == pytest.approx(right[women].mean())
    assert scores["groups"]["men"]["images"] == (~women).sum()
    assert "groups" not in evaluate(ensemble, faces)


def test_what_is_told_follows_the_thresholds_of_the_ensemble(shipped: Path, folds: Folds) -> None:
    ensemble, faces = load_ensemble(shipped), folds.validation
    scores = evaluate(ensemble, faces)
    read = probabilities(ensemble, faces.pixels)
    heard = read.max(axis=1) >= np.array(ensemble.manifest.abstain)[read.argmax(axis=1)]
    assert scores["told"] == pytest.approx(heard.mean())
    assert scores["told_accuracy"] == pytest.approx((read.argmax(axis=1) == faces.labels)[heard].mean())
