"""A user who hears what Orca says, and types: keys by xdotool, ears by the recording voice of speech-dispatcher.

What counts is what was said aloud, and whether it was said to its end: nothing of the accessible tree is looked at.
"""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 40.0
QUIET = 2.0
"""Seconds of silence after which nothing more is to come."""

ROLES = ("button", "check box", "combo box", "text", "list")
"""One of these is in what Orca says of a control."""


@dataclass(frozen=True)
class Phrase:
    """Words that were said.

    Attributes:
        began: seconds since the epoch.
        ended: the same, None where somebody interrupted them, or they are being said.
    """

    words: str
    began: float
    ended: float | None


class Listener:
    """Presses keys and listens.

    Args:
        spoken: what the recording voice writes.
    """

    def __init__(self, spoken: Path) -> None:
        self._spoken = spoken
        self._mark = 0
        found = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Expression Assistant"]
        window = subprocess.run(found, capture_output=True, text=True, check=True).stdout.split()[0]
        self._window = window
        self.return_to_window()

    def return_to_window(self) -> None:
        """Give the window the keyboard, as a window manager does; here is none."""
        subprocess.run(["xdotool", "windowfocus", "--sync", self._window], check=True)

    def phrases(self) -> list[Phrase]:
        """All that was said, in order."""
        said: list[Phrase] = []
        for line in self._spoken.read_text(errors="replace").splitlines():
            kind, moment, words = line.split("\t", 2)
            if kind == "begin":
                said.append(Phrase(words.strip(), float(moment), None))
            else:
                last = max(index for index, phrase in enumerate(said) if phrase.words == words.strip())
                said[last] = Phrase(said[last].words, said[last].began, float(moment))
        return said

    @property
    def new(self) -> list[Phrase]:
        """What was said since the last key."""
        return self.phrases()[self._mark :]

    def press(self, key: str) -> None:
        """Press a key."""
        self._mark = len(self.phrases())
        subprocess.run(["xdotool", "key", key], check=True)

    def hear(self, words: str, patience: float = PATIENCE) -> Phrase:
        """Wait for words that are said to their end after the last key."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            for phrase in self.new:
                if words in phrase.words and phrase.ended:
                    return phrase
            time.sleep(0.05)
        raise SystemExit(f"waited in vain for {words!r}\n{self.transcript()}")

    def hear_all(self, *words: str) -> str:
        """Wait until these words have been said and nothing more is; returns all that was said since the last key."""
        end = time.monotonic() + PATIENCE
        before = self.new
        changed = time.monotonic()
        while time.monotonic() - changed < QUIET:
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain for {words} and silence\n{self.transcript()}")
            said = " ".join(phrase.words for phrase in self.new)
            if self.new != before or not all(re.search(each, said) for each in words):
                before, changed = self.new, time.monotonic()
            time.sleep(0.05)
        return said

    def go_to(self, words: str, key: str = "Tab") -> None:
        """Press a key until the control that is said has these words."""
        for _ in range(40):
            self.press(key)
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and not any(role in phrase.words for phrase in self.new for role in ROLES):
                time.sleep(0.05)
            if any(words in phrase.words for phrase in self.new):
                return
        raise SystemExit(f"{key} does not lead to {words!r}\n{self.transcript()}")

    def hear_both(self, words: str) -> None:
        """Wait for two different phrases with these words, said to their end after the last key."""
        end = time.monotonic() + PATIENCE
        while len({phrase.words for phrase in self.new if words in phrase.words and phrase.ended}) < 2:
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain for two phrases with {words!r}\n{self.transcript()}")
            time.sleep(0.05)

    def said_before(self, words: str, others: str) -> bool:
        """Whether, since the last key, the first was said before the second."""
        said = [phrase.words for phrase in self.new]
        first, second = (next(i for i, each in enumerate(said) if sought in each) for sought in (words, others))
        return first < second

    def said_times(self, words: str) -> int:
        """In how many phrases these words were said since the last key."""
        return sum(words in phrase.words for phrase in self.new)

    def transcript(self) -> str:
        """What was said, with its times."""
        phrases = self.phrases()
        start = phrases[0].began if phrases else 0.0
        return "\n".join(f"{p.began - start:6.2f} {'' if p.ended else '(cut off) '}{p.words}" for p in phrases)
