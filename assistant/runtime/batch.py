"""The events of many recordings, each recording's in a file of its own; a bad recording hinders none of the others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.capture.recordings import FolderSource, Recording, pictures_broken, pictures_in
from assistant.adapters.capture.sources import recording
from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.errors import OutputError, SourceError
from assistant.events import CueEvent, Event, NoticeEvent, Priority
from assistant.messages import say
from assistant.pipeline import Pipeline
from assistant.runtime.batch_names import names_for
from assistant.runtime.event_formats import as_csv, as_json, to_dict
from assistant.runtime.photos import read_photo
from assistant.system.atomic_file import remove_parts, write_atomically
from assistant.system.file_names import is_there


class _AlreadyThereError(OutputError):
    """A file that may not be replaced."""


class Format(StrEnum):
    """How events are written; the value is the suffix of the file."""

    CSV = "csv"
    JSON = "json"


_EMPTY = "batch.folder_empty"

_WRITERS: dict[Format, Callable[[Sequence[dict[str, Any]]], str]] = {Format.CSV: as_csv, Format.JSON: as_json}


@dataclass(frozen=True, slots=True)
class Job:
    """One recording, and where its events go.

    Attributes:
        recording: a video file or a folder of pictures.
        target: the file of its events.
        number: of this job, from 1.
        count: of all jobs.
    """

    recording: Path
    target: Path
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A recording is about to be read."""

    job: Job


@dataclass(frozen=True, slots=True)
class Underway:
    """One more frame was read; `time` is the frame's, in seconds of the recording."""

    job: Job
    time: float


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """One more photo of a recording that is a folder of them, or a single one, is done with.

    Attributes:
        job: the recording's.
        number: of this photo, from 1.
        count: of the recording's photos.
    """

    job: Job
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A recording is done with.

    Attributes:
        saved: whether its events are in their file.
        complaint: the sentence that says what was wrong with it, empty where nothing was. What came before a
            recording broke off is saved all the same.
        kept: whether what was wrong is that its file was there already, as after a run that was stopped.
    """

    job: Job
    saved: bool
    complaint: str
    kept: bool = False


Step: TypeAlias = Begun | Underway | PhotoRead | Ended


def plan(recordings: Sequence[Path], folder: Path, form: Format) -> list[Job]:
    """A job for each recording, its events in a file of `folder` that is named after it.

    What an earlier run left unfinished in the folder is removed.

    Raises:
        OutputError: the folder cannot be made, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b" ")  # better now than after an hour of reading; on a full disk an empty file can be made
        remove_parts(folder)
    except OSError as error:
        raise OutputError(say("error.file_unwritable", file=folder, detail=error.strerror)) from error
    named = zip(recordings, names_for(recordings), strict=True)
    return [
        Job(path, folder / f"{name}.{form.value}", number, len(recordings))
        for number, (path, name) in enumerate(named, 1)
    ]


def save_events(
    reader: FaceReader,
    jobs: Iterable[Job],
    preferences: CuePreferences,
    form: Format,
    *,
    overwrite: bool = False,
    film: bool = False,
) -> Generator[Step]:
    """Read each recording as fast as it goes, at its own time, and save its events when it has ended.

    Yields each step as it happens. Closing the generator ends it there: what was saved stays, and of
    the recording being read nothing is written. The same recordings give the same files, to the byte.

    Args:
        reader: lends the models.
        jobs: as `plan` makes them.
        preferences: how cues are told.
        form: of the files.
        overwrite: whether a file that is there already is replaced.
        film: whether the pictures of a folder follow each other as a film, one a second, and not each is a photo; a
            single one then is a recording that stands still.

    Raises:
        ModelError: the models cannot be used.
        InstallationError: the system lacks a library.
    """
    for job in jobs:
        yield Begun(job)
        try:
            _require_free(job.target, overwrite)
            source = _open(job.recording)
            photos = not film and not isinstance(source, VideoSource)
            entries, complaint = (
                yield from _read_photos(reader, job, preferences) if photos else _read(reader, job, source, preferences)
            )
            _require_free(job.target, overwrite)  # it may have come while the recording was read
            _write(job.target, _WRITERS[form](entries))
        except (SourceError, OutputError) as error:
            kept = isinstance(error, _AlreadyThereError)
            yield Ended(job, saved=False, complaint=error.sentence, kept=kept)
        except OSError as error:
            complaint = say("error.file_unreadable", file=Path(error.filename or job.recording), detail=error.strerror)
            yield Ended(job, saved=False, complaint=complaint)
        else:
            yield Ended(job, saved=True, complaint=complaint)


def _read(
    reader: FaceReader, job: Job, source: Recording, preferences: CuePreferences
) -> Generator[Step, None, tuple[list[dict[str, Any]], str]]:
    """What the job's file is to hold, and what is wrong with the recording, if only after its first frame."""
    events: list[Event] = []
    last: float | None = None
    complaint = ""
    pipeline = Pipeline(reader, preferences)
    try:
        for frame in source.frames():
            events += pipeline.step(frame.pixels, frame.time).events
            last = frame.time
            yield Underway(job, last)
        events += pipeline.finish()
    except SourceError as error:
        if last is None:
            raise
        complaint = error.sentence
        events.append(NoticeEvent(last, complaint, Priority.ERROR))
    return [_entry(event) for event in events], complaint


def _read_photos(
    reader: FaceReader, job: Job, preferences: CuePreferences
) -> Generator[Step, None, tuple[list[dict[str, Any]], str]]:
    """What the file of a photo, or a folder of them, is to hold, and which of them are none."""
    entries: list[dict[str, Any]] = []
    broken: list[str] = []
    folder = job.recording.is_dir()
    files = pictures_in(job.recording, _EMPTY) if folder else [job.recording]
    for number, file in enumerate(files, 1):
        try:
            picture = read_picture(file)
        except SourceError:
            if not folder:
                raise
            broken.append(file.name)
        else:
            entries += read_photo(reader, picture, preferences).entries(file.name)
        yield PhotoRead(job, number, len(files))
    if not broken:
        return entries, ""
    error = pictures_broken(job.recording, broken)
    if not entries:
        raise error
    return [*entries, to_dict(NoticeEvent(0.0, error.sentence, Priority.ERROR))], error.sentence


def _open(path: Path) -> Recording:
    if not is_there(path):
        raise SourceError(say("batch.missing", name=path))
    return FolderSource(path, _EMPTY) if path.is_dir() else recording(path)


def _entry(event: Event) -> dict[str, Any]:
    """The event as the command contract writes it; a cue with its certainty, so that its line says all."""
    entry = to_dict(event)
    if isinstance(event, CueEvent) and event.certainty is not None:
        entry["probability"] = round(event.certainty, 4)
    return entry


def _require_free(target: Path, overwrite: bool) -> None:
    if not overwrite and target.exists():
        raise _AlreadyThereError(say("batch.exists", file=target))


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text, private=True)
    except OSError as error:
        raise OutputError(say("error.file_unwritable", file=path, detail=error.strerror)) from error
