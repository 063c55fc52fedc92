"""Run `python -m training`."""

from __future__ import annotations

import os

from assistant.system.ending import exit_on_signals
from assistant.system.library_log import run_quietly


def main() -> int:
    """The command line; its libraries are loaded once they are kept from the console."""
    from training.cli import main as command

    return command()


if __name__ == "__main__":
    exit_on_signals()
    # Their infos tell nothing that could help, and fill the file.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    run_quietly(main)
