"""A file that the user named, opened; or the sentence that says why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant import messages
from assistant.errors import SourceError
from assistant.system.bounded_file import NotRegularError, open_regular


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading bytes.

    Raises:
        SourceError: it is something else, or cannot be opened.
    """
    try:
        file = open_regular(path)
    except OSError as error:
        raise unreadable(path, error) from error
    with file:
        yield file


def unreadable(path: Path, error: OSError) -> SourceError:
    """The sentence for the user in place of the system's error."""
    if isinstance(error, NotRegularError):
        return SourceError(messages.say("error.not_a_file", file=path))
    return SourceError(messages.say("error.file_unreadable", file=path, detail=error.strerror or error))
