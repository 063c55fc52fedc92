"""A member's recipe: a TOML file that says everything a training run depends on except the data's place."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training import balance
from training.augment import Augmentation
from training.errors import TrainingError


@dataclass(frozen=True)
class NetworkConfig:
    """`[network]`: which network; `options` are the family's own."""

    family: str = "residual-se"
    size: int = 44
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FitConfig:
    """`[fit]`: how the network is fitted.

    Attributes:
        epochs: passes over the training fold.
        cycles: parts of equal length, each with its own cosine from peak to zero; the averaged weights
            at the end of each are kept as a snapshot.
        batch: faces in a step.
        learning_rate: peak of the schedule (SGD with Nesterov momentum 0.9).
        weight_decay: decoupled, on kernels only.
        average: decay per step of the running average of weights that is kept.
        vote_share: share of the FERPlus votes in the target, 0 to 1.
        smoothing: label smoothing, 0 to 1.
        held_back: share of the training fold kept for selection and calibration.
        balance: one of `training.balance.METHODS`.
        seed: of initial weights, order and augmentation.
        precision: Keras dtype policy, "float32" or "mixed_bfloat16".
    """

    epochs: int = 30
    cycles: int = 1
    batch: int = 128
    learning_rate: float = 0.1
    weight_decay: float = 5e-4
    average: float = 0.995
    vote_share: float = 0.5
    smoothing: float = 0.05
    held_back: float = 0.05
    balance: balance.Method = "effective-number"
    seed: int = 1
    precision: str = "mixed_bfloat16"


@dataclass(frozen=True)
class Config:
    """The whole recipe."""

    network: NetworkConfig = field(default_factory=NetworkConfig)
    augment: Augmentation = field(default_factory=Augmentation)
    fit: FitConfig = field(default_factory=FitConfig)

    def as_dict(self) -> dict[str, Any]:
        """The resolved recipe, every default written out."""
        return dataclasses.asdict(self)


def read_config(path: Path) -> Config:
    """Read a TOML recipe.

    Raises:
        TrainingError: unreadable, or with a table or key that nothing reads.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TrainingError(f"{path} is no readable recipe: {error}.") from error
    return config_from_dict(tables, str(path))


def config_from_dict(tables: dict[str, Any], source: str) -> Config:
    """The recipe that `tables` holds; `source` names it in messages."""
    kinds = {f.name: f.default_factory for f in dataclasses.fields(Config)}
    parts: dict[str, Any] = {}
    for table, values in tables.items():
        if table not in kinds:
            raise TrainingError(f"{source}: the table [{table}] is unknown; use {', '.join(kinds)}.")
        try:
            parts[table] = kinds[table](**values)  # type: ignore[operator,misc]
        except TypeError as error:
            raise TrainingError(f"{source}: [{table}] has an unknown key ({error}).") from error
    config = Config(**parts)
    if config.fit.balance not in balance.METHODS:
        raise TrainingError(f"{source}: balance must be one of {', '.join(balance.METHODS)}.")
    return config
