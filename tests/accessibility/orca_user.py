"""Users of Orca, who go by what it says.

`first` starts the program for the first time, `clip` has a recording, `settings` goes through the settings, and
`practice` answers cards.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from listener import Listener

PAGES = (
    ("ctrl+5", "Settings", "Read the controls aloud", "who use no screen reader"),
    ("ctrl+4", "Log", "Keep an event log", "never a picture"),
    ("ctrl+3", "Practice", "Begin", "no score"),
)
"""A page's key, its name, its first control, and the last words of that one's help."""


GROUPS = (
    ("Voice", "Wait for pauses", "shift+Tab"),
    ("What is told", "Movements only", "Tab"),
    ("Look", "Show the picture", "Tab"),
    ("Camera and keys", "Start reading when", "Tab"),
    ("Look", "Calm for the ear", "shift+Tab"),
)
"""Groups of the settings in the order in which they are come to, with the control and the key."""


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
    """Hear a change of the face, whichever is not drowned by what Orca says itself, the status, and a photo."""
    user.hear_both("looks")
    user.press("s")
    user.hear("Reading.")
    user.press("ctrl+2")
    user.hear_all("Photo")
    user.press("space")
    user.hear("One face in view.")
    user.press("m")
    user.hear("Muted.")


def settings(user: Listener) -> None:
    """Go through the settings: the page, then each group, is named once, and so is what a box holds."""
    user.hear_all("Start reading")
    user.press("ctrl+5")
    heard_once(user, "Settings", "Voice", "Read the controls aloud")
    user.go_to("Words a minute")
    heard_once(user, "Words a minute", "170")
    user.go_to("Movements only")
    for group, control, key in GROUPS:
        before = len(user.phrases())
        user.go_to(control, key)
        heard_once(user, group, control)
        if sum(group in phrase.words for phrase in user.phrases()[before:]) != 1:
            raise SystemExit(f"{group!r} is not said only where the group is come to\n{user.transcript()}")


def practice(user: Listener) -> None:
    """Answer a card, refuse to end, and end: each question and text is heard once.

    Two programs speak where Orca knows no announcements: either may have the first word there.
    """
    in_order = os.environ["ANNOUNCES"] == "yes"
    user.hear_all("Start reading")
    user.press("ctrl+3")
    user.hear("no score")
    user.press("Return")
    heard_once(user, "Card 1 of 10", "Which expression is this", in_order=in_order)
    user.press("1")
    heard_once(user, "Next", "Right|You chose", in_order=in_order)
    user.press("e")
    heard_once(user, "Go on practising", "End practice", in_order=in_order)
    user.press("Return")
    heard_once(user, "Next", "Right|You chose", in_order=in_order)
    for _ in range(2):
        user.press("e")
    heard_once(user, "Practise again", "Practice has ended", in_order=in_order)
    if user.said_times("Conversation"):
        raise SystemExit(f"the focus was elsewhere on its way\n{user.transcript()}")
    user.press("Return")
    heard_once(user, "Begin", "Choose what to practise", in_order=in_order)
    user.go_to("Progress")
    user.press("space")
    heard_once(user, "Back to practice", "Cards answered so far: 1", in_order=in_order)


def heard_once(user: Listener, *words: str, in_order: bool = True) -> None:
    """Hear each of these, which are regular expressions, once since the last key, in this order where that counts."""
    said = user.hear_all(*words)
    places = [[found.start() for found in re.finditer(each, said)] for each in words]
    if any(len(each) > 1 for each in places) or (in_order and places != sorted(places)):
        raise SystemExit(f"{words} were not heard once and in order in {said!r}\n{user.transcript()}")


def main() -> None:
    """The user who is asked for."""
    user = Listener(Path(sys.argv[1]) / "spoken.txt")
    {"first": first, "clip": clip, "settings": settings, "practice": practice}[os.environ["USER_OF_ORCA"]](user)
    print(user.transcript())
    user.press("ctrl+q")


main()
