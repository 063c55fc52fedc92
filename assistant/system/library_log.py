"""What libraries write past our own words: kept from the console in a file, which goes unless an error names it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, TextIO

from assistant.system import stdio
from assistant.system.own_data import TEMPORARY


class _LibraryLog:
    """The one file of this process.

    Attributes:
        path: of the file, empty where there is none.
        handler: writes log lines to it.
        wanted: whether an error has named it.
    """

    path = ""
    handler: logging.StreamHandler[TextIO] | None = None
    wanted = False


_LOG = _LibraryLog()


def discard() -> None:
    """From now on what libraries write goes nowhere: for programs that write nothing unless they are asked to."""
    stdio.keep_from_libraries()
    logging.getLogger().addHandler(logging.NullHandler())
    # Without a handler of its own nothing would show what our own threads report.
    logging.getLogger("assistant").addHandler(logging.StreamHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def begin() -> None:
    """From now on, until `end`, what libraries write goes to the file, their log lines and warnings as well."""
    descriptor, _LOG.path = tempfile.mkstemp(prefix=TEMPORARY, suffix=".log")
    os.close(descriptor)
    stdio.keep_from_libraries(_LOG.path)
    handler = _LOG.handler = logging.StreamHandler(
        os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(capture=True)
    # On a full disk the file stays short, and nobody needs a traceback of logging itself for that.
    logging.raiseExceptions = False
    # What is shown nowhere else may be shown in full.
    warnings.simplefilter("default")


def run_quietly(main: Callable[[], int | None]) -> NoReturn:
    """Run a command as a program; what libraries write is kept from its console, and named where it fails."""
    stdio.open_closed()
    code: int | str | None = 1
    try:
        begin()
        code = main()
    except SystemExit as asked:
        code = asked.code
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except Exception:
        sys.excepthook(*sys.exc_info())
        stdio.note(log_notice().strip())
    finally:
        end()
    sys.exit(code)


def log_notice() -> str:
    """A sentence that tells where the file is, which is then kept; nothing where the libraries wrote nothing."""
    with suppress(OSError):
        if _LOG.path and os.path.getsize(_LOG.path):  # noqa: PTH202 # as text
            _LOG.wanted = True
            return f" What the libraries wrote is in {_LOG.path}."
    return ""


def end() -> None:
    """Remove the file, unless an error has named it."""
    if _LOG.path and not _LOG.wanted:
        with suppress(OSError):
            # Windows removes no file that is open.
            stdio.send_libraries_to(os.devnull)
            if _LOG.handler:
                logging.getLogger().removeHandler(_LOG.handler)
                _LOG.handler.stream.close()
            os.unlink(_LOG.path)  # noqa: PTH108 # as text
