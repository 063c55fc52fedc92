"""A drawn clip as a source: every frame at the clip's own time, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.adapters.capture.drawn_source import SIZE, DrawnSource
from assistant.drawn_faces import Identity
from assistant.drawn_faces.animation import Clip
from assistant.ports import Pace


def test_at_the_fast_pace_every_frame_comes_at_its_own_time() -> None:
    source = DrawnSource("fast", Clip(Identity.random(1), duration=0.2), rate=10)
    frames, again = list(source.frames()), list(source.frames())
    assert [frame.time for frame in frames] == pytest.approx([0.0, 0.1])
    assert {frame.pixels.shape for frame in frames} == {(SIZE[1], SIZE[0], 3)}
    assert all(np.array_equal(one.pixels, other.pixels) for one, other in zip(frames, again, strict=True))


@pytest.mark.parametrize("pace", ["fast", "live"])
def test_a_clip_begins_at_once_and_ends_within_its_time(pace: Pace) -> None:
    times = [frame.time for frame in DrawnSource(pace, Clip(Identity.random(1), duration=0.05), rate=40).frames()]
    assert times[0] == 0
    assert times == sorted(set(times))
    assert times[-1] < 0.05
