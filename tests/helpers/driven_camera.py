"""The program with a webcam that does what a file says: `python -m tests.helpers.driven_camera FILE ARGUMENT...`.

The file holds one word, which may be replaced at any time (see `Drive`); the rest is the program's own command line.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np

from assistant.__main__ import run
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.imaging import Image
from tests.helpers.waiting import wait_for

_NEVER = threading.Event()
_RNG = np.random.default_rng(7)


class Drive:
    """The other end: what the camera of a program does.

    plays: shows a face. still: repeats one picture of it. black: a closed shutter. small, grey: the same face in
    another size, or without colour. slow: one picture a second. empty: a picture of no size. unplugged: is not there.
    hangs: a read does not return until another word is there. lost: no read that has begun returns ever. shut: opening
    hangs until another word is there. stuck: unplugged, and letting go never returns.
    """

    def __init__(self, file: Path, word: str = "plays") -> None:
        self.file = file
        self.say(word)

    def say(self, word: str) -> None:
        """Let the camera behave in another way from now on."""
        part = self.file.with_suffix(".part")
        part.write_text(word)
        part.replace(self.file)

    def wait_for_reading(self) -> None:
        """Return when a picture has been asked for; fail where none is."""
        wait_for(self._read.exists, "a picture to be asked for")

    @property
    def released(self) -> bool:
        """Whether the program has let go of the camera."""
        return self.file.with_suffix(".released").exists()

    @property
    def _read(self) -> Path:
        return self.file.with_suffix(".read")


class DrivenCapture:
    """Stands in for `cv2.VideoCapture`."""

    def __init__(self, *_: int) -> None:
        self._reading = False
        while self._word == "shut":
            time.sleep(0.01)
        self._opened = self._word not in ("unplugged", "stuck")
        self._frozen = FACE.copy()

    @property
    def _word(self) -> str:
        return WORD.read_text()

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self._opened

    def set(self, _: int, __: float) -> bool:
        return True

    def get(self, _: int) -> float:
        return 0.0

    def retrieve(self, flag: int = 0) -> tuple[bool, Image | None]:
        return False, None

    def read(self) -> tuple[bool, Image | None]:
        self._reading = True
        try:
            return self._read()
        finally:
            self._reading = False

    def _read(self) -> tuple[bool, Image | None]:
        WORD.with_suffix(".read").touch()
        time.sleep(1.0 if self._word == "slow" else 0.05)
        while (word := self._word) == "hangs":
            time.sleep(0.01)
        if word == "lost":
            _NEVER.wait()
        if word in ("unplugged", "stuck"):
            return False, None
        if word == "empty":
            return True, np.zeros((0, 0, 3), np.uint8)
        return True, self._picture(word)

    def _picture(self, word: str) -> Image:
        if word == "still":
            return self._frozen
        if word == "black":
            return np.zeros_like(FACE)
        noise = _RNG.integers(-2, 3, FACE.shape)
        face = np.clip(FACE.astype(int) + noise, 0, 255).astype(np.uint8)
        if word == "small":
            return np.asarray(cv2.resize(face, (400, 300)), np.uint8)
        return np.asarray(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), np.uint8) if word == "grey" else face

    def release(self) -> None:
        WORD.with_suffix(".released").touch()
        if self._reading:
            # As the real one: letting go of what is being read takes the process down.
            sys.stderr.write("let go of while it was read\n")
        if self._word == "stuck":
            _NEVER.wait()


if __name__ == "__main__":
    FACE = cv2.cvtColor(paint(demo_clip().drawing(0.0), 640, 480), cv2.COLOR_RGB2BGR)
    WORD = Path(sys.argv.pop(1))
    cv2.VideoCapture = DrivenCapture
    run()
