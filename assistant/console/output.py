"""The assistant without a window: captions on standard output, speech where there is a voice."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.capture.recordings import pictures_in
from assistant.adapters.desktop.activity import Activity
from assistant.adapters.models.face_reader import FaceReader
from assistant.console.cue_output import Show, open_cue_output
from assistant.errors import FAILED, SourceError
from assistant.events import Event, Frame, NoticeEvent, Observation, Priority
from assistant.messages import say
from assistant.pipeline import Pipeline
from assistant.ports import Source
from assistant.runtime import batch
from assistant.runtime.batch_progress import Progress
from assistant.runtime.event_log import STANDARD_OUTPUT, EventLog, open_recorder
from assistant.runtime.output_options import OutputOptions
from assistant.runtime.photos import read_photo
from assistant.runtime.source_runner import run_session
from assistant.settings import Settings
from assistant.system import ending, stdio

_PROGRESS = 10.0  # s between two words of how far a long recording has come


def watch(source: Source, settings: Settings, options: OutputOptions, last_words: str = "") -> int:
    """Read a source to its end, telling each cue and notice as it comes.

    Args:
        options: where events and phrases go.
        last_words: told when the source has ended.

    Raises:
        AssistantError: the source, the models, or the events' file cannot be used; what came before is written.
    """
    last: float | None = None
    with ExitStack() as stack:
        recorder = stack.enter_context(open_recorder(options.events, options.with_frames))
        pipeline = Pipeline(FaceReader(), settings.cue_preferences)
        output = open_cue_output(options.speech, settings, _captions(options.events), stdio.note)
        stopped = threading.Event()
        stack.callback(lambda: output.finish(at_once=stopped.is_set()))
        stack.enter_context(ending.graceful_stop(stopped.set))
        activity = Activity()
        activity.hold(working=True)
        stack.callback(activity.hold, working=False)

        def on_observation(_: Frame, observation: Observation) -> None:
            nonlocal last
            last = observation.time
            recorder.observation(observation)
            for event in observation.events:
                output.announce(event)

        def on_event(event: Event) -> None:
            recorder.event(event)
            output.announce(event)

        try:
            run_session(source, pipeline, on_observation, on_event, stopped, silence=output.silence)
            if last_words and not stopped.is_set():
                output.announce(NoticeEvent(last or 0.0, last_words))
        except SourceError as error:
            if last is not None:
                on_event(NoticeEvent(last, str(error), Priority.ERROR))
            raise
    return 0


def describe_photos(files: Sequence[Path], settings: Settings, events: str | None) -> int:
    """Describe the faces of each picture, from left to right.

    Raises:
        AssistantError: a picture cannot be read (the others are described all the same), the models or
            the events' file cannot be used.
    """
    failure: SourceError | None = None
    with ExitStack() as stack:
        log = stack.enter_context(EventLog(events)) if events else None
        reader = FaceReader()
        show = _captions(events)
        for file in files:
            try:
                if os.path.isdir(file):  # noqa: PTH112 # Path.is_dir fails in a closed folder
                    pictures_in(file)  # it has none, and says so
                pixels = read_picture(file)
            except SourceError as error:
                if failure:
                    stdio.note(str(failure))
                failure = error
                continue
            photo = read_photo(reader, pixels, settings.cue_preferences)
            show(say("list.entry", heading=file, words=photo.words) if len(files) > 1 else photo.words)
            if log:
                log.begin()
                for entry in photo.entries(str(file)):
                    log.write(entry)
    if failure:
        raise failure
    return 0


def save_events(
    recordings: Sequence[Path], settings: Settings, folder: Path, form: batch.Format, overwrite: bool, film: bool
) -> int:
    """Save the events of each recording in `folder`, telling how far it has come, and on standard error what is wrong.

    Returns:
        The exit code: 0, or 2 where something was wrong with a recording; one sentence for each says what.

    Raises:
        AssistantError: nothing can be written in the folder, or the models cannot be used.
    """
    jobs = batch.plan(recordings, folder, form)
    progress = Progress(_PROGRESS)
    stopped = threading.Event()
    steps = batch.save_events(FaceReader(), jobs, settings.cue_preferences, form, overwrite=overwrite, film=film)
    with ending.graceful_stop(stopped.set), closing(steps):
        for step in steps:
            tell = stdio.note if isinstance(step, batch.Ended) and step.complaint else _print
            if words := progress.words(step):
                tell(words)
            if stopped.is_set():
                break
        _print(progress.summary(stopped=stopped.is_set()))
    return FAILED if progress.troubled or progress.kept else 0


def _captions(events: str | None) -> Show:
    # Where events go to standard output they carry the texts themselves.
    return _silent if events == STANDARD_OUTPUT else _print


def _print(text: str) -> None:
    print(text, flush=True)


def _silent(_: str) -> None:
    pass
