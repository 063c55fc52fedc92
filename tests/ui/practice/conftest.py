"""A deck of pictures for the pages of practice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.practice_window import picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures of two expressions, one of them broken."""
    for name in ("happy/1.png", "happy/2.png", "sad/1.png", "sad/2.png"):
        path = tmp_path / "faces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(120))
    (tmp_path / "faces" / "sad" / "2.png").write_bytes(b"no picture")
    return tmp_path / "faces"
