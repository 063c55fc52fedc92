from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.adapters.models.litert import Network
from assistant.errors import FAILED
from assistant.imaging import FRAME, standardise
from training.cli import main
from training.data.covers import with_covers
from training.data.sources.drawn import drawn_faces, write_class_folders
from training.fit import mouth_cover
from training.fit.mouth_cover import fit, score


def _drawn(people: int, first: int) -> np.ndarray:
    return np.stack([face.pixels for face in drawn_faces(people, first=first)])


@pytest.fixture(scope="module")
def drawn_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cover")
    write_class_folders(20, folder / "drawn")
    assert main(["prepare", str(folder / "drawn"), "--out", str(folder / "set")]) == 0
    return folder / "set"


def test_covered_mouths_are_learned_and_told_from_other_covers() -> None:
    model = fit(_drawn(40, first=100), epochs=12)
    (scores,) = score(model, _drawn(15, first=900), (0.5,))
    assert scores.seen > 0.5
    assert scores.seen > 2 * max(scores.false_alarms, scores.elsewhere)


def test_faces_whose_mouth_is_covered_by_itself_are_learned_from_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    learned = list[int]()

    def covers(faces: np.ndarray, *others: Any) -> tuple[np.ndarray, np.ndarray]:
        learned.append(len(faces))
        return with_covers(faces, *others)

    monkeypatch.setattr(mouth_cover, "with_covers", covers)
    monkeypatch.setattr(mouth_cover, "_probabilities", lambda _, faces: np.linspace(0, 1, len(faces)))
    fit(np.random.default_rng(0).integers(0, 256, (100, FRAME, FRAME), dtype=np.uint8), epochs=4)
    assert learned == [100, 100, 95, 95]


def test_the_command_writes_what_the_assistant_runs(
    drawn_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "mouth_cover.tflite"
    assert main(["cover", "--data", str(drawn_set), "--epochs", "6", "--out", str(out)]) == 0
    assert "validation, from 0.90 on: " in capsys.readouterr().out
    network = Network(out.read_bytes(), out, shape=(1, FRAME, FRAME, 1))
    faces = _drawn(10, first=900)
    covered, _ = with_covers(faces, 1.0, 0.0, np.random.default_rng(0))
    free, hidden = (
        float(np.mean([network(face[np.newaxis])[0].item() for face in standardise(each, FRAME)]))
        for each in (faces, covered)
    )
    assert 0 <= free < hidden <= 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"--epochs": "0"}, "--epochs 0 teaches nothing: give 1 or more."),
        ({"--epochs": "-1"}, "--epochs -1 teaches nothing: give 1 or more."),
        ({"--out": "."}, "--out . is a folder: name a file in it."),
        ({"--data": "nowhere"}, "nowhere"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_learned(
    drawn_set: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    sentence: str,
) -> None:
    monkeypatch.setattr(mouth_cover, "fit", lambda *_: pytest.fail("it trained"))
    options = {"--data": str(drawn_set), "--out": "cover.tflite"} | changed
    assert main(["cover", *(word for pair in options.items() for word in pair)]) == FAILED
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
