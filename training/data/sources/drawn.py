"""Training faces that we draw ourselves, cut from their pictures as the application cuts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import cv2

from assistant.adapters.models.face_detector import FaceDetector
from assistant.drawn_faces import PROTOTYPES, UNITS, ActionUnits, Identity, Light, Pose, draw_face, prototype
from assistant.drawn_faces.animation import talk
from assistant.drawn_faces.identity import Beard, Glasses
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image, align
from training.data.unfinished import unfinished
from training.errors import TrainingError
from training.progress import progress

FIRST_SEED = 1_000_000
"""Identities from this seed on are for training; those below are left for tests and for practice."""

FIRST_TALKER = 2_000_000
"""Likewise, of those who talk."""

_SAID = (*(Expression.NEUTRAL,) * 4, Expression.ANGRY, Expression.SAD)
"""What each talker shows while talking: mostly nothing, and now and then what brows and eyes show."""

FIRST_JUDGING = 3_000_000
"""Identities from this seed on are for judging alone."""

_DARKER, _OLDER = 150, 0.5
"""Mean of a skin's red, green and blue, and age from 0 to 1, at which groups are parted."""

_SIDE = 400


class DrawnFace(NamedTuple):
    """A drawn face that the detector found.

    Attributes:
        expression: what it shows.
        pixels: its canonical 48×48 grey frame.
        who: the person.
    """

    expression: Expression
    pixels: Image
    who: Identity


def drawn_faces(identities: int, talkers: int = 0, first: int = FIRST_SEED) -> Iterator[DrawnFace]:
    """Every expression on each of so many identities, with chance in strength, variant, pose and light.

    A face that the detector does not find is left out.

    Args:
        identities: how many people show every expression.
        talkers: how many others are drawn while they talk, mostly with a neutral face.
        first: seed of the first of those who show every expression.
    """
    detector = FaceDetector()
    for seed in progress(range(first, first + identities), "drawing", "people"):
        for expression in EXPRESSIONS:
            yield from _found(detector, seed, expression)
    for seed in progress(range(FIRST_TALKER, FIRST_TALKER + talkers), "drawing", "talkers"):
        for moment, expression in enumerate(_SAID):
            yield from _found(detector, seed, expression, moment)


def write_class_folders(identities: int, target: Path, talkers: int = 0) -> int:
    """Write drawn faces as `target/<expression>/drawn-<n>.png`; the folder appears when it is complete.

    Args:
        identities: see `drawn_faces`.
        target: a new folder.
        talkers: see `drawn_faces`.

    Returns:
        How many faces were written.

    Raises:
        TrainingError: `target` exists or cannot be written, or there is nobody to draw.
    """
    if talkers < 0:
        raise TrainingError(f"{talkers} talkers cannot be drawn: name none or more.")
    return _write(identities, drawn_faces(identities, talkers), target, lambda face: Path(face.expression))


def write_judging_folders(identities: int, target: Path) -> int:
    """Write faces of people whom nobody learns from as `target/<group>/…/<expression>/drawn-<n>.png`.

    `training evaluate` then compares groups of skin, age, glasses and beard, where photographs do not say.

    Returns:
        How many faces were written.

    Raises:
        TrainingError: as `write_class_folders`.
    """
    faces = drawn_faces(identities, first=FIRST_JUDGING)
    return _write(identities, faces, target, lambda face: Path(*groups(face.who), face.expression))


def groups(who: Identity) -> tuple[str, str, str, str]:
    """The groups that a person belongs to: skin, age, glasses and beard."""
    return (
        "darker skin" if sum(who.skin) / 3 < _DARKER else "lighter skin",
        "older" if who.age > _OLDER else "younger",
        "no glasses" if who.glasses is Glasses.NONE else "glasses",
        "beard" if who.beard in (Beard.FULL, Beard.MOUSTACHE) else "no beard",
    )


def _write(identities: int, faces: Iterator[DrawnFace], target: Path, folder: Callable[[DrawnFace], Path]) -> int:
    if identities < 1:
        raise TrainingError(f"{identities} people give no face to draw: name 1 or more.")
    if target.exists():
        raise TrainingError(f"{target} exists: name a new folder, or remove it first.")
    count = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(target.parent) as made:
            for count, face in enumerate(faces, start=1):
                place = made / target.name / folder(face) / f"drawn-{count}.png"
                place.parent.mkdir(parents=True, exist_ok=True)
                # OpenCV would be silent about a disk that is full, and lost in a folder's name on Windows.
                place.write_bytes(cv2.imencode(".png", face.pixels)[1].tobytes())
            (made / target.name).rename(target)
    except OSError as error:
        raise TrainingError(f"{target} cannot be written: {error.strerror}.") from error
    return count


def _found(detector: FaceDetector, seed: int, expression: Expression, moment: int | None = None) -> Iterator[DrawnFace]:
    picture = _picture(seed, expression, moment)
    for face in detector.find(picture)[:1]:
        yield DrawnFace(expression, align(picture, face.eyes), Identity.random(seed))


def _picture(seed: int, expression: Expression, moment: int | None = None) -> Image:
    """A person with an expression, at some moment of their speech where one is given."""
    rng = Random(f"{seed} {expression}" if moment is None else f"{seed} {expression} {moment}")  # noqa: S311 - faces, no secrets
    units = prototype(expression, rng.uniform(0.6, 1.0), rng.randrange(len(PROTOTYPES[expression])))
    units = ActionUnits(**{unit: getattr(units, unit) * rng.uniform(0.75, 1.0) for unit in UNITS})
    units = replace(units, au45=rng.choice((0.0, 0.0, 0.15, 0.3)))
    if moment is not None:
        units += talk(rng.uniform(0, 60), seed)
    pose = Pose(
        yaw=rng.gauss(0, 8),
        pitch=rng.gauss(0, 4),
        roll=rng.gauss(0, 4),
        size=rng.uniform(0.8, 1.1),
    )
    light = Light(side=rng.uniform(-1, 1), strength=rng.uniform(0.2, 0.9))
    return paint(draw_face(Identity.random(seed), units, pose, light), _SIDE, _SIDE)
