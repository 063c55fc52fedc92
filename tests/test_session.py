"""The loop under the window and the command line, on the real pipeline and sources made for the test."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.errors import SourceError
from assistant.events import Event, Frame, NoticeEvent, Observation
from assistant.pipeline import Pipeline
from assistant.session import run_session

BLANK = np.full((120, 160, 3), 128, dtype=np.uint8)


class ScriptedSource:
    """Each opening plays the next part of the script: a number of frames, then an end or a failure."""

    def __init__(self, *parts: int, returns: bool, fails: bool) -> None:
        self._parts, self.returns, self._fails = iter(parts), returns, fails
        self._time = 0.0

    def frames(self) -> Iterator[Frame]:
        for _ in range(next(self._parts)):
            self._time += 0.1
            yield Frame(BLANK, self._time)
        if self._fails:
            raise SourceError("the source broke off")


@pytest.fixture(scope="module")
def pipeline() -> Iterator[Pipeline]:
    with Pipeline() as pipeline:
        yield pipeline


def run(source: ScriptedSource, pipeline: Pipeline, stop_after: int | None = None) -> tuple[int, list[Event]]:
    stopped, seen, told = threading.Event(), 0, list[Event]()

    def on_observation(_: Frame, __: Observation) -> None:
        nonlocal seen
        seen += 1
        if seen == stop_after:
            stopped.set()

    run_session(source, pipeline, on_observation, told.append, stopped)
    return seen, told


def test_reads_to_the_end(pipeline: Pipeline) -> None:
    seen, _ = run(ScriptedSource(5, returns=False, fails=False), pipeline)
    assert seen == 5


def test_stops_when_told(pipeline: Pipeline) -> None:
    seen, _ = run(ScriptedSource(50, returns=False, fails=False), pipeline, stop_after=3)
    assert seen == 3


def test_a_recording_that_breaks_off_is_an_error(pipeline: Pipeline) -> None:
    with pytest.raises(SourceError, match="broke off"):
        run(ScriptedSource(2, returns=False, fails=True), pipeline)


def test_a_camera_that_never_gave_a_frame_is_an_error(pipeline: Pipeline) -> None:
    with pytest.raises(SourceError, match="broke off"):
        run(ScriptedSource(0, returns=True, fails=True), pipeline)


def test_a_lost_camera_is_said_once_and_comes_back(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.session._RETRY", 0.01)
    seen, told = run(ScriptedSource(2, 0, 0, 3, returns=True, fails=True), pipeline, stop_after=5)
    assert seen == 5
    notices = [event.text for event in told if isinstance(event, NoticeEvent)]
    assert notices == ["the source broke off", "The camera is back."]
