"""A member's recipe: a TOML file that says everything a training run depends on except the data's place."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

from assistant.system import structured_text
from assistant.system.printable import brief
from assistant.system.structured_text import shortened
from training.data import balance
from training.data.augment import Augmentation
from training.errors import TrainingError
from training.schema import Amount, Between, Count, CountOrNone, Seed, Share, require_fit

Loss = Literal["cross-entropy", "focal", "logit-adjusted"]
LOSSES: tuple[Loss, ...] = get_args(Loss)


@dataclass(frozen=True)
class NetworkConfig:
    """`[network]`: which network, for which pictures.

    Attributes:
        family: one of `training.networks.FAMILIES`.
        size: side of the input in pixels: the centre of the prepared pictures is cut out.
        channels: 1 for grey, 3 for RGB.
        classes: how many the prepared set has.
        resize: side to which the input is scaled inside the network, 0 for not at all: up for networks that
            want large pictures, down for a cheap first run from which another starts.
        options: the family's own.
    """

    family: str = "residual-se"
    size: Annotated[int, Between(8, 224)] = 44
    channels: Literal[1, 3] = 1
    classes: Annotated[int, Between(2, 100)] = 7
    resize: Annotated[int, Between(0, 512)] = 0
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FitConfig:
    """`[fit]`: how the network is fitted.

    Attributes:
        epochs: how often the member is judged, and a checkpoint written.
        batch: faces in a step.
        passes: how often an epoch goes through the training fold. Scores and checkpoints come once an epoch, and on a
            GPU one pass takes less time than they do.
        steps: most steps in an epoch; 0 for as many as the faces give.
        augment_on: where faces are varied: on the "processor", or on the "device" that learns, for a GPU.
        optimizer: "sgd" has Nesterov momentum 0.9.
        learning_rate: peak of the schedule: a linear warm-up of one epoch, then a cosine to zero.
        weight_decay: decoupled, on kernels only.
        average: decay per step of the running average of weights that is kept.
        vote_share: share of the FERPlus votes in the target, 0 to 1; with teachers, of the labels pooled with theirs.
        translate_votes: blend in what the votes say about the label, not the votes as they are
            (`training.fit.soft_labels`).
        plain_votes: share of the votes as they are in what is so pooled: people see more neutral faces than FER2013's
            labels say.
        teachers: names of finished runs beside this one whose readings of the training faces are pooled with
            the translated votes (knowledge distillation, Hinton et al., 2015).
        readings: files of what others say of the training faces (`training.data.sources.readings`), pooled with the
            votes and the teachers' readings.
        readings_share: of all those files together in the pool, 0 to 1.
        smoothing: label smoothing, 0 to 1.
        targets: "sparse" learns from the labels' indices, for plain labels under cross-entropy; "soft" from
            distributions over the classes.
        balance: one of `training.data.balance.METHODS`.
        loss: one of `LOSSES`, see `training.fit.losses`.
        start: name of a finished run beside this one, or the path of one elsewhere, of the same network or of a
            narrower plain stack, from whose weights this one goes on; empty for random weights.
        start_share: share of those first weights in the mean that is kept at the end, 0 to 1: what was learned anew is
            read better, and what was known before hardly worse (WiSE-FT, Wortsman et al., CVPR 2022). The scores of the
            history are those of what was learned alone.
        patience: epochs without a better held-back macro F1 after which the run ends; 0 for never.
        seed: of initial weights, order and augmentation.
        precision: Keras dtype policy; bfloat16 is twice as fast on processors that have it (AMX).
    """

    epochs: Count = 30
    batch: Count = 128
    passes: Count = 1
    steps: CountOrNone = 0
    augment_on: Literal["processor", "device"] = "processor"
    optimizer: Literal["sgd", "adamw"] = "sgd"
    learning_rate: Amount = 0.1
    weight_decay: Amount = 5e-4
    average: Share = 0.995
    vote_share: Share = 0.5
    translate_votes: bool = True
    plain_votes: Share = 0.0
    teachers: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    readings_share: Share = 0.2
    smoothing: Share = 0.05
    targets: Literal["soft", "sparse"] = "soft"
    balance: balance.Method = "effective-number"
    loss: Loss = "cross-entropy"
    start: str = ""
    start_share: Share = 0.0
    patience: CountOrNone = 0
    seed: Seed = 1
    precision: Literal["float32", "mixed_bfloat16", "mixed_float16"] = "mixed_bfloat16"

    @property
    def predecessors(self) -> list[str]:
        """Names of the runs that have to be finished before."""
        return [*filter(None, [self.start]), *self.teachers]


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
        TrainingError: unreadable, or with a table, key or value that nothing reads.
    """
    return config_from_dict(read_toml(path), str(path))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        TrainingError: unreadable.
    """
    try:
        return structured_text.read_toml(path)
    except OSError as error:
        raise TrainingError(f"{path} is no readable recipe: {error.strerror or error}.") from error
    except ValueError as error:  # malformed, or a path with a zero in it
        raise TrainingError(f"{path} is no readable recipe: {error}.") from error


def config_from_dict(tables: Any, source: str) -> Config:
    """The recipe that `tables` holds; `source` names it in messages.

    Raises:
        TrainingError: no tables, or one with a key or value that nothing reads.
    """
    if not isinstance(tables, dict):
        raise TrainingError(f"{source} holds no recipe: it must hold tables.")
    kinds = {f.name: f.default_factory for f in dataclasses.fields(Config)}
    parts: dict[str, Any] = {}
    for table, values in tables.items():
        if table not in kinds:
            raise TrainingError(f"{source}: the table [{brief(table)}] is unknown; use {', '.join(kinds)}.")
        parts[table] = read_table(kinds[table], values, f"{source}: [{table}]")
    return Config(**parts)


def read_table(kind: Any, values: Any, where: str) -> Any:
    """A dataclass from a TOML table.

    Raises:
        TrainingError: no table, a key that the dataclass lacks, or a value of another kind or out of bounds;
            `where` names the table.
    """
    if not isinstance(values, dict):
        raise TrainingError(
            f"{where} is {shortened(values)}, which is no table: write its name in brackets and its keys below."
        )
    hints = get_type_hints(kind, include_extras=True)
    for key, value in values.items():
        if key not in hints:
            raise TrainingError(f"{where} has the unknown key '{brief(key)}'; use {', '.join(hints)}.")
        require_fit(hints[key], key, value, where)
    return kind(**values)
