"""Things held or worn before a face: some hide the mouth, as masks, hands and cups do, others leave it free."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.drawn_faces.curves import oval
from assistant.imaging import EYES
from training.data.mouths import APART, MOUTH

Outline: TypeAlias = NDArray[np.float64]
"""(n, 2) as shares of the frame's side: to the right, and down."""

Thing: TypeAlias = Callable[[np.random.Generator], list[Outline]]
"""Draws the outlines of one kind of thing by lot."""

_FRACTION = 4
"""Bits of a pixel's fraction to which outlines are painted."""


def with_covers(
    faces: NDArray[np.uint8], on_mouths: float, elsewhere: float, generator: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The faces with things drawn before some of them, and whose mouth is covered by that.

    Args:
        faces: (n, side, side) grey, canonical; left as they are.
        on_mouths: share of the faces whose mouth is covered, 0 to 1.
        elsewhere: share of those with something that leaves the mouth free, 0 to 1.
        generator: source of chance.
    """
    covered, result = np.zeros(len(faces), dtype=bool), faces.copy()
    chances = generator.random(len(faces))
    for index, (face, chance) in enumerate(zip(result, chances, strict=True)):
        covered[index] = chance < on_mouths
        if chance < on_mouths + elsewhere:
            kinds = ON_MOUTHS if covered[index] else ELSEWHERE
            draw(face, kinds[generator.integers(len(kinds))], generator)
    return result, covered


def draw(face: NDArray[np.uint8], thing: Thing, generator: np.random.Generator) -> None:
    """Draw one thing before a face (side, side), in place."""
    surface = _surface(face, generator)
    for outline in thing(generator):
        _paint(face, outline, surface * generator.uniform(0.9, 1.1), generator)


def _mask(generator: np.random.Generator) -> list[Outline]:
    """A mask over nose and mouth."""
    x, y = _mouth(generator)
    bridge, jaw = y - APART * generator.uniform(0.75, 1.0), y + APART * generator.uniform(0.5, 0.85)
    cheek, wide, narrow = generator.uniform(0.12, 0.5), generator.uniform(1.0, 1.35), generator.uniform(0.35, 0.8)
    side = bridge + cheek * APART
    cloth = [(0.12, bridge), (0.45, bridge + 0.12 * APART), (wide, side), (narrow + 0.2, jaw - 0.25 * APART)]
    return [_symmetric(x, np.array([*cloth, (narrow, jaw - 0.07 * APART), (narrow / 2, jaw)]))]


def _scarf(generator: np.random.Generator) -> list[Outline]:
    """Cloth over everything below the nose, or below the eyes."""
    x, y = _mouth(generator)
    top = y - APART * generator.uniform(0.3, 0.95)
    sag = generator.uniform(-0.15, 0.25) * APART
    return [_symmetric(x, np.array([(0.05, top), (0.8, top + sag), (1.7, top + sag), (1.7, 1.2), (0.1, 1.2)]))]


def _hand(generator: np.random.Generator) -> list[Outline]:
    """Two to four fingers over the mouth, and the back of the hand at one side."""
    x, y = _mouth(generator)
    side = generator.choice((-1, 1))
    angle = generator.uniform(-0.5, 0.9)
    along = np.array([np.cos(angle) * side, np.sin(angle)])
    across = np.array([-along[1], along[0]])
    width, count = APART * generator.uniform(0.22, 0.34), int(generator.integers(2, 5))
    tip = np.array([x, y]) - along * APART * generator.uniform(0.5, 0.9)
    fingers = []
    for finger in range(count):
        start = tip + across * (finger - (count - 1) / 2) * width + along * generator.uniform(-0.06, 0.06)
        fingers.append(_bar(start, start + along * APART * 2.5, width * generator.uniform(0.44, 0.55)))
    return fingers


def _fist(generator: np.random.Generator) -> list[Outline]:
    """A hand that holds something, or a palm, before mouth and chin."""
    x, y = _mouth(generator)
    low = y + APART * generator.uniform(0.1, 0.5)
    across, down = APART * generator.uniform(0.6, 1.0), APART * generator.uniform(0.5, 0.9)
    palm = oval(x + generator.uniform(-0.2, 0.2) * APART, low, across, max(down, low - y + 0.25 * APART))
    return [palm, _bar(np.array([x, low]), np.array([x + generator.uniform(-0.5, 0.5), 1.3]), 0.4 * APART)]


def _cup(generator: np.random.Generator) -> list[Outline]:
    """A cup or a glass at the lips, or a microphone."""
    x, y = _mouth(generator)
    top, low = y - APART * generator.uniform(0.22, 0.6), y + APART * generator.uniform(0.5, 1.2)
    wide = APART * generator.uniform(0.5, 0.9)
    foot = wide * generator.uniform(0.6, 1.0)
    return [_symmetric(x, np.array([(0.05, top), (wide / APART, top), (foot / APART, low)]))]


def _elsewhere(generator: np.random.Generator) -> list[Outline]:
    """Something that leaves the mouth free: before forehead, an eye, a cheek or the chin's rim."""
    across, down = APART * generator.uniform(0.3, 1.2, 2)
    y = generator.choice((0.0, 0.25, 0.4, 1.05))
    x = generator.choice((-0.05, 1.05)) if 0.3 < y < 1 else generator.uniform(0.1, 0.9)
    reach = MOUTH[1] - 0.28 * APART
    if y < reach:
        down = min(down, reach - y)
    elif y > MOUTH[1]:
        down = min(down, y - MOUTH[1] - 0.3 * APART)
    if abs(x - MOUTH[0]) > 0.4:
        across = min(across, abs(x - MOUTH[0]) - 0.5 * APART)
    return [oval(x, y, max(across, 0.05), max(down, 0.05))]


def _glasses(generator: np.random.Generator) -> list[Outline]:
    """Large glasses through which no eye is seen."""
    across, down = APART * generator.uniform(0.3, 0.5), APART * generator.uniform(0.18, 0.4)
    return [oval(x, y + 0.03, across, down) for x, y in EYES]


def _cap(generator: np.random.Generator) -> list[Outline]:
    """A cap or hair over the brow."""
    low = EYES[0][1] - APART * generator.uniform(0.1, 0.6)
    return [np.array([(-0.2, -0.2), (1.2, -0.2), (1.2, low + generator.uniform(-0.1, 0.1)), (0.5, low), (-0.2, low)])]


def _beard(generator: np.random.Generator) -> list[Outline]:
    """Hair around lips of which little is seen."""
    x, y = MOUTH
    lips = oval(x, y, APART * generator.uniform(0.3, 0.45), APART * generator.uniform(0.07, 0.2))
    jaw = oval(x, y + 0.15 * APART, APART * generator.uniform(0.7, 1.1), APART * generator.uniform(0.5, 0.9))
    return [np.concatenate([jaw, jaw[:1], lips[::-1], lips[-1:]])]


ON_MOUTHS: tuple[Thing, ...] = (_mask, _mask, _scarf, _hand, _fist, _cup)
ELSEWHERE: tuple[Thing, ...] = (_elsewhere, _glasses, _cap, _beard, _beard)
"""What is drawn; what stands twice, twice as often."""


def _mouth(generator: np.random.Generator) -> tuple[float, float]:
    """Where a mouth may lie."""
    x, y = generator.normal(MOUTH, 0.03)
    return float(x), float(y)


def _symmetric(x: float, half: NDArray[np.float64]) -> Outline:
    """An outline of its right half: (n, 2) in eye distances from the middle `x`, and shares of the side down."""
    right = np.column_stack([x + half[:, 0] * APART, half[:, 1]])
    left = np.column_stack([x - half[:, 0] * APART, half[:, 1]])
    return np.concatenate([right, left[::-1]])


def _bar(start: NDArray[np.float64], end: NDArray[np.float64], half: float) -> Outline:
    """A bar with a round tip at its start."""
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0]])
    bend = np.linspace(-np.pi / 2, np.pi / 2, 7)
    tip = start - half * (np.cos(bend)[:, None] * along - np.sin(bend)[:, None] * across)
    return np.concatenate([tip, [end + half * across, end - half * across]])


def _surface(face: NDArray[np.uint8], generator: np.random.Generator) -> NDArray[np.float32]:
    """(side, side) grey levels of what covers the face: skin, cloth with folds, a pattern, lit as the face is."""
    side = face.shape[0]
    down, across = np.mgrid[0:side, 0:side].astype(np.float32) / side
    skin = float(np.median(face[side // 3 : 2 * side // 3, side // 4 : 3 * side // 4]))
    level = skin * generator.uniform(0.75, 1.25) if generator.random() < 0.4 else generator.uniform(10, 250)
    angle, waves = generator.uniform(0, np.pi), generator.uniform(2, 12)
    folds = np.sin(2 * np.pi * waves * (np.cos(angle) * across + np.sin(angle) * down) + generator.uniform(0, 6))
    surface = level * (1 + min(generator.exponential(0.03), 0.15) * folds)
    if generator.random() < 0.2:
        coarse = generator.uniform(-60, 60, (int(generator.integers(3, 12)),) * 2).astype(np.float32)
        surface = surface + cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
    slope = generator.uniform(-0.35, 0.35, 2)
    surface = surface * (1 + slope[0] * (across - 0.5) + slope[1] * (down - 0.5))
    light = cv2.GaussianBlur(face, (0, 0), side / 6).astype(np.float32)
    surface = surface * (1 + generator.uniform(0, 0.6) * (light / max(float(light.mean()), 1.0) - 1))
    return np.asarray(surface, dtype=np.float32)


def _paint(
    face: NDArray[np.uint8], outline: Outline, surface: NDArray[np.float32], generator: np.random.Generator
) -> None:
    side = face.shape[0]
    inside = np.zeros((side, side), dtype=np.uint8)
    points = np.rint((outline * side - 0.5) * 2**_FRACTION).astype(np.int32)
    cv2.fillPoly(inside, [points], 255, lineType=cv2.LINE_AA, shift=_FRACTION)
    share = cv2.GaussianBlur(inside, (0, 0), generator.uniform(0.3, 0.9)).astype(np.float32) / 255
    edge = share * (1 - share) * 4 * generator.uniform(-50, 20)
    opaque = generator.uniform(0.9, 1.0)
    face[:] = np.clip(face + opaque * share * (surface - face) + edge, 0, 255)
