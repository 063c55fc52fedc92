from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks import copies_between_folds


def _write(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels)


def test_a_copy_counts_as_looked_up_and_another_face_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, other, new = np.random.default_rng(1).integers(0, 256, (3, 48, 48)).astype(np.uint8)
    _write(tmp_path / "train" / "happy" / "1.png", known)
    _write(tmp_path / "train" / "sad" / "2.png", other)
    _write(tmp_path / "validation" / "happy" / "3.png", known)
    _write(tmp_path / "validation" / "happy" / "4.png", new)
    monkeypatch.setattr(sys, "argv", ["copies", "--data", str(tmp_path)])
    assert copies_between_folds.main() == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2 faces, 1 of them (50.0%) with a copy among 2 to learn from"
    figures = {line[:24].strip(): float(line[24:]) for line in told[1:]}
    assert figures["of the copies' labels"] == 1.0
    assert figures["with copies looked up"] == (1.0 + figures["on faces without a copy"]) / 2
