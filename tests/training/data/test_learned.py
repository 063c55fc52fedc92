"""What a member learned from is known by checksums."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.data.learned import read_learned
from training.errors import TrainingError


def test_damaged_checksums_of_what_was_learned_are_said(tmp_path: Path) -> None:
    (tmp_path / "learned.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(TrainingError, match=r"learned\.txt is damaged"):
        read_learned(tmp_path)
