"""Where the project lies, and the trial material beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SHARED = ROOT.parent / "shared"
"""Trial clips, photos and data, which are no part of the project."""
