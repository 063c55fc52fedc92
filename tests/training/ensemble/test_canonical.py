"""Only grey frames of one side, read as the seven expressions, are for the assistant."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME
from tests.training.conftest import TINY
from training.data.classes import SCHEMES
from training.data.faces import Faces
from training.ensemble.canonical import require_canonical_faces, require_canonical_run
from training.errors import TrainingError
from training.fit.runs import Run


def _faces(*shape: int) -> Faces:
    return Faces.of(np.zeros((1, *shape), np.uint8), [0])


def test_grey_frames_of_the_seven_expressions_are_welcome() -> None:
    require_canonical_faces(_faces(FRAME, FRAME))


@pytest.mark.parametrize(
    "faces",
    [
        _faces(FRAME + 1, FRAME + 1),
        _faces(FRAME, FRAME, 3),
        replace(_faces(FRAME, FRAME), classes=SCHEMES["eight"].classes),
        replace(_faces(FRAME, FRAME), classes=SCHEMES["seven"].classes[::-1]),
    ],
    ids=["larger", "coloured", "with contempt", "in another order"],
)
def test_other_faces_are_refused_with_what_they_are(faces: Faces) -> None:
    words = f"{' × '.join(map(str, faces.pixels.shape[1:]))} as {', '.join(faces.classes)}, and the assistant reads"
    with pytest.raises(TrainingError, match=words):
        require_canonical_faces(faces)


@pytest.mark.parametrize(
    ("network", "fits"),
    [
        ({"size": FRAME}, True),
        ({"size": FRAME + 1}, False),
        ({"channels": 3}, False),
        ({"classes": len(EXPRESSIONS) - 1}, False),
    ],
)
def test_a_run_fits_by_its_recipe(tmp_path: Path, network: dict[str, int], fits: bool) -> None:
    run = Run(tmp_path)
    recipe = replace(TINY, network=replace(TINY.network, **network))  # type: ignore[arg-type] # each key's own type
    run.config_file.write_text(json.dumps(recipe.as_dict()))
    if fits:
        require_canonical_run(run)
    else:
        with pytest.raises(TrainingError, match="only such members can be exported"):
            require_canonical_run(run)
