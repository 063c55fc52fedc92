"""A user who neither sees nor points: keys by xdotool, ears by AT-SPI. Runs with the system's Python (pyatspi).

No coordinates and no pixels. What is announced and what has the focus is all there is to go by.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pyatspi
from gi.repository import GLib

PATIENCE = 40.0
FOCUSABLE, FOCUSED, SELECTED, VISIBLE, SHOWING = (
    getattr(pyatspi, f"STATE_{name}") for name in ("FOCUSABLE", "FOCUSED", "SELECTED", "VISIBLE", "SHOWING")
)


class User:
    """Presses keys and listens."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._mark = 0
        pyatspi.Registry.registerEventListener(self._hear, "object:announcement")
        self.application = None
        self.wait("the application on the accessibility bus", self._find)
        self.wait("a window", lambda: self.application.childCount > 0)
        self.window = self.application.getChildAtIndex(0)
        identity = subprocess.run(
            ["xdotool", "search", "--sync", "--name", "Expression Assistant"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()[0]
        self._identity = identity
        self.return_to_window()

    def return_to_window(self) -> None:
        """Give the window the keyboard, as a window manager does when a dialog closes; here is none."""
        subprocess.run(["xdotool", "windowfocus", "--sync", self._identity], check=True)

    def wait(self, what: str, reached: Callable[[], object]) -> object:
        """Wait for something; nothing comes of waiting for ever."""
        end = time.monotonic() + PATIENCE
        while True:
            self._listen()
            try:
                result = reached()
            except (LookupError, GLib.Error, RuntimeError):
                result = None  # what was asked is just going away
            if result:
                return result
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain for {what}; focus: {self.focus()!r}; heard: {self.heard[-5:]}")
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._mark = len(self.heard)
            subprocess.run(["xdotool", "key", key], check=True)
            for _ in range(4):
                self._listen()
                time.sleep(0.04)

    def type(self, words: str) -> None:
        """Type into the field that has the focus."""
        subprocess.run(["xdotool", "type", "--delay", "15", words], check=True)

    def hear(self, words: str) -> str:
        """Wait for an announcement that contains the words, made since the last key."""
        return self.wait(f"the announcement {words!r}", lambda: next((h for h in self.new if words in h), None))

    @property
    def new(self) -> list[str]:
        """What was announced since the last key."""
        return self.heard[self._mark :]

    def focus(self) -> str:
        """The name of what has the focus."""
        found = self._focused(self.window) if self.application else None
        return found.name if found else ""

    def focused_entry(self) -> str:
        """The name of the entry of a list that has the focus."""
        found = (w for w in self._all(self.window) if w.getRoleName() == "list item")
        return next((w.name for w in found if w.getState().contains(FOCUSED)), "")

    def go_to(self, name: str, key: str = "Tab") -> object:
        """Press Tab until something of that name has the focus."""
        passed = []
        while len(passed) < 60:
            found = self._focused(self.window)
            passed.append(found.name if found else "")
            if passed[-1] == name:
                return found
            self.press(key)
        raise SystemExit(f"{key} does not lead to {name!r}, but to {passed}")

    def names_on_page(self) -> list[str]:
        """Names of all that can have the focus and is on the screen, in order; each must have one."""
        names = []
        for widget in self._all(self.window):
            states = widget.getState()
            if states.contains(FOCUSABLE) and states.contains(SHOWING) and widget.getRoleName() in ROLES:
                names.append(widget.name)
                if not names[-1]:
                    raise SystemExit(f"a {widget.getRoleName()} has no name")
        return names

    def check_tree(self) -> None:
        """Nothing beneath what is hidden claims to be in view, and no stack of pages is told of as such."""
        waiting = [self.window]
        while waiting:
            widget = waiting.pop()
            children = [child for child in widget if child is not None]
            waiting.extend(children)
            if widget.getRoleName() == "layered pane":
                raise SystemExit("there is a layered pane")
            claiming = [child for child in children if child.getState().contains(SHOWING)]
            if claiming and not widget.getState().contains(VISIBLE):
                raise SystemExit(f"{claiming[0].getRoleName()} {claiming[0].name!r} is in view beneath what is hidden")

    def entries(self, name: str) -> list[str]:
        """The names of all entries of a list, each of which is a list item."""
        entries = next(w for w in self._all(self.window) if w.getRoleName() == "list" and w.name == name)
        roles = {child.getRoleName() for child in entries}
        if roles != {"list item"}:
            raise SystemExit(f"the entries of {name!r} are {roles}")
        return [child.name for child in entries]

    def _find(self) -> bool:
        for application in pyatspi.Registry.getDesktop(0):
            if application and "xpression" in application.name + "".join(c.name for c in application if c):
                self.application = application
                return True
        return False

    def _focused(self, root: object) -> object:
        # Qt calls the current entry of a list focused even while the focus is elsewhere.
        found = (w for w in self._all(root) if w.getState().contains(FOCUSED) and w.getRoleName() != "list item")
        return next(found, None)

    def _all(self, root: object) -> list[object]:
        found, waiting = [], [root]
        while waiting:
            widget = waiting.pop()
            found.append(widget)
            children = [child for child in widget if child is not None and child.getState().contains(VISIBLE)]
            waiting.extend(reversed(children))
        return found

    def _hear(self, event: object) -> None:
        self.heard.append(str(event.any_data))

    @staticmethod
    def _listen() -> None:
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)


def value_of(box: object) -> str:
    """What is chosen in a box of choices.

    Raises:
        LookupError: it is just changing.
    """
    chosen = [entry.name for entry in box.getChildAtIndex(0) or () if entry and entry.getState().contains(SELECTED)]
    if len(chosen) != 1:
        raise LookupError(f"{chosen} are chosen")
    return chosen[0]


ROLES = {"push button", "button", "check box", "combo box", "text", "list", "radio button", "toggle button"}


def first_steps(user: User) -> None:
    """Choose the screen reader as the voice, hear each step, and a change on the drawn face."""
    user.wait("the first step", lambda: user.focus() == "I hear this")
    user.press("space")
    user.wait("the second step", lambda: user.focus() == "Next")
    user.go_to("Who speaks", "shift+Tab")
    user.press("Down")
    user.go_to("Next")
    user.press("space")
    user.hear("Can the camera see you?")
    user.press("space")
    user.hear("What is read")
    user.press("space")
    user.hear("What do you want to hear?")
    user.press("space")
    user.hear("Agreement and privacy")
    user.press("space")
    user.hear("A first try")
    user.go_to("Start the trial", "shift+Tab")
    user.press("space")
    user.hear("looks happy")
    user.go_to("Finish")
    user.press("space")
    user.hear("You are ready")


def conversation(user: User, clip: str) -> None:
    """Read a recording, hear a change, mute and unmute, ask for the status."""
    user.press("ctrl+o")
    user.wait("the file dialog", lambda: user.application.childCount > 1)
    time.sleep(0.5)
    user.type(clip)
    user.press("Return")
    user.wait("the end of the dialog", lambda: user.application.childCount == 1)
    user.return_to_window()
    user.hear("looks happy")
    before = len([words for words in user.heard if words == "looks happy"])
    user.press("m")
    user.hear("Muted.")
    user.press("m")
    user.hear("Sound on.")
    user.press("s")
    user.hear("Reading.")
    user.press("r")
    user.hear("looks")
    user.press("Escape")
    if before > 2:
        raise SystemExit(f"one change was announced {before} times")


def photo(user: User) -> None:
    """Take a picture of what is being read, and hear the faces in it."""
    user.press("ctrl+2")
    user.hear("Photo page.")
    user.names_on_page()
    user.press("space")
    user.hear("One face in view.")


def settings(user: User) -> None:
    """Change theme, rate and verbosity, take a change back, and give a command another key."""
    user.press("ctrl+5")
    user.hear("Settings page.")
    user.names_on_page()
    for name, other in (("Words a minute", "Down"), ("How much is said", "Up"), ("Theme", "Down")):
        chosen = user.go_to(name)
        before = value_of(chosen)
        user.press(other)
        user.wait(f"another value of {name}", lambda chosen=chosen, before=before: value_of(chosen) != before)
    user.press("F9")
    user.hear("Theme: ")
    user.go_to("Undo", "shift+Tab")
    user.press("space")
    user.hear("Undone.")
    user.go_to("Keys of the commands", "shift+Tab")
    entries = [name.split(":")[0] for name in user.entries("Keys of the commands")]
    if len(entries) < 40 or entries[-1] != "Read the documentation":
        raise SystemExit(f"the list of keys is not whole: {entries}")
    user.press("Home", *["Down"] * entries.index("Mute"))
    user.wait("the entry in focus", lambda: "Mute" in user.focused_entry())
    user.go_to("Change key…")
    user.press("space")
    user.wait("the question for the key", lambda: user.application.childCount > 1)
    user.press("ctrl+m")
    user.wait("the end of the question", lambda: user.application.childCount == 1)
    user.return_to_window()
    user.press("ctrl+1")
    user.press("ctrl+m")
    user.hear("Muted.")


def all_pages(user: User) -> None:
    """On every page everything that can have the focus has a name, and no two have the same."""
    for number in range(1, 7):
        user.press(f"ctrl+{number}")
        user.hear("page.")
        names = user.names_on_page()
        user.check_tree()
        double = {name for name in names if names.count(name) > 1}
        if double:
            raise SystemExit(f"on page {number} these names are not unique: {double}")


def main() -> None:
    """The whole walk."""
    user = User()
    first_steps(user)
    conversation(user, sys.argv[1])
    photo(user)
    all_pages(user)
    settings(user)
    user.press("F1")
    user.hear("Quit")
    user.press("ctrl+q")
    print("\n".join(user.heard))


if __name__ == "__main__":
    main()
