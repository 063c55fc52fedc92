"""`python -m assistant`, installed also as `expression-assistant`."""

from __future__ import annotations

import sys

try:
    from typing import NoReturn

    from assistant.system import ending, stdio
except KeyboardInterrupt:  # while nobody watches the signals yet
    sys.exit(130)


def run() -> NoReturn:
    """The command line as a program of its own, from its first moment to its last."""
    stdio.open_closed()
    ending.watch_signals()
    code = 1
    try:
        # The speech process imports this module anew, and needs nothing of what the command line needs.
        from assistant.cli import main  # noqa: PLC0415 # once signals and memory are as they are to be
        from assistant.system.allocator import keep_few_arenas  # noqa: PLC0415 # likewise
        from assistant.system.library_log import discard  # noqa: PLC0415 # likewise

        keep_few_arenas()
        discard()
        code = main()
    except SystemExit as asked:  # by the reader of the command line's arguments
        code = asked.code if isinstance(asked.code, int) else 1
    except Exception as error:
        sys.excepthook(*sys.exc_info())
        if sys.stderr is None:  # a window that Windows started: nobody has seen it
            from assistant import messages  # noqa: PLC0415 # likewise

            stdio.complain(messages.say("error.unexpected", detail=repr(error)))
    finally:
        ending.leave(code)


if __name__ == "__main__":
    run()
