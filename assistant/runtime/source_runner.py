"""Run a source through a pipeline until it ends or is stopped: the loop under the window and the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant import messages
from assistant.errors import SourceError
from assistant.events import Event, Frame, NoticeEvent, Observation, Priority
from assistant.pipeline import Pipeline
from assistant.ports import Source

_RETRY = 2.0  # s between two tries to open a lost camera


def run_session(
    source: Source,
    pipeline: Pipeline,
    on_observation: Callable[[Frame, Observation], None],
    on_event: Callable[[Event], None],
    stopped: threading.Event,
    on_lost: Callable[[], None] = lambda: None,
) -> None:
    """Feed the source's frames to the pipeline; returns when the source ends or `stopped` is set.

    A camera that is lost while it runs is said once and tried again until it is back; who was in view has left.

    Args:
        on_observation: takes each frame that was read and what it brought about.
        on_event: takes what comes about between frames: a lost camera, and what the last picture tells.
        on_lost: is told of the loss before its events are.

    Raises:
        SourceError: the source cannot be opened, or broke off for good.
    """
    last: float | None = None
    lost = False
    while not stopped.is_set():
        try:
            for frame in source.frames():
                if lost:
                    lost = False
                    on_event(NoticeEvent(frame.time, messages.say("source.camera_back"), Priority.ERROR))
                last = frame.time
                on_observation(frame, pipeline.step(frame.pixels, frame.time))
                if stopped.is_set():
                    return
            for event in pipeline.finish():
                on_event(event)
            return
        except SourceError as error:
            if not source.returns or last is None:
                raise
            if not lost:
                lost = True
                on_lost()
                for event in (NoticeEvent(last, str(error), Priority.ERROR), *pipeline.lose_sight()):
                    on_event(event)
            stopped.wait(_RETRY)
