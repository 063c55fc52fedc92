"""Fit one member: schedule, weight average, snapshots, and checkpoints that survive a kill."""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from assistant.expressions import EXPRESSIONS
from assistant.imaging import standardise
from training import balance, metrics
from training.config import Config, FitConfig
from training.datasets.faces import Faces
from training.networks import build

WEIGHTS = "member.weights.h5"
CONFIG = "config.json"
HISTORY = "history.json"
_CHECKPOINT = "checkpoint.keras"
_AVERAGE = "average.weights.h5"


class CosineCycles(keras.optimizers.schedules.LearningRateSchedule):
    """Cosine from peak to zero, `cycles` times (Loshchilov & Hutter, 2017), after a linear warm-up."""

    def __init__(self, peak: float, steps: int, cycles: int, warmup: int) -> None:
        self.peak, self.steps, self.cycles, self.warmup = peak, steps, cycles, warmup

    def __call__(self, step: Any) -> Any:
        step = keras.ops.cast(step, "float32")
        length = self.steps / self.cycles
        phase = keras.ops.mod(step, length) / length
        cosine = self.peak * 0.5 * (1 + keras.ops.cos(math.pi * phase))
        return cosine * keras.ops.minimum(1.0, (step + 1) / self.warmup)

    def get_config(self) -> dict[str, Any]:
        return {"peak": self.peak, "steps": self.steps, "cycles": self.cycles, "warmup": self.warmup}


class Batches(keras.utils.PyDataset):
    """One epoch of augmented, standardised batches; the same seed and epoch give the same pixels."""

    def __init__(self, faces: Faces, config: Config, epoch: int) -> None:
        super().__init__(workers=1, use_multiprocessing=False, max_queue_size=8)
        self._faces, self._config = faces, config
        self._targets = faces.targets(config.fit.vote_share, config.fit.smoothing)
        self._epoch = epoch
        weights = balance.class_weights(faces.counts, config.fit.balance)
        generator = np.random.default_rng((config.fit.seed, epoch))
        self._order = balance.draw_epoch(faces.labels, weights, generator)

    def __len__(self) -> int:
        return len(self._order) // self._config.fit.batch

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        batch = self._config.fit.batch
        chosen = self._order[index * batch : (index + 1) * batch]
        generator = np.random.default_rng((self._config.fit.seed, self._epoch, index))
        pixels = self._config.augment(self._faces.pixels[chosen], generator)
        return standardise(pixels, self._config.network.size), self._targets[chosen]


class WeightAverage(keras.callbacks.Callback):
    """Keeps an exponential moving average of all weights, batch statistics included, in `average`."""

    _EVERY = 4

    def __init__(self, average: keras.Model, decay: float) -> None:
        super().__init__()
        self._average, self._decay, self._step = average, decay**self._EVERY, 0

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._step += 1
        if self._step % self._EVERY:
            return
        # A young average follows quickly, so that the first epochs can be judged at all.
        decay = min(self._decay, self._step / (self._step + 10 * self._EVERY))
        for kept, current in zip(self._average.weights, self.model.weights, strict=True):
            if kept.dtype == "float32":
                kept.assign(decay * kept.value + (1 - decay) * current.value)


@dataclass(frozen=True)
class Folds:
    """What a run learns from, decides by, and only reports."""

    train: Faces
    held_back: Faces
    validation: Faces


def network_of(config: Config) -> keras.Model:
    """The untrained network of a recipe, in the current Keras dtype policy."""
    return build(config.network.family, config.network.size, len(EXPRESSIONS), config.network.options)


def predict_logits(model: keras.Model, faces: Faces, size: int) -> NDArray[np.float32]:
    """(n, 7) mean of the logits of each face and of its mirror image."""
    inputs = standardise(faces.pixels, size)
    both = [model.predict(x, batch_size=256, verbose=0) for x in (inputs, inputs[:, :, ::-1])]
    return np.asarray((both[0] + both[1]) / 2, dtype=np.float32)


def fit(config: Config, folds: Folds, run: Path) -> dict[str, Any]:
    """Fit one member into the folder `run`, going on from its checkpoint where there is one.

    Returns:
        The last entry of the history.
    """
    run.mkdir(parents=True, exist_ok=True)
    _write(run / CONFIG, json.dumps(config.as_dict(), indent=2))
    keras.utils.set_random_seed(config.fit.seed)
    keras.mixed_precision.set_global_policy(config.fit.precision)
    history: list[dict[str, Any]] = []
    average = network_of(config)
    if (run / HISTORY).exists():
        history = json.loads((run / HISTORY).read_text())
        model = keras.models.load_model(run / _CHECKPOINT, custom_objects={"CosineCycles": CosineCycles})
        average.load_weights(run / _AVERAGE)
    else:
        model = network_of(config)
        average.set_weights(model.get_weights())
        _compile(model, config.fit, len(folds.train) // config.fit.batch)
    keeper = WeightAverage(average, config.fit.average)
    keeper._step = int(model.optimizer.iterations.numpy())
    for epoch in range(len(history), config.fit.epochs):
        batches = Batches(folds.train, config, epoch)
        logs = model.fit(batches, epochs=1, verbose=2, callbacks=[keeper]).history
        entry = {"epoch": epoch + 1, "loss": logs["loss"][-1], "train_accuracy": logs["accuracy"][-1]}
        for name, fold in (("held_back", folds.held_back), ("validation", folds.validation)):
            scores = metrics.score(metrics.softmax(predict_logits(average, fold, config.network.size)), fold.labels)
            entry |= {f"{name}_{key}": scores[key] for key in ("accuracy", "macro_f1", "mean_recall")}
        history.append(entry)
        print(json.dumps({k: round(v, 4) for k, v in entry.items()}), flush=True)
        model.save(run / f"next-{_CHECKPOINT}")
        average.save_weights(run / f"next-{_AVERAGE}")
        os.replace(run / f"next-{_CHECKPOINT}", run / _CHECKPOINT)
        os.replace(run / f"next-{_AVERAGE}", run / _AVERAGE)
        _write(run / HISTORY, json.dumps(history, indent=1))
        if (epoch + 1) % (config.fit.epochs / config.fit.cycles) < 1 and epoch + 1 < config.fit.epochs:
            average.save_weights(run / f"snapshot-{epoch + 1}.weights.h5")
    average.save_weights(run / WEIGHTS)
    return history[-1]


def _compile(model: keras.Model, fit: FitConfig, steps: int) -> None:
    schedule = CosineCycles(fit.learning_rate, steps * fit.epochs, fit.cycles, warmup=steps)
    optimizer = keras.optimizers.SGD(schedule, momentum=0.9, nesterov=True, weight_decay=fit.weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text)
    os.replace(temporary, path)
