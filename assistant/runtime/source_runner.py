"""Run a source through a pipeline until it ends or is stopped: the loop under the window and the command line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant import messages
from assistant.errors import SourceError
from assistant.events import Event, Frame, NoticeEvent, Observation, Priority
from assistant.pipeline import Pipeline
from assistant.ports import Source

_RETRY = 1.0  # s between two tries to open a lost camera
_PATIENCE = 2.0  # s without a frame after which a camera counts as lost


def run_session(
    source: Source,
    pipeline: Pipeline,
    on_observation: Callable[[Frame, Observation], None],
    on_event: Callable[[Event], None],
    stopped: threading.Event,
    on_lost: Callable[[], None] = lambda: None,
    silence: Callable[[], float | None] = lambda: None,
) -> None:
    """Feed the source's frames to the pipeline; returns when the source ends or `stopped` is set.

    A camera that is lost while it runs is said once and tried again until it is back; who was in view has left. One
    that does not answer is lost, too, even before its first frame.

    Args:
        on_observation: takes each frame that was read and its observation.
        on_event: takes what comes about between frames: a lost camera, and what the last picture tells.
        on_lost: called before the events of the loss.
        silence: seconds since somebody has been heard in this room, None where that is not known. It is asked of each
            frame of a camera; of a recording the room knows nothing.

    Raises:
        SourceError: the source cannot be opened, or broke off for good.
    """
    last: float | None = None
    lost = False

    def lose(sentence: str) -> None:
        nonlocal lost
        if not lost:
            lost = True
            on_lost()
            for event in (NoticeEvent(last or 0.0, sentence, Priority.ERROR), *pipeline.forget_faces()):
                on_event(event)

    while not stopped.is_set():
        heard = time.monotonic()
        try:
            for frame in source.frames():
                if stopped.is_set():
                    return
                if frame is None:
                    if source.returns and time.monotonic() - heard > _PATIENCE:
                        lose(messages.say("error.camera_silent"))
                    continue
                if lost:
                    lost = False
                    on_event(NoticeEvent(frame.time, messages.say("source.camera_back"), Priority.ERROR))
                last = frame.time
                silent = silence() if source.returns else None
                on_observation(frame, pipeline.step(frame.pixels, frame.time, silent))
                if stopped.is_set():
                    return
                heard = time.monotonic()
            for event in pipeline.finish():
                on_event(event)
            return
        except SourceError as error:
            if not source.returns or (last is None and not lost):
                raise
            lose(error.sentence)
            stopped.wait(_RETRY)
