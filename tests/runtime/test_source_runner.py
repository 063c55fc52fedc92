"""The loop under the window and the command line, on the real pipeline and sources made for the test."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.errors import SourceError
from assistant.events import CueEvent, Event, FaceEvent, Frame, NoticeEvent, Observation, Trouble
from assistant.expressions import Expression
from assistant.imaging import Image
from assistant.pipeline import Pipeline
from assistant.runtime.source_runner import run_session
from tests.helpers.heard import note_silences

BLANK = np.full((120, 160, 3), 128, dtype=np.uint8)


class ScriptedSource:
    """Each opening plays the next part of the script: a number of frames, then an end or a failure."""

    def __init__(self, *parts: int, returns: bool, fails: bool, pixels: Image = BLANK) -> None:
        self._parts, self.returns, self._fails, self._pixels = iter(parts), returns, fails, pixels
        self._time = 0.0

    def frames(self) -> Iterator[Frame]:
        for _ in range(next(self._parts)):
            self._time += 0.1
            yield Frame(self._pixels, self._time)
        if self._fails:
            raise SourceError("the source broke off")


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


@pytest.fixture
def pipeline(reader: FaceReader) -> Pipeline:
    return Pipeline(reader)


def run(source: ScriptedSource, pipeline: Pipeline, stop_after: int | None = None) -> tuple[int, list[Event]]:
    stopped, seen, told = threading.Event(), 0, list[Event]()

    def on_observation(_: Frame, observation: Observation) -> None:
        nonlocal seen
        seen += 1
        told.extend(observation.events)
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
    monkeypatch.setattr("assistant.runtime.source_runner._RETRY", 0.01)
    seen, told = run(ScriptedSource(2, 0, 0, 3, returns=True, fails=True), pipeline, stop_after=5)
    assert seen == 5
    notices = [event.text for event in told if isinstance(event, NoticeEvent)]
    assert notices == ["the source broke off", "The camera is back."]


def test_a_face_has_left_with_the_camera_and_is_told_of_when_it_is_back(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.runtime.source_runner._RETRY", 0.01)
    clip = demo_clip()
    smile = next(second for second in range(200) if clip.shown(second) is Expression.HAPPY) + 1.0
    # Back so soon that face and tracker would be the same: what was told must not keep the smile unsaid.
    source = ScriptedSource(20, 0, 20, returns=True, fails=True, pixels=paint(clip.drawing(smile), 640, 480))
    _, told = run(source, pipeline, stop_after=40)
    kinds = FaceEvent | CueEvent | NoticeEvent
    story = [event.state if isinstance(event, FaceEvent) else event.text for event in told if isinstance(event, kinds)]
    assert story == [
        *("appeared", "looks happy", "the source broke off", "left"),
        *("The camera is back.", "appeared", "looks happy"),
    ]
    assert [event.face for event in told if isinstance(event, FaceEvent)] == [1, 1, 2]


def test_a_covered_lens_is_told_from_an_empty_room(pipeline: Pipeline) -> None:
    black, grey = (np.full((480, 640, 3), level, np.uint8) for level in (3, 90))
    dark, empty = (pipeline.step(frame, now) for frame, now in ((black, 1000.0), (grey, 1000.1)))
    assert (dark.trouble, empty.trouble) == (Trouble.DARK_PICTURE, Trouble.NO_FACE)


def test_the_loss_is_known_before_it_is_told(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.runtime.source_runner._RETRY", 0.01)
    story: list[str] = []
    stopped = threading.Event()

    def on_event(event: Event) -> None:
        story.append(type(event).__name__)
        if len(story) == 3:
            stopped.set()

    source = ScriptedSource(1, 0, 1, returns=True, fails=True)
    run_session(source, pipeline, lambda _, __: None, on_event, stopped, lambda: story.append("lost"))
    assert story == ["lost", "NoticeEvent", "NoticeEvent"]


@pytest.mark.parametrize("live", [True, False])
def test_the_room_is_listened_to_while_its_camera_is_read_and_not_while_a_recording_is(
    pipeline: Pipeline, live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = note_silences(monkeypatch)
    asked = iter((None, 0.0, 2.5))
    source = ScriptedSource(3, returns=live, fails=False)
    run_session(source, pipeline, lambda _, __: None, lambda _: None, threading.Event(), silence=lambda: next(asked))
    assert heard == ([None, 0.0, 2.5] if live else [None] * 3)
