"""What is known of the data behind a prepared set, for the model card."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from training.data.faces import Faces
from training.data.prepared import Folds, read_summary

_PUBLIC_TEST = range(28_638, 32_298)
"""The numbers in the names of that fold's faces, whether FER2013's rows were counted or, as by FERPlus, the fewer
ones with a name."""

_NUMBERED, _DRAWN = re.compile(r"(?:fer|row)(\d{7})"), re.compile(r"drawn-\d+")


def provenance(data: Path, folds: Folds) -> dict[str, Any]:
    """What is known of the prepared set `data`, ready for JSON.

    Returns:
        "sources" and "faces" as `training prepare` wrote them; whether it is "fer2013" with its own folds; for each
        fold how many faces FERPlus's annotators "voted" on; and how many faces this project has "drawn".
    """
    summary = read_summary(data)
    return {
        "sources": summary["sources"],
        "faces": summary["faces"],
        "fer2013": all(_is_public_test(name) for name in folds.validation.names),
        "voted": {name: _voted(fold) for name, fold in (("train", folds.train), ("validation", folds.validation))},
        "drawn": sum(bool(_DRAWN.fullmatch(name)) for name in folds.train.names),
    }


def _is_public_test(name: str) -> bool:
    numbered = _NUMBERED.fullmatch(name)
    return numbered is not None and int(numbered[1]) in _PUBLIC_TEST


def _voted(faces: Faces) -> int:
    return int(faces.votes.any(axis=1).sum())
