"""Write the folder of models that the assistant runs: members, selection, calibration, scores, model card."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from assistant.adapters.ensemble import FORMAT, MANIFEST
from assistant.checksum import sha256
from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME, Batch, standardise
from assistant.whole_file import write_whole
from training import export
from training.calibrate import abstain_thresholds, fit_bias, fit_temperature, rare_class_bias
from training.datasets.faces import Faces
from training.errors import TrainingError
from training.evaluation import evaluate, load_ensemble
from training.members import load_member
from training.metrics import softmax
from training.model_card import write_model_card
from training.runs import Run
from training.selection import greedy_weights

log = logging.getLogger(__name__)

LEAST_AGREEMENT = 0.97
"""Share of faces on which a converted member must read the same expression first as the Keras network."""

MIRROR = True
"""Reading each face and its mirror image costs twice the time and is right more often."""

_BATCH = 64


def ship(
    runs: Sequence[Run],
    held_back: Faces,
    validation: Faces,
    folder: Path,
    precision: export.Precision,
    told_accuracy: float,
) -> dict[str, Any]:
    """Convert the members, choose and weigh them, calibrate, and write all of it into `folder`.

    What decides is measured on the converted members, so that their rounding is part of it.

    Args:
        runs: finished members.
        held_back: faces that no member learned from; they decide weights, biases, temperature and
            thresholds.
        validation: faces that decide nothing; the scores in the manifest are theirs.
        folder: becomes what `assistant.adapters.ensemble.Ensemble` reads.
        precision: of the LiteRT members.
        told_accuracy: see `training.calibrate.abstain_thresholds`.

    Returns:
        The manifest.

    Raises:
        TrainingError: a run is not finished or not for the assistant's frame and expressions, or a
            conversion changes what a member reads.
    """
    for run in runs:
        _check(run)
    models = [load_member(run) for run in runs]
    sizes = [run.config().network.size for run in runs]
    converted = (export.runner(export.convert(model, precision)) for model in models)
    logits = np.stack([_logits(read, held_back, size) for read, size in zip(converted, sizes, strict=True)])
    weights = greedy_weights(logits, held_back.labels)
    combined = np.tensordot(weights, logits, 1)
    bias = fit_bias(combined, held_back.labels)
    temperature = fit_temperature(combined + bias, held_back.labels)
    bias += temperature * rare_class_bias(softmax((combined + bias) / temperature))
    folder.mkdir(parents=True, exist_ok=True)
    _remove_members(folder)
    members = [
        _write_member(run, export.with_bias(model, bias), float(weight), held_back, folder, precision)
        for run, model, weight in zip(runs, models, weights, strict=True)
        if weight > 0
    ]
    manifest = {
        "format": FORMAT,
        "labels": [str(expression) for expression in EXPRESSIONS],
        "frame": FRAME,
        "mirror": MIRROR,
        **_calibration(combined + bias, held_back, told_accuracy),
        "members": members,
        "scores": {},
    }
    return _finish(manifest, validation, folder)


def recalibrate(folder: Path, held_back: Faces, validation: Faces, told_accuracy: float) -> dict[str, Any]:
    """Fit temperature and thresholds of an exported ensemble again; its members stay as they are.

    Returns:
        The new manifest.

    Raises:
        TrainingError: the ensemble cannot be read.
    """
    ensemble = load_ensemble(folder)
    starts = range(0, len(held_back), _BATCH)
    logits = np.concatenate([ensemble.logits(held_back.pixels[start : start + _BATCH]) for start in starts])
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return _finish(manifest | _calibration(logits, held_back, told_accuracy), validation, folder)


def _check(run: Run) -> None:
    network = run.config().network
    if (network.channels, network.classes) != (1, len(EXPRESSIONS)) or network.size > FRAME:
        raise TrainingError(
            f"{run.name} reads {network.size} pixels in {network.channels} channels as {network.classes} classes, and "
            f"the assistant at most {FRAME} grey ones as {len(EXPRESSIONS)}: only such members can be exported."
        )


def _calibration(logits: NDArray[np.floating], held_back: Faces, told_accuracy: float) -> dict[str, Any]:
    temperature = fit_temperature(logits, held_back.labels)
    thresholds = abstain_thresholds(softmax(logits / temperature), held_back.labels, told_accuracy)
    abstain = {str(e): round(float(t), 3) for e, t in zip(EXPRESSIONS, thresholds, strict=True)}
    return {"temperature": round(temperature, 4), "abstain": abstain}


def _write_member(
    run: Run, model: keras.Model, weight: float, sample: Faces, folder: Path, precision: export.Precision
) -> dict[str, Any]:
    network = run.config().network
    data = export.convert(model, precision)
    parity = export.parity(model, data, standardise(sample.pixels[:512], network.size))
    log.info(
        "%s: weight %.2f, %.1f MB, %.2f ms, reads like Keras on %.1f %% of the faces",
        run.name,
        weight,
        parity.bytes / 1e6,
        parity.milliseconds,
        parity.agreement * 100,
    )
    if parity.agreement < LEAST_AGREEMENT:
        raise TrainingError(
            f"{run.name} as {precision} reads {parity.agreement:.1%} of the faces as before: export it as float16."
        )
    file = f"{run.name}.tflite"
    (folder / file).write_bytes(data)
    return {
        "file": file,
        "sha256": sha256(data),
        "size": network.size,
        "weight": round(weight, 4),
        "family": network.family,
        "precision": precision,
        "parity": asdict(parity),
    }


def _finish(manifest: dict[str, Any], validation: Faces, folder: Path) -> dict[str, Any]:
    # The scores are those of the written files, so the manifest is written once without them.
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")
    manifest["scores"] = evaluate(load_ensemble(folder), validation)
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")
    write_model_card(manifest, folder)
    return manifest


def _remove_members(folder: Path) -> None:
    """Delete the members of an ensemble that was exported into the folder before."""
    try:
        members = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["members"]
    except (OSError, ValueError, KeyError):
        return
    for member in members:
        (folder / Path(member["file"]).name).unlink(missing_ok=True)


def _logits(read: Callable[[Batch], NDArray[np.float32]], faces: Faces, size: int) -> NDArray[np.float32]:
    parts = []
    for start in range(0, len(faces), _BATCH):
        batch = standardise(faces.pixels[start : start + _BATCH], size)
        parts.append((read(batch) + read(np.ascontiguousarray(batch[:, :, ::-1]))) / 2)
    return np.concatenate(parts)
