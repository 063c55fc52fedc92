"""What a pipeline is told of the room's sound."""

from __future__ import annotations

import pytest

from assistant.events import Observation
from assistant.imaging import Image
from assistant.pipeline import Pipeline


def note_silences(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """The silence that pipelines are told of at each frame from now on; the list grows with them."""
    told: list[float | None] = []
    step = Pipeline.step

    def note(pipeline: Pipeline, frame: Image, now: float, silence: float | None = None) -> Observation:
        told.append(silence)
        return step(pipeline, frame, now, silence)

    monkeypatch.setattr(Pipeline, "step", note)
    return told
