"""Synthetic readings of a face: noisy as an ensemble's are, the same underlying noise at every frame rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.cues.cue_engine import CueEngine
from assistant.events import Event, FaceReading, Trouble
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.faces import found_face

FRAME_SIZE = (640, 360)
_GRID = 120  # noise values a second
_CORRELATION = 0.2  # s over which errors hang together


@dataclass(frozen=True)
class Stretch:
    """An expression that is held for some seconds."""

    expression: Expression
    seconds: float


class NoisyFace:
    """A face whose readings err for fractions of a second at a time.

    Args:
        stretches: what the face shows.
        seed: of the noise.
        confidence: mean probability given to what the face shows.
        noise: standard deviation of the logits.
    """

    def __init__(
        self, stretches: Sequence[Stretch], seed: int = 0, confidence: float = 0.75, noise: float = 0.9
    ) -> None:
        self.stretches = stretches
        self.seconds = sum(stretch.seconds for stretch in stretches)
        self._logit = float(np.log(confidence * (len(EXPRESSIONS) - 1) / (1 - confidence)))
        self._noise = _correlated_noise(round(self.seconds * _GRID) + 2, seed) * noise

    def expression(self, now: float) -> Expression:
        """What the face shows at `now`."""
        for stretch in self.stretches:
            if now < stretch.seconds:
                return stretch.expression
            now -= stretch.seconds
        return self.stretches[-1].expression

    def probabilities(self, now: float) -> tuple[float, ...]:
        """The reading of a frame at `now`."""
        logits = self._noise[round(now * _GRID)].copy()
        logits[self.expression(now).position] += self._logit
        exponent = np.exp(logits - logits.max())
        return tuple((exponent / exponent.sum()).tolist())


def _correlated_noise(count: int, seed: int) -> NDArray[np.float64]:
    memory = np.exp(-np.arange(2 * _GRID * _CORRELATION) / (_GRID * _CORRELATION))
    white = np.random.default_rng(seed).normal(size=(len(EXPRESSIONS), count + len(memory)))
    noise = np.array([np.convolve(row, memory / np.linalg.norm(memory), mode="valid") for row in white])
    return noise.T


def sure(expression: Expression, probability: float = 0.9) -> tuple[float, ...]:
    """A reading that gives one expression `probability` and the others equal shares of the rest."""
    rest = (1 - probability) / (len(EXPRESSIONS) - 1)
    return tuple(probability if e is expression else rest for e in EXPRESSIONS)


def reading(
    face: int,
    probabilities: tuple[float, ...] | None,
    x: float = 320.0,
    size: float = 100.0,
    trouble: Trouble | None = None,
) -> FaceReading:
    """A reading of a face whose box is centred on `x`."""
    return FaceReading(face, found_face(x, 160.0, size), probabilities, trouble)


def frame_times(seconds: float, fps: float) -> Iterator[float]:
    """The times of the frames of a recording."""
    return (index / fps for index in range(round(seconds * fps)))


def play(engine: CueEngine, face: NoisyFace, times: Iterable[float]) -> list[Event]:
    """All events of one face that is in view throughout."""
    return [event for now in times for event in engine.observe(now, [reading(1, face.probabilities(now))], FRAME_SIZE)]
