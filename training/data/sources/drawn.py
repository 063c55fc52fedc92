"""Training faces that we draw ourselves, cut from their pictures as the application cuts them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import cv2

from assistant.adapters.models.face_detector import FaceDetector
from assistant.drawn_faces import PROTOTYPES, UNITS, ActionUnits, Identity, Light, Pose, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import Image, align
from training.errors import TrainingError
from training.progress import progress

FIRST_SEED = 1_000_000
"""Identities from this seed on are for training; those below are left for tests and for practice."""

_SIDE = 400


def drawn_faces(identities: int) -> Iterator[tuple[Expression, Image]]:
    """Every expression on each of so many identities, with chance in strength, variant, pose and light.

    Yields:
        The expression and its canonical 48×48 grey frame. A face that the detector does not find is left out.
    """
    detector = FaceDetector()
    for seed in progress(range(FIRST_SEED, FIRST_SEED + identities), "drawing", "people"):
        for expression in EXPRESSIONS:
            picture = _picture(seed, expression)
            found = detector.find(picture)
            if found:
                yield expression, align(picture, found[0].eyes)


def write_class_folders(identities: int, target: Path) -> int:
    """Write drawn faces as `target/<expression>/drawn-<n>.png`; the folder appears when it is complete.

    Returns:
        How many faces were written.

    Raises:
        TrainingError: `target` exists or cannot be written, or there is nobody to draw.
    """
    if identities < 1:
        raise TrainingError(f"{identities} people give no face to draw: name 1 or more.")
    if target.exists():
        raise TrainingError(f"{target} exists: name a new folder, or remove it first.")
    unfinished = target.with_name(target.name + ".part")
    count = 0
    try:
        if unfinished.exists():
            shutil.rmtree(unfinished)
        for expression in EXPRESSIONS:
            (unfinished / expression).mkdir(parents=True, exist_ok=True)
        for count, (expression, face) in enumerate(drawn_faces(identities), start=1):
            # OpenCV would be silent about a disk that is full, and lost in a folder's name on Windows.
            (unfinished / expression / f"drawn-{count}.png").write_bytes(cv2.imencode(".png", face)[1].tobytes())
        unfinished.rename(target)
    except OSError as error:
        raise TrainingError(f"{target} cannot be written: {error.strerror}.") from error
    return count


def _picture(seed: int, expression: Expression) -> Image:
    lot = Random(f"{seed} {expression}")  # noqa: S311 - faces, no secrets
    units = prototype(expression, lot.uniform(0.6, 1.0), lot.randrange(len(PROTOTYPES[expression])))
    units = ActionUnits(**{unit: getattr(units, unit) * lot.uniform(0.75, 1.0) for unit in UNITS})
    units = replace(units, au45=lot.choice((0.0, 0.0, 0.15, 0.3)))
    pose = Pose(
        yaw=lot.gauss(0, 8),
        pitch=lot.gauss(0, 4),
        roll=lot.gauss(0, 4),
        size=lot.uniform(0.8, 1.1),
    )
    light = Light(side=lot.uniform(-1, 1), strength=lot.uniform(0.2, 0.9))
    return paint(draw_face(Identity.random(seed), units, pose, light), _SIDE, _SIDE)
