"""A wall clock that is put forward while a recording is read in real time: nothing reacts to it."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import pytest

from assistant.adapters.capture.sources import open_source
from tests.helpers.faces import write_film

HOUR = 3600.0


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = open_source(str(write_film(tmp_path / "film.avi", frames=20, fps=10)), "live")
    real, hours = time.time, count()
    monkeypatch.setattr("time.time", lambda: real() + next(hours) * HOUR)
    began = time.monotonic()
    times = [frame.time for frame in source.frames() if frame is not None]
    assert time.monotonic() - began >= 1.85
    assert (times[0], times[-1]) == (0.0, pytest.approx(1.9))
