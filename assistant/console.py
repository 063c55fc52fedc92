"""The assistant without a window: captions on standard output, speech where there is a voice."""

from __future__ import annotations

import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from assistant import messages
from assistant.adapters.recordings import read_picture
from assistant.adapters.sources import Source
from assistant.cues.answers import describe
from assistant.errors import AssistantError, SourceError
from assistant.event_log import STANDARD_OUTPUT, EventLog, EventRecorder
from assistant.events import CueEvent, Event, ExpressionEvent, FaceEvent, Frame, NoticeEvent, Observation, Priority
from assistant.expressions import EXPRESSIONS
from assistant.pipeline import Pipeline
from assistant.session import run_session
from assistant.telling import Teller, open_teller


def watch(source: Source, events: str | None, with_frames: bool, speech: str) -> int:
    """Read a source to its end, telling each cue and notice as it comes.

    Args:
        events: where events go as JSON lines: a path, "-", or None.
        with_frames: also write the readings of every frame.
        speech: "on", "off", or the folder for each phrase's WAV.

    Raises:
        AssistantError: the source, the models, or the events' file cannot be used.
    """
    with ExitStack() as stack:
        recorder = EventRecorder(stack.enter_context(EventLog(events)) if events else None, with_frames)
        pipeline = stack.enter_context(Pipeline())
        teller = stack.enter_context(open_teller(speech, show=_caption(events)))
        last = 0.0

        def on_observation(_: Frame, observation: Observation) -> None:
            nonlocal last
            last = observation.time
            recorder.observation(observation)
            for event in observation.events:
                teller.tell(event)

        def on_notice(notice: NoticeEvent) -> None:
            recorder.event(notice)
            teller.tell(notice)

        try:
            run_session(source, pipeline, on_observation, on_notice, threading.Event())
        except SourceError as error:
            on_notice(NoticeEvent(last, str(error), Priority.ERROR))
            raise
        finally:
            teller.finish()
    return 0
