"""Engines for the speech process that hang, crash or lie; the first one is honest. All make a plain tone."""

from __future__ import annotations

import math
import os
import random
import sys
import time
from array import array
from pathlib import Path

from assistant.adapters.voices.engine import Sound, VoiceInfo, VoiceSettings

RATE = 8000


class Honest:
    """Sounds for as long as the words take."""

    def __init__(self, driver: str, folder: Path) -> None:
        self.driver = driver

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return tone(len(text) * 12 / settings.rate)

    def voices(self) -> list[VoiceInfo]:
        return [VoiceInfo(self.driver, "Tone", "en")]


class Hanging(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        time.sleep(60)
        return super().speak(text, settings)


class HangingWitnessed(Hanging):
    """Leaves a file as soon as it hangs."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        Path(os.environ["HANGS"]).touch()
        return super().speak(text, settings)


class Slow(Honest):
    """Takes longer than the deadline of a short phrase."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        time.sleep(0.8)
        return super().speak(text, settings)


class Crashing(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        os._exit(3)


class Empty(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return Sound(b"", RATE)


class Silent(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return Sound(bytes(2 * RATE), RATE)


class Hasty(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return tone(0.03)


class Endless(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return tone(60.0)


class Halved(Honest):
    """Ends in the middle of a sample, as a file does whose disk is full."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return Sound(super().speak(text, settings).pcm[:-1], RATE)


class Timeless(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return Sound(super().speak(text, settings).pcm, 0)


class Refusing(Honest):
    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        raise LookupError("no such voice")


class Unstartable(Honest):
    def __init__(self, driver: str, folder: Path) -> None:
        raise RuntimeError("no library")


class HangsAtStart(Honest):
    def __init__(self, driver: str, folder: Path) -> None:
        time.sleep(60)


class SecondOnly(Honest):
    """Fails as "first" and works as "second"."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        return Sound(b"", RATE) if self.driver == "first" else super().speak(text, settings)


class Capricious(Honest):
    """Hangs, crashes or lies at random, each in one phrase of twenty-five."""

    KINDS = (Hanging, Crashing, Empty, Silent, Hasty, Halved, Timeless)

    def __init__(self, driver: str, folder: Path) -> None:
        super().__init__(driver, folder)
        self.folder = folder
        self.rng = random.Random()

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        draw = int(self.rng.random() * 25)
        if draw < len(self.KINDS):
            return self.KINDS[draw](self.driver, self.folder).speak(text, settings)
        return super().speak(text, settings)


class Telling(Honest):
    """Refuses with the names of the heavy libraries that its process has imported."""

    def speak(self, text: str, settings: VoiceSettings) -> Sound:
        heavy = {"numpy", "cv2", "PySide6", "ai_edge_litert", "tensorflow", "assistant.speech.announcer"}
        raise RuntimeError(",".join(sorted(heavy & set(sys.modules))) or "none")


def tone(seconds: float) -> Sound:
    """A loud tone of 440 Hz."""
    samples = (round(9000 * math.sin(2 * math.pi * 440 * i / RATE)) for i in range(int(seconds * RATE)))
    return Sound(array("h", samples).tobytes(), RATE)
