"""Two users of Orca, who go by what it says: `first` starts the program for the first time, `clip` has a recording."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from listener import Listener

PAGES = (
    ("ctrl+5", "Settings", "Read the controls aloud", "who use no screen reader"),
    ("ctrl+4", "Log", "Keep an event log", "never a picture"),
    ("ctrl+3", "Practice", "Begin", "no score"),
)
"""A page's key, its name, its first control, and the last words of that one's help."""


def first(user: Listener) -> None:
    """Hear the welcome to its end, say so by a key, and leave the steps."""
    user.hear("Welcome.")
    user.hear("Press Space if you hear this.")
    user.hear("Otherwise it is said again in another way.")
    user.hear("I hear this")
    user.press("shift+Tab")
    user.hear("Press Space if you hear this.")
    user.press("Down")
    user.hear("way.")
    user.press("Tab")
    user.hear("I hear this")
    user.press("Return")
    user.hear("Who speaks?")
    user.hear("Choose here")
    for key, page, control, help_words in PAGES:
        user.press(key)
        user.hear(help_words)
        if user.said_times(page) != 1 or not user.said_before(page, control):
            raise SystemExit(f"the page's name does not come once, before the focus\n{user.transcript()}")


def clip(user: Listener) -> None:
    """Hear a change of the face, whichever is not drowned by what Orca says itself, and ask for the status."""
    user.hear_both("looks")
    user.press("s")
    user.hear("Reading.")
    user.press("m")
    user.hear("Muted.")


def main() -> None:
    """The user who is asked for."""
    user = Listener(Path(sys.argv[1]) / "spoken.txt")
    {"first": first, "clip": clip}[os.environ["USER_OF_ORCA"]](user)
    print(user.transcript())
    user.press("ctrl+q")


main()
