"""A set with too many files is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.data.sources import set_walk
from training.data.sources.opening import read_records
from training.errors import TrainingError


def test_more_files_than_fit_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_walk, "MOST_ENTRIES", 2)
    for number in range(3):
        (tmp_path / f"{number}.png").touch()
    with pytest.raises(TrainingError, match=r"holds more than 2 files: split it into several sets\."):
        list(read_records(tmp_path))
