"""Whether recipe, faces and a run that was begun before fit each other, said before anything is trained."""

from __future__ import annotations

from dataclasses import replace

from training.config import Config
from training.data.faces import Faces
from training.data.learned import checksums, read_learned
from training.errors import TrainingError
from training.fit.on_device import require_device_augmentation
from training.fit.runs import Run


def require_fitting_recipe(config: Config, train: Faces) -> None:
    """Refuse a recipe that contradicts itself or wants other faces than those of the training fold.

    Raises:
        TrainingError: recipe and faces do not fit.
    """
    fit, mixup = config.fit, config.augment.mixup
    if fit.targets == "sparse" and (fit.vote_share or fit.smoothing or mixup or fit.loss != "cross-entropy"):
        raise TrainingError(
            'Sparse targets are plain labels: set [fit] targets = "soft", or vote_share, smoothing and mixup to 0 and '
            'loss to "cross-entropy".'
        )
    if (fit.teachers or fit.readings) and not fit.vote_share:
        raise TrainingError(
            "Teachers and readings are heard through [fit] vote_share: set it above 0, or leave them out."
        )
    if fit.start_share and not fit.start:
        raise TrainingError("There is nothing to share with: name a [fit] start, or leave out start_share.")
    if fit.augment_on == "device":
        require_device_augmentation(config.augment)
    network, channels = config.network, 1 if train.pixels.ndim == 3 else train.pixels.shape[3]
    if network.classes != len(train.classes):
        raise TrainingError(
            f"The set has {len(train.classes)} classes and the recipe's network {network.classes}: "
            f"set [network] classes = {len(train.classes)}."
        )
    if network.channels != channels or network.size > train.pixels.shape[1]:
        raise TrainingError(
            f"The recipe wants {network.size} pixels in {network.channels} channels and the set has "
            f"{train.pixels.shape[1]} in {channels}: prepare the set with other --side or --colour."
        )


def require_same_recipe(config: Config, run: Run) -> None:
    """Refuse to go on with a run by another recipe, which would be neither: only more epochs and patience are welcome.

    Raises:
        TrainingError: the run was begun with another recipe.
    """
    if not run.config_file.exists():
        return
    before = run.config()
    prolonged = replace(before.fit, epochs=config.fit.epochs, patience=config.fit.patience)
    if replace(before, fit=prolonged) != config:
        raise TrainingError(
            f"The run in {run.folder} follows another recipe: give another folder, or delete it to start again."
        )


def require_same_faces(train: Faces, run: Run) -> None:
    """Refuse to go on with a run on faces that it has not learned from.

    Raises:
        TrainingError: the set has others than those that the run began with.
    """
    learned = read_learned(run.folder)
    if learned and not checksums(train) <= learned:
        raise TrainingError(
            f"{run.name} has learned from other faces than this set's: give the set that it began with, or another "
            f'folder and [fit] start = "{run.name}".'
        )
