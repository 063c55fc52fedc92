"""Write the folder of models that the assistant runs: members, selection, calibration, scores, model card."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.ensemble import FORMAT, MANIFEST, read_manifest
from assistant.errors import ModelError
from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME, Batch, denoise, standardise
from assistant.system.atomic_file import write_atomically
from assistant.system.checksum import sha256
from assistant.system.structured_text import read_json
from training.data.faces import Faces
from training.data.learned import FILE as LEARNED
from training.data.learned import checksums, read_learned, require_unseen, write_learned
from training.data.prepared import Folds, read_folds
from training.data.provenance import provenance
from training.data.unfinished import unfinished
from training.ensemble.calibrate import Source, calibrate, left_out
from training.ensemble.canonical import require_canonical_faces, require_canonical_run
from training.ensemble.conditions import LABELLED, VOTED, conversation, under_conditions
from training.ensemble.model_card import write_model_card
from training.ensemble.selection import bagged_weights
from training.errors import TrainingError
from training.evaluate.evaluation import NO_OTHERS, OtherSets, evaluate, load_ensemble, logits, probabilities
from training.evaluate.robustness import accuracy_by_width
from training.fit.batched import batched_logits
from training.fit.runs import Run, require_distinct
from training.progress import progress
from training.schema import Precision

if TYPE_CHECKING:
    import keras

log = logging.getLogger(__name__)

_Runner: TypeAlias = Callable[[Batch], NDArray[np.float32]]

LEAST_AGREEMENT = 0.97
"""Share of faces on which a converted member must read the same expression first as the Keras network."""

_BATCH = 64


def ship(
    runs: Sequence[Run],
    data: Path,
    folder: Path,
    precision: Precision,
    abstain_accuracy: float,
    outside: OtherSets = NO_OTHERS,
    *,
    mirror: bool = False,
) -> dict[str, Any]:
    """Convert the members, choose and weigh them, calibrate, and write all of it into `folder`.

    What decides is measured on the converted members, so that their rounding is part of it. The held-back faces
    decide weights, temperature, biases and thresholds, each under the conditions of `training.ensemble.conditions`;
    the scores in the manifest are those on the validation faces, which decide nothing.

    Args:
        runs: finished members.
        data: a prepared set.
        folder: becomes what `assistant.adapters.models.ensemble.Ensemble` reads; an ensemble that it held before goes
            when the new one is complete.
        precision: of the LiteRT members.
        abstain_accuracy: see `training.ensemble.calibrate.abstain_thresholds`.
        outside: what the ensemble is judged on, too; it decides nothing.
        mirror: each face is to be read as its mirror image, too: it takes twice the time, and is right more often.

    Returns:
        The manifest.

    Raises:
        TrainingError: a run is not finished or not for the assistant's frame and expressions, two runs have one
            name, a member learned from faces that would judge it, a conversion changes what a member reads, or the
            set or `abstain_accuracy` does not fit.
    """
    # Whoever only calibrates again needs no TensorFlow.
    from training.ensemble import export
    from training.fit.members import load_member

    require_distinct(runs)
    for run in runs:
        require_canonical_run(run)
    folds = _judging(data, abstain_accuracy)
    for run in runs:
        require_unseen(folds, read_learned(run.folder), run.name)
    held_back = folds.held_back
    models = [load_member(run) for run in runs]
    sizes = [run.config().network.size for run in runs]
    converted = [export.convert(model, precision) for model in progress(models, "converting", "members")]
    runners = [export.runner(model) for model in converted]
    by_condition = under_conditions(partial(_members_logits, runners, sizes, mirror), held_back)
    weights = bagged_weights(
        np.concatenate([each.logits for each in by_condition.values()], axis=1),
        np.concatenate([each.labels for each in by_condition.values()]),
    )
    sources = {name: each._replace(logits=np.tensordot(weights, each.logits, 1)) for name, each in by_condition.items()}
    chosen = [index for index, weight in enumerate(weights) if weight > 0]
    members = [
        _member(runs[i], models[i], converted[i], held_back, precision) | {"weight": round(float(weights[i]), 4)}
        for i in chosen
    ]
    known = provenance(data, folds)
    learned = frozenset[str]().union(*(read_learned(runs[i].folder) for i in chosen))
    manifest = {
        "format": FORMAT,
        "labels": [str(expression) for expression in EXPRESSIONS],
        "frame": FRAME,
        "mirror": mirror,
        **_calibration(sources, held_back, abstain_accuracy),
        "members": members,
        "scores": {},
        "learned_from": known,
        "learned_elsewhere": len(learned - checksums(folds.train)),
        "calibrated_on": known,
    }
    files = {_file(runs[i]): converted[i] for i in chosen}
    return _publish(manifest, files, learned, folds.validation, outside, folder)


def recalibrate(folder: Path, data: Path, abstain_accuracy: float, outside: OtherSets = NO_OTHERS) -> dict[str, Any]:
    """Fit temperature, biases and thresholds of an exported ensemble again; its members stay as they are.

    Args:
        folder: of the ensemble.
        data: a prepared set, whose held-back faces decide and whose validation faces are scored.
        abstain_accuracy: see `training.ensemble.calibrate.abstain_thresholds`.
        outside: see `ship`.

    Returns:
        The new manifest.

    Raises:
        TrainingError: the ensemble cannot be read, it learned from faces that would judge it, or the set or
            `abstain_accuracy` does not fit.
    """
    ensemble = load_ensemble(folder)
    folds = _judging(data, abstain_accuracy)
    learned = read_learned(folder)
    require_unseen(folds, learned, f"The ensemble in {folder}")
    manifest = read_json(folder / MANIFEST)
    sources = under_conditions(partial(logits, ensemble), folds.held_back)
    manifest |= _calibration(sources, folds.held_back, abstain_accuracy)
    manifest["calibrated_on"] = provenance(data, folds)
    files = {member.file.name: member.file.read_bytes() for member in ensemble.manifest.members}
    return _publish(manifest, files, learned, folds.validation, outside, folder)


def _judging(data: Path, abstain_accuracy: float) -> Folds:
    """The set that judges an ensemble, if it and what is wanted of it fit the assistant."""
    if not 0 <= abstain_accuracy <= 1:
        raise TrainingError(f"abstain_accuracy = {abstain_accuracy} is no share: use a number from 0 to 1.")
    folds = read_folds(data)
    for fold in (folds.held_back, folds.validation):
        require_canonical_faces(fold)
    return folds


def _calibration(sources: Mapping[str, Source], held_back: Faces, abstain_accuracy: float) -> dict[str, Any]:
    threshold_sources = [name for name in (LABELLED, VOTED) if name in sources]
    prior = conversation(held_back)
    fitted = calibrate(sources, abstain_accuracy, prior, threshold_sources)
    return {
        "temperature": round(fitted.temperature, 4),
        "bias": _by_expression(fitted.bias),
        "abstain": _by_expression(fitted.abstain),
        "left_out": left_out(sources, abstain_accuracy, prior, threshold_sources),
    }


def _by_expression(values: NDArray[np.float64]) -> dict[str, float]:
    return {str(expression): round(float(value), 3) for expression, value in zip(EXPRESSIONS, values, strict=True)}


def _member(run: Run, model: keras.Model, data: bytes, sample: Faces, precision: Precision) -> dict[str, Any]:
    """What the manifest says of a member that was converted to `data`."""
    from training.ensemble import export

    network = run.config().network
    parity = export.parity(model, data, standardise(sample.pixels[:512], network.size))
    log.info(
        "%s: %.1f MB, %.2f ms, reads like Keras on %.1f %% of the faces",
        run.name,
        parity.bytes / 1e6,
        parity.milliseconds,
        parity.agreement * 100,
    )
    if parity.agreement < LEAST_AGREEMENT:
        raise TrainingError(
            f"{run.name} as {precision} reads {parity.agreement:.1%} of the faces as before: export it as float16."
        )
    return {
        "file": _file(run),
        "sha256": sha256(data),
        "size": network.size,
        "family": network.family,
        "precision": precision,
        "vote_share": run.config().fit.vote_share,
        "readings": [Path(file).stem for file in run.config().fit.readings],
        "parity": asdict(parity),
    }


def _file(run: Run) -> str:
    return f"{run.name}.tflite"


def _publish(
    manifest: dict[str, Any],
    files: dict[str, bytes],
    learned: frozenset[str],
    validation: Faces,
    outside: OtherSets,
    folder: Path,
) -> dict[str, Any]:
    """Write and score the ensemble aside; only when it is complete it takes the place of what `folder` holds."""
    folder.mkdir(parents=True, exist_ok=True)
    with unfinished(folder) as made:
        for name, data in files.items():
            write_atomically(made / name, data)
        if learned:
            write_learned(made, learned)
        # The scores are those of the written files, so the manifest is written once without them.
        write_atomically(made / MANIFEST, json.dumps(manifest, indent=2) + "\n")
        ensemble = load_ensemble(made)
        manifest["scores"] = evaluate(ensemble, validation)
        manifest["outside"] = {name: evaluate(ensemble, *others) for name, others in outside.items()}
        manifest["accuracy_by_width"] = accuracy_by_width(validation, partial(probabilities, ensemble))
        write_atomically(made / MANIFEST, json.dumps(manifest, indent=2) + "\n")
        write_model_card(manifest, made)
        superseded = {*_members_in(folder), LEARNED} - {path.name for path in made.iterdir()}
        # The manifest comes last: until then the one before it is in force, and knows by their checksums which of
        # its members are there.
        for path in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(folder / path.name)
    for name in superseded:
        (folder / name).unlink(missing_ok=True)
    return manifest


def _members_in(folder: Path) -> set[str]:
    """File names of the ensemble's members in `folder`; none where no manifest can be read."""
    try:
        return {member.file.name for member in read_manifest(folder).members}
    except ModelError:
        return set()


def _members_logits(
    runners: Sequence[_Runner], sizes: Sequence[int], mirror: bool, pixels: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """(members, n, classes) logits of LiteRT models, each with its input's size, for (n, 48, 48) grey faces."""
    seen = denoise(pixels)
    members = zip(runners, sizes, strict=True)
    return np.stack([batched_logits(read, seen, size, _BATCH, mirror=mirror) for read, size in members])
