"""Recipes of several runs: an ensemble's, and those of a comparison."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from assistant.system.printable import brief
from training.config import LOSSES, Config, FitConfig, read_config, read_table, read_toml
from training.data import balance
from training.data.prepare import Plan
from training.errors import TrainingError
from training.schema import Between, CountOrNone, Precision, Share

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shipping:
    """`[ensemble]`: the members' recipe files, beside this one, and how they are shipped.

    Attributes:
        members: file names, each once.
        ships: those of them of which the shipped ones are chosen; all where it names none.
        precision: of the LiteRT models.
        abstain_accuracy: see `training.ensemble.calibrate.abstain_thresholds`.
        mirror: the assistant reads each face as its mirror image, too: right more often, in twice the time.
        drawn: how many drawn people, with seven expressions each, join the training fold.
        talkers: how many more drawn people join it in mid-speech, mostly with a neutral face.
        drawn_weight: how often a drawn face is learned from compared with another.
    """

    members: list[str] = field(default_factory=list)
    ships: list[str] = field(default_factory=list)
    precision: Precision = "int8"
    abstain_accuracy: Share = 0.75
    mirror: bool = False
    drawn: CountOrNone = 0
    talkers: CountOrNone = 0
    drawn_weight: Annotated[float, Between(0.01, 100)] = 1.0


@dataclass(frozen=True)
class EnsembleRecipe:
    """The whole recipe.

    Attributes:
        plan: `[prepare]`.
        shipping: `[ensemble]`.
        members: each member's recipe, by its file's name without ending.
    """

    plan: Plan
    shipping: Shipping
    members: dict[str, Config]


def read_ensemble(path: Path) -> EnsembleRecipe:
    """Read an ensemble's recipe and its members'.

    Raises:
        TrainingError: unreadable, with something in it that nothing reads, without members, with two of one name, or
            with talkers that nothing would draw.
    """
    tables = read_toml(path)
    if unknown := sorted(set(tables) - {"prepare", "ensemble"}):
        raise TrainingError(f"{path}: [{brief(', '.join(unknown))}] is unknown; use [prepare] and [ensemble].")
    plan = read_table(Plan, tables.get("prepare", {}), f"{path}: [prepare]")
    shipping = read_table(Shipping, tables.get("ensemble", {}), f"{path}: [ensemble]")
    members = {Path(name).stem: read_config(path.parent / name) for name in shipping.members}
    if not members:
        raise TrainingError(f"{path} names no members: list their recipes under [ensemble] members.")
    if strangers := set(shipping.ships) - set(shipping.members):
        raise TrainingError(f"{path} ships {', '.join(sorted(strangers))}, which it does not train: list its members.")
    if len(members) < len(shipping.members):
        raise TrainingError(f"{path} gives two members one name: give each recipe's file another name.")
    if shipping.talkers and not shipping.drawn:
        raise TrainingError(
            f"{path} has talkers without drawn people: set [ensemble] drawn, too, or leave talkers out."
        )
    return EnsembleRecipe(plan, shipping, members)


def require_files(members: Mapping[str, Config]) -> None:
    """Refuse recipes that name files which are not there: weights to begin with, and readings to learn from.

    Args:
        members: recipes by the names of what they train.

    Raises:
        TrainingError: a file is not there.
    """
    for name, config in members.items():
        for file in [config.network.options.get("weights"), *config.fit.readings]:
            # The family refuses an option that is no text.
            if file and isinstance(file, str) and not Path(file).is_file():
                raise TrainingError(
                    f"{name} begins with {file}, which is not there: put it into the folder from which you start the "
                    f"command, or take the member out of the recipe."
                )


def imbalance_variants(config: Config) -> dict[str, Config]:
    """The recipe with each way of drawing and weighing faces, and with each loss made for rare classes, by name.

    Those losses need soft targets; without them they are left out, and the log says so.
    """
    plain = replace(config.fit, balance="none", loss="cross-entropy")
    fits: dict[str, FitConfig] = {method: replace(plain, balance=method) for method in balance.METHODS}
    losses = [loss for loss in LOSSES if loss != plain.loss]
    if plain.targets == "sparse":
        log.warning('Sparse targets are left without %s: set [fit] targets = "soft" for them.', " and ".join(losses))
    else:
        fits |= {loss: replace(plain, loss=loss) for loss in losses}
    return {name: replace(config, fit=fit) for name, fit in fits.items()}
