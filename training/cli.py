"""The command line of `python -m training`."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from assistant.errors import FAILED
from assistant.installation import is_missing_library, missing_library
from assistant.system import stdio
from training.errors import TrainingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or `FAILED` with one sentence on standard error."""
    stdio.use_utf8()
    try:
        # A missing library of the training extra is one sentence, too.
        from training.commands.backend import require_backend
        from training.progress import Console

        _log_to(Console())
        options = make_parser().parse_args(arguments)
        require_backend()
        options.run(options)
        if sys.stdout:  # it may be closed
            sys.stdout.flush()
    except TrainingError as error:
        stdio.note(str(error))
        return FAILED
    except ImportError as error:
        if _is_interrupted(error):
            return _stopped()
        stdio.note(_missing(error))
        return FAILED
    except OSError as error:
        _complain(error)
        return FAILED
    except KeyboardInterrupt:
        return _stopped()
    return 0


def _stopped() -> int:
    stdio.note("Stopped: repeat the command to go on.")
    return 130


def _log_to(console: logging.Handler) -> None:
    """Show our own log lines, and leave those of libraries to whoever listens to the root."""
    ours = logging.getLogger("training")
    ours.setLevel(logging.INFO)
    ours.handlers[:] = [console]


def _complain(error: OSError) -> None:
    if stdio.ran_full(error):
        stdio.note(f"Standard output cannot be written ({error.strerror}): send it to another place.")
        stdio.silence()
    elif stdio.reader_left(error):
        stdio.silence()
    else:
        stdio.note(f"{error.filename or 'A file'} cannot be read or written: {error.strerror or error}.")


def _is_interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C came while a library was being loaded, which some of them take for a failure of theirs."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _missing(error: ImportError) -> str:
    if is_missing_library(error):
        return str(missing_library(error))
    return f"A library cannot be loaded ({error}): install it with 'pip install \"expression-assistant[training]\"'."


def make_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    from training.commands import COMMANDS

    parser = argparse.ArgumentParser(prog="python -m training", description="Train the assistant's expression models.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        name = command.__name__.rpartition(".")[2]
        help_text = (command.__doc__ or "").strip().splitlines()[0]
        one = subparsers.add_parser(name, help=help_text, description=help_text)
        command.add_arguments(one)
        one.set_defaults(run=command.run)
    return parser
