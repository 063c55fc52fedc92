"""Where the events of a session are written as they come: a file, a pipe or standard output, as JSON lines."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any

from assistant import messages
from assistant.errors import OutputError
from assistant.events import Event, Observation
from assistant.runtime.event_formats import as_json_lines, frame_to_dict, to_dict
from assistant.runtime.line_file import LineFile
from assistant.system.folder_walk import has_suffix
from assistant.system.media_files import PICTURE_SUFFIXES

STANDARD_OUTPUT = "-"


class EventLog:
    """Writes JSON lines to a file or to standard output, each at once. Use it as a context manager.

    What was in the file stays until `begin` or the first line: what is to be read may turn out not to be there. Who is
    killed meanwhile may leave a last line without its end, which is to be passed over.

    Args:
        target: a path, or "-" for standard output.

    Raises:
        OutputError: the file cannot be written, or another run is writing it.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        if target == STANDARD_OUTPUT and sys.stdout is None:
            raise self._unwritable(OSError(errno.EBADF, os.strerror(errno.EBADF)))
        try:
            self._lines = None if target == STANDARD_OUTPUT else LineFile(target)
        except BlockingIOError as error:
            raise OutputError(messages.say("error.events_file_in_use", file=target)) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def begin(self) -> None:
        """Empty the file of what was in it: there is something to tell now, if only that nothing happened.

        Raises:
            OutputError: the file cannot be written.
        """
        try:
            if self._lines:
                self._lines.begin()
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, entry: dict[str, Any]) -> None:
        """Append one JSON object as a line.

        Raises:
            OutputError: the file cannot be written; the lines before it are whole.
            OSError: standard output cannot be written.
        """
        line = as_json_lines([entry])
        if self._lines is None:
            # The command line has words for what happens to standard output, captions included.
            sys.stdout.write(line)
            sys.stdout.flush()
            return
        try:
            # A file's name need not be UTF-8.
            self._lines.add(line.encode(errors="replace"))
        except BrokenPipeError:
            raise  # the reader has closed the pipe, and needs no sentence
        except OSError as error:
            raise self._unwritable(error) from error

    def __enter__(self) -> EventLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lines:
            self._lines.close()

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(messages.say("error.file_unwritable", file=self._target, detail=error.strerror))


class EventRecorder:
    """Writes what a session brings about into a log, if there is one.

    Args:
        with_frames: also write the readings of every frame.

    Attributes:
        broken: whether it was ended because the log could not be written.
    """

    def __init__(self, log: EventLog | None, with_frames: bool = False) -> None:
        self._log, self._with_frames = log, with_frames
        self.broken = False

    def end(self) -> None:
        """Write nothing more, because the log cannot be written."""
        self._log, self.broken = None, True

    def observation(self, observation: Observation) -> None:
        """Write the events of one frame, and its readings where they are asked for."""
        if log := self._log:  # another thread may end it meanwhile
            log.begin()
            if self._with_frames:
                log.write(frame_to_dict(observation))
        for event in observation.events:
            self.event(event)

    def event(self, event: Event) -> None:
        """Write one event."""
        if log := self._log:
            log.write(to_dict(event))


@contextmanager
def open_recorder(target: str | None, with_frames: bool) -> Iterator[EventRecorder]:
    """A recorder whose log is open meanwhile; without a target it writes nothing. See `EventLog` and `EventRecorder`.

    Raises:
        OutputError: the file cannot be written, or another run is writing it.
    """
    with EventLog(target) if target else nullcontext() as log:
        yield EventRecorder(log, with_frames)


def require_apart(target: str | None, sources: Iterable[Path]) -> None:
    """Refuse to write the events over what is to be read: the file would be emptied while it is read.

    Raises:
        OutputError: the target is one of the sources, or a picture in a folder of them.
    """
    if not target or not os.path.isfile(target):  # noqa: PTH113 # Path.is_file fails in a closed folder
        return
    picture = has_suffix(target, PICTURE_SUFFIXES)
    for source in filter(os.path.exists, sources):
        if os.path.samefile(source, target) or (picture and os.path.samefile(source, Path(target).parent)):  # noqa: PTH121 # as text, like the line above
            raise OutputError(messages.say("error.events_over_source", file=target))
