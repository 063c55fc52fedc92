"""A learner who neither sees nor points: ten cards of each kind, progress, and its deletion. Runs as `user.py` does."""

from __future__ import annotations

import re
import time

from user import User, value_of

CARDS = 10
ASKED = {
    "Name the face": "Which expression is this?",
    "Pick the face": "faces looks",
    "Same or different": "Do both faces show the same expression?",
    "Spot the change": "What does this face change to?",
    "How strong": "How strong is it?",
    "Listen": "Which expression is described here?",
    "Comes and goes": "An expression comes and goes.",
    "Nod, shake or neither": "Does this person nod",
    "Looking at you?": "Is this person looking at you?",
    "Looking at you? Eyes alone": "Do the eyes look at you?",
    "Listen to nods and looks": "What does this head do?",
}
"""What is asked in each exercise."""


def choose(user: User, exercise: str) -> None:
    """Choose an exercise with the arrow keys."""
    box = user.go_to("Exercise", "shift+Tab")
    user.press("Home")
    for _ in range(20):
        if value_of(box) == exercise:
            return
        user.press("Down")
    raise SystemExit(f"there is no exercise {exercise!r}: {value_of(box)!r}")


def answer_cards(user: User, exercise: str) -> None:
    """Answer each card by a number that was heard, and hear what follows."""
    choose(user, exercise)
    user.press("Return")
    for number in range(CARDS):
        heard = user.hear(ASKED[exercise])
        choices = re.findall(r"(\d): ", heard) if exercise != "Pick the face" else re.findall(r"Face (\d): ", heard)
        if "Seen here" not in heard or len(choices) < 2:
            raise SystemExit(f"this card cannot be answered by ear: {heard!r}")
        user.press(choices[number % len(choices)])
        user.wait("what follows the answer", lambda: any(re.search("Right|The answer here", each) for each in user.new))
        if number == 0 and user.focus() != "Next":
            raise SystemExit(f"after an answer the focus is on {user.focus()!r}")
        user.press("Return")
    user.hear(f"Cards answered: {CARDS}.")
    user.press("Return")
    user.wait("the start", lambda: user.focus() == "Begin")


def browse(user: User) -> None:
    """Hear what makes each expression, then leave in the middle."""
    choose(user, "Browse")
    user.press("Return")
    for _ in range(CARDS - 1):
        user.hear("Looks ")
        user.press("Return")
    user.hear("Looks ")
    user.press("e")
    user.hear("End practice?")
    if user.focus() != "Go on practising":
        raise SystemExit(f"the question leaves the focus on {user.focus()!r}")
    user.go_to("End now")
    user.press("space")
    user.hear("Practice has ended.")
    user.press("Return")


def progress(user: User) -> None:
    """Hear the progress, walk a table, and delete everything after one question."""
    user.go_to("Progress")
    user.press("space")
    user.hear(f"Cards answered so far: {CARDS * len(ASKED)}")
    names = user.names_on_page()
    if len(names) != len(set(names)):
        raise SystemExit(f"names on the progress view are not unique: {names}")
    table = user.go_to("What was taken for what").queryTable()
    cells = [[table.getAccessibleAt(row, column).name for column in range(7)] for row in range(7)]
    if not cells[0][0].startswith("angry: "):
        raise SystemExit(f"a row begins without its heading: {cells[0]}")
    total = sum(int(name.rpartition(" ")[2]) for row in cells for name in row)
    if (table.getRowDescription(0), table.getColumnDescription(1)) != ("angry", "disgusted") or not total:
        raise SystemExit("the table of confusions has no headings or no figures")
    user.go_to("Delete everything…", "shift+Tab")
    user.press("space")
    user.hear("Delete all learners with all answers?")
    if user.focus() != "Keep":
        raise SystemExit(f"the question leaves the focus on {user.focus()!r}")
    user.go_to("Delete")
    user.press("space")
    user.hear("Deleted.")


def main() -> None:
    """The whole practice."""
    began = time.monotonic()
    user = User()
    user.wait("the first control", lambda: user.focus() == "Begin")
    user.go_to("Describe every face in words", "shift+Tab")
    user.press("space")
    for exercise in ASKED:
        answer_cards(user, exercise)
    browse(user)
    progress(user)
    user.press("ctrl+q")
    print("\n".join(user.heard))
    print(f"{time.monotonic() - began:.0f} s")


main()
