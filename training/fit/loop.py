"""Fit one member: schedule, weight average, scores after each epoch, checkpoints."""

from __future__ import annotations

import json
import time
from importlib.util import find_spec
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from assistant.system.atomic_file import write_atomically
from training.config import Config, FitConfig
from training.data import balance
from training.data.faces import Faces
from training.data.learned import checksums, read_learned, write_learned
from training.data.prepared import Folds
from training.data.sources.readings import readings_of
from training.data.unfinished import held
from training.errors import TrainingError
from training.evaluate import metrics
from training.fit import checkpoints
from training.fit.bar import Bar
from training.fit.batches import Batches
from training.fit.distillation import with_teachers
from training.fit.ema import WeightAverage
from training.fit.logs import Logs
from training.fit.losses import make_loss
from training.fit.members import load_member, predict_logits
from training.fit.on_device import network_of, with_augmentation
from training.fit.requirements import require_fitting_recipe, require_same_faces, require_same_recipe
from training.fit.runs import Run
from training.fit.soft_labels import with_plain_votes, with_readings, with_translated_votes
from training.networks import build, dtype_policy
from training.networks.widening import widen

_TRACKED = ("accuracy", "macro_f1", "mean_recall", "auc")


def fit(config: Config, folds: Folds, run: Run) -> list[dict[str, Any]]:
    """Fit one member into the folder of `run`, going on from its checkpoint where there is one.

    The held-back fold may end the run early; the validation fold is only written down.

    Returns:
        The history: for each epoch the loss, the training accuracy, and the scores of the averaged
        weights on both folds.

    Raises:
        TrainingError: recipe and faces do not fit, the loss grows beyond all numbers, or a checkpoint cannot be
            read or written.
    """
    require_fitting_recipe(config, folds.train)
    require_same_recipe(config, run)
    require_same_faces(folds.train, run)
    run.folder.mkdir(parents=True, exist_ok=True)
    with held(run.folder) as ours:
        if not ours:
            raise TrainingError(
                f"Another command trains in {run.folder} right now: wait for its end, or give another folder."
            )
        return _fit(config, folds, run)


def _fit(config: Config, folds: Folds, run: Run) -> list[dict[str, Any]]:
    checkpoints.clear(run)
    keras.utils.set_random_seed(config.fit.seed)
    with dtype_policy(config.fit.precision):
        average = build(config.network, pretrained=False)
        checkpoint = checkpoints.load(run, average)
        if run.finished and not checkpoint:
            return _finished(config.fit, run)
        model = checkpoint.model if checkpoint else _trainee(config, folds.train)
    history = checkpoint.history if checkpoint else []
    network = network_of(model)
    if not checkpoint:
        if config.fit.start:
            _start_from(network, config, run)
        average.set_weights(network.get_weights())
    judge = _Judge(average, config, folds, run, history)
    if not judge.done:
        batches = Batches(_with_soft_labels(folds, config.fit, run), config, epoch=len(history))
        if checkpoint:
            model.optimizer.learning_rate = _schedule(config.fit, len(batches))
        else:
            _compile(model, config.fit, len(batches), folds.train)
        _begin(config, folds.train, run)
        model.fit(
            batches,
            epochs=config.fit.epochs,
            verbose=0,
            initial_epoch=len(history),
            # The batches come in an order of their own, which a resumed run repeats.
            shuffle=False,
            callbacks=[
                WeightAverage(network, average, config.fit.average, step=int(model.optimizer.iterations)),
                judge,
                Bar(run.name, config.fit.epochs, len(history)),
                *([Logs(run)] if find_spec("tensorflow") else []),
            ],
        )
    if config.fit.start_share:
        _average_with_start(average, config, run)
    checkpoints.finish(run, average, history)
    return history


class _Judge(keras.callbacks.Callback):
    """After each epoch: scores the averaged weights, writes history and checkpoint, and may end the run."""

    def __init__(
        self, average: keras.Model, config: Config, folds: Folds, run: Run, history: list[dict[str, Any]]
    ) -> None:
        super().__init__()
        self._average, self._config, self._folds, self._run, self._history = average, config, folds, run, history
        self._begun = 0.0

    @property
    def done(self) -> bool:
        """See `_is_over`."""
        return _is_over(self._config.fit, self._history)

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Start the epoch's clock."""
        self._begun = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Judge, and tell Keras, so that the scores are logged and shown."""
        logs = {} if logs is None else logs
        for name in ("held_back", "validation"):
            fold: Faces = getattr(self._folds, name)
            probabilities = metrics.softmax(predict_logits(self._average, fold, self._config.network.size))
            _require_finite(float(logs["loss"]), probabilities, epoch, self._run)
            scores = metrics.score(probabilities, fold.labels, classes=fold.classes)
            logs.update({f"{name}_{key}": scores[key] for key in _TRACKED if scores[key] is not None})
        entry = {key: float(value) for key, value in logs.items() if key not in ("loss", "accuracy")}
        times = {"epoch": epoch + 1, "seconds": round(time.monotonic() - self._begun, 1)}
        entry |= times | {"loss": float(logs["loss"]), "train_accuracy": float(logs["accuracy"])}
        self._history.append(entry)
        checkpoints.save(self._run, self.model, self._average, self._history)
        self.model.stop_training = self.done


def _is_over(fit: FitConfig, history: list[dict[str, Any]]) -> bool:
    """Whether all epochs are over, or the best one is too long ago."""
    past = [entry["held_back_macro_f1"] for entry in history]
    stale = bool(fit.patience and past) and len(past) - 1 - int(np.argmax(past)) >= fit.patience
    return stale or len(past) >= fit.epochs


def _finished(fit: FitConfig, run: Run) -> list[dict[str, Any]]:
    history = run.history()
    if not _is_over(fit, history):
        raise TrainingError(
            f"{run.name} is finished and has no checkpoint to go on from: give another folder, and go on from its "
            f'weights by [fit] start = "{run.name}".'
        )
    return history


def _require_finite(loss: float, probabilities: NDArray[np.float64], epoch: int, run: Run) -> None:
    if not (np.isfinite(loss) and np.isfinite(probabilities).all()):
        raise TrainingError(
            f"{run.name} diverged in epoch {epoch + 1} (its loss is {loss:g}): lower [fit] learning_rate, and delete "
            f"{run.folder} or give another folder."
        )


def _with_soft_labels(folds: Folds, config: FitConfig, run: Run) -> Faces:
    """The training faces, their votes replaced by soft labels: of annotators, teachers and readings as asked for."""
    given, held_back = folds.train, folds.held_back
    if not config.vote_share:
        return given
    # A wrong file is named before hours of teachers.
    readings = readings_of(given.names, config.readings)
    train = given
    if config.translate_votes:
        train, held_back = with_translated_votes(train, held_back)
    if config.teachers:
        train = with_teachers(train, held_back, run, config.teachers)
    if readings:
        train = with_readings(train, readings, config.readings_share)
    return with_plain_votes(train, given, config.plain_votes) if config.plain_votes else train


def _begin(config: Config, train: Faces, run: Run) -> None:
    """Write down what the run follows and learns from, once nothing in the recipe is left to be refused."""
    run.folder.mkdir(parents=True, exist_ok=True)
    write_atomically(run.config_file, json.dumps(config.as_dict(), indent=2))
    learned = checksums(train) | read_learned(run.folder)
    if config.fit.start:
        learned |= read_learned(run.beside(config.fit.start).folder)
    write_learned(run.folder, learned)


def _trainee(config: Config, train: Faces) -> keras.Model:
    """The new network, behind its augmentation where the device is to vary the faces."""
    network = build(config.network)
    return with_augmentation(network, config, train.pixels.shape[1]) if config.fit.augment_on == "device" else network


def _start_from(model: keras.Model, config: Config, run: Run) -> None:
    other = run.beside(config.fit.start)
    if not other.finished:
        raise TrainingError(f"{run.name} starts from {other.folder}, which is no finished run: train that first.")
    begun = load_member(other)
    weights = begun.get_weights()
    if [each.shape for each in weights] == [each.shape for each in model.get_weights()]:
        model.set_weights(weights)
        return
    try:
        widen(begun, model, config.fit.seed)
    except ValueError as error:
        raise TrainingError(
            f"{run.name} starts from {other.folder}, which is neither the same network nor a narrower one ({error}): "
            f"name another run, or leave out start."
        ) from error


def _average_with_start(model: keras.Model, config: Config, run: Run) -> None:
    learned, share = model.get_weights(), config.fit.start_share
    _start_from(model, config, run)
    model.set_weights([share * old + (1 - share) * new for old, new in zip(model.get_weights(), learned, strict=True)])


def _schedule(fit: FitConfig, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    return keras.optimizers.schedules.CosineDecay(
        0.0, max(steps * (fit.epochs - 1), 1), warmup_target=fit.learning_rate, warmup_steps=steps
    )


def _compile(model: keras.Model, fit: FitConfig, steps: int, train: Faces) -> None:
    schedule = _schedule(fit, steps)
    if fit.optimizer == "adamw":
        optimizer = keras.optimizers.AdamW(schedule, weight_decay=fit.weight_decay)
    else:
        optimizer = keras.optimizers.SGD(schedule, momentum=0.9, nesterov=True, weight_decay=fit.weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    counts = balance.learned_counts(train.labels, train.weights, len(train.classes), fit.balance)
    model.compile(
        optimizer=optimizer,
        loss=make_loss(fit.loss, counts, sparse=fit.targets == "sparse"),
        weighted_metrics=["accuracy"],
    )
