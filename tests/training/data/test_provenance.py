"""What the model card may say of the data behind a set."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.data.faces import Faces
from training.data.prepared import Folds
from training.data.provenance import provenance


def _faces(*names: str) -> Faces:
    return Faces.of(np.zeros((len(names), 48, 48), np.uint8), [0] * len(names), names)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "set.json").write_text(json.dumps({"classes": [], "sources": ["a"], "faces": {"train": {"sad": 3}}}))
    return tmp_path


@pytest.mark.parametrize(
    ("names", "fer2013"),
    [
        (("fer0028638", "row0032297"), True),
        (("fer0028638", "fer0028637"), False),
        (("fer0032298",), False),
        (("fer28700",), False),
        (("myfer0028700",), False),
        (("fer0028700a",), False),
    ],
)
def test_the_validation_fold_tells_fer2013(data: Path, names: tuple[str, ...], fer2013: bool) -> None:
    assert provenance(data, Folds(_faces("1"), _faces("2"), _faces(*names)))["fer2013"] is fer2013


def test_votes_and_drawn_faces_are_counted(data: Path) -> None:
    train, validation = _faces("drawn-1", "drawn-22", "redrawn-3", "drawn-x", "fer1"), _faces("fer0028700")
    votes = train.votes.copy()
    votes[:3, 4] = 1
    known = provenance(data, Folds(replace(train, votes=votes), _faces("drawn-9"), validation))
    assert known["voted"] == {"train": 3, "validation": 0}
    assert known["drawn"] == 2
    assert (known["sources"], known["faces"]) == (["a"], {"train": {"sad": 3}})
