from __future__ import annotations

import os

# Before anything imports TensorFlow.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.expressions import EXPRESSIONS
from training.augment import NO_AUGMENTATION
from training.config import Config, FitConfig, NetworkConfig
from training.datasets.prepared import Folds, read_folds
from training.prepare import Plan, Source, prepare
from training.runs import Run


def draw_face(label: int, seed: int) -> np.ndarray:
    """A 48×48 picture that a network can tell by its label: a bar at an angle of its own, in noise."""
    generator = np.random.default_rng((label, seed))
    picture = generator.normal(110, 20, (48, 48)).clip(0, 255).astype(np.uint8)
    angle = label * np.pi / len(EXPRESSIONS)
    across = np.array([np.cos(angle), np.sin(angle)]) * 20
    centre = 24 + generator.uniform(-3, 3, 2)
    start, end = (centre - across).astype(int), (centre + across).astype(int)
    cv2.line(picture, start.tolist(), end.tolist(), 230, 5)
    return picture


def write_class_folders(folder: Path, folds: dict[str, int]) -> Path:
    """`<fold>/<expression>/<number>.png`, so many pictures of each expression in each fold."""
    number = 0
    for fold, each in folds.items():
        for label, expression in enumerate(EXPRESSIONS):
            (folder / fold / expression).mkdir(parents=True)
            for _ in range(each):
                cv2.imwrite(str(folder / fold / expression / f"fer{number:07d}.png"), draw_face(label, number))
                number += 1
    return folder


TINY = Config(
    network=NetworkConfig(family="vgg", size=40, options={"widths": [8, 16], "blocks": [1, 1]}),
    augment=NO_AUGMENTATION,
    fit=FitConfig(epochs=3, batch=16, learning_rate=0.05, average=0.5, vote_share=0, precision="float32"),
)


def tiny(**fit: object) -> Config:
    return dataclasses.replace(TINY, fit=dataclasses.replace(TINY.fit, **fit))


@pytest.fixture(scope="session")
def class_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_class_folders(tmp_path_factory.mktemp("faces"), {"train": 24, "validation": 6})


@pytest.fixture(scope="session")
def prepared(class_folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    prepare([Source(class_folders)], Plan(held_back=0.3), folder)
    return folder


@pytest.fixture(scope="session")
def folds(prepared: Path) -> Folds:
    return read_folds(prepared)


@pytest.fixture(scope="session")
def trained(folds: Folds, tmp_path_factory: pytest.TempPathFactory) -> Run:
    from training.fit import fit

    run = Run(tmp_path_factory.mktemp("runs") / "member")
    fit(tiny(epochs=6), folds, run)
    return run


@pytest.fixture(scope="session")
def shipped(trained: Run, folds: Folds, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from training.shipping import ship

    folder = tmp_path_factory.mktemp("models")
    ship([trained], folds.held_back, folds.validation, folder, "int8", 0.75)
    return folder
