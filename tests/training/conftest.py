from __future__ import annotations

import os

# Before anything imports TensorFlow.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import dataclasses
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import pytest

from tests.helpers.striped_faces import write_class_folders
from training.config import Config, FitConfig, NetworkConfig
from training.data.augment import NO_AUGMENTATION
from training.data.prepare import Plan, Source, prepare
from training.data.prepared import Folds, read_folds
from training.ensemble import export, shipping
from training.ensemble.shipping import ship
from training.fit.loop import fit
from training.fit.runs import Run

TINY = Config(
    network=NetworkConfig(family="vgg", size=40, options={"widths": [8, 16], "blocks": [1, 1], "dropout": 0.0}),
    augment=NO_AUGMENTATION,
    fit=FitConfig(epochs=3, batch=16, learning_rate=0.05, average=0.5, vote_share=0, precision="float32"),
)


def tiny(**fit: object) -> Config:
    return dataclasses.replace(TINY, fit=dataclasses.replace(TINY.fit, **fit))


def write_recipe(path: Path, **fit: object) -> Path:
    """The recipe of `tiny` as the file that a user would write."""
    tables = tiny(**fit).as_dict()
    options = tables["network"].pop("options")
    lines = []
    for table, values in tables.items():
        # JSON's numbers, strings and lists are TOML's too.
        lines += [f"[{table}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
    lines += ["[network.options]", *(f"{key} = {json.dumps(value)}" for key, value in options.items())]
    path.write_text("\n".join(lines) + "\n")
    return path


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
    run = Run(tmp_path_factory.mktemp("runs") / "member")
    fit(tiny(epochs=6), folds, run)
    return run


@pytest.fixture(scope="session")
def shipped(trained: Run, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    ship([trained], prepared, folder, "int8", 0.75)
    return folder


@pytest.fixture
def step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run networks without making graphs of them first, which takes longer than a few steps do."""
    monkeypatch.setattr(keras.Model, "run_eagerly", property(lambda self: True, lambda self, wanted: None))


_KNOWN: dict[tuple[str, bytes], Any] = {}


def _remembered(function: Callable[..., Any], what_counts: Callable[..., Any]) -> Callable[..., Any]:
    def once(*arguments: Any) -> Any:
        key = function.__name__, pickle.dumps(what_counts(*arguments))
        if key not in _KNOWN:
            _KNOWN[key] = function(*arguments)
        return _KNOWN[key]

    return once


@pytest.fixture
def exported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same weights and readings give the same export: what takes longest of it is done once for them."""

    def weights(model: keras.Model, precision: str) -> tuple[Any, ...]:
        return model.input_shape, model.get_weights(), precision

    monkeypatch.setattr(export, "convert", _remembered(export.convert, weights))
    for name in ("calibrate", "left_out"):
        monkeypatch.setattr(shipping, name, _remembered(getattr(shipping, name), lambda *arguments: arguments))
