"""Write the folder of models that the assistant runs: members, selection, calibration, scores."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np

from assistant.adapters.ensemble import FORMAT, MANIFEST
from assistant.checksum import sha256
from assistant.expressions import EXPRESSIONS
from assistant.imaging import FRAME, standardise
from training import export
from training.calibrate import abstain_thresholds, fit_bias, fit_temperature
from training.datasets.faces import Faces
from training.errors import TrainingError
from training.evaluation import evaluate, load_ensemble
from training.metrics import softmax
from training.runs import Run, write_whole
from training.selection import greedy_weights

log = logging.getLogger(__name__)

LEAST_AGREEMENT = 0.97
"""Share of faces on which a converted member must read the same expression first as the Keras network."""

MIRROR = True
"""Reading each face and its mirror image costs twice the time and is right more often."""


def ship(
    runs: Sequence[Run],
    held_back: Faces,
    validation: Faces,
    folder: Path,
    precision: export.Precision,
    told_accuracy: float,
) -> dict[str, Any]:
    """Convert the members, choose and weigh them, calibrate, and write all of it into `folder`.

    Args:
        runs: finished members.
        held_back: faces that no member learned from; they decide weights, temperature and thresholds.
        validation: faces that decide nothing; the scores in the manifest are theirs.
        folder: becomes what `assistant.adapters.ensemble.Ensemble` reads.
        precision: of the LiteRT members.
        told_accuracy: see `training.calibrate.abstain_thresholds`.

    Returns:
        The manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [run.config().network.size for run in runs]
    models = [export.load_member(run) for run in runs]
    logits = np.stack([
        _logits(export.convert(model, precision), held_back, size) for model, size in zip(models, sizes, strict=True)
    ])
    weights = greedy_weights(logits, held_back.labels)
    combined = np.tensordot(weights, logits, 1)
    bias = fit_bias(combined, held_back.labels)
    temperature = fit_temperature(combined + bias, held_back.labels)
    thresholds = abstain_thresholds(
        softmax((combined + bias) / temperature), held_back.labels, told_accuracy
    )
    members = [
        _write_member(run, export.with_bias(model, bias), size, float(weight), held_back, folder, precision)
        for run, model, size, weight in zip(runs, models, sizes, weights, strict=True)
        if weight > 0
    ]
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "labels": [str(expression) for expression in EXPRESSIONS],
        "frame": FRAME,
        "mirror": MIRROR,
        "temperature": round(temperature, 4),
        "abstain": {str(e): round(float(t), 3) for e, t in zip(EXPRESSIONS, thresholds, strict=True)},
        "members": members,
        "scores": {},
    }
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")
    manifest["scores"] = evaluate(load_ensemble(folder), validation)
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")
    return manifest


def _write_member(
    run: Run, model: keras.Model, size: int, weight: float, sample: Faces, folder: Path, precision: export.Precision
) -> dict[str, Any]:
    data = export.convert(model, precision)
    parity = export.parity(model, data, standardise(sample.pixels[:512], size))
    log.info(
        "%s: weight %.2f, %.1f MB, %.2f ms, agrees with Keras on %.1f %% of the faces",
        run.name, weight, parity.bytes / 1e6, parity.milliseconds, parity.agreement * 100,
    )
    if parity.agreement < LEAST_AGREEMENT:
        raise TrainingError(
            f"{run.name} in {precision} agrees with Keras on {parity.agreement:.1%} of the faces only: "
            f"export it as float16."
        )
    file = f"{run.name}.tflite"
    (folder / file).write_bytes(data)
    return {
        "file": file,
        "sha256": sha256(data),
        "size": size,
        "weight": round(weight, 4),
        "family": run.config().network.family,
        "precision": precision,
        "parity": asdict(parity),
    }


def _logits(data: bytes, faces: Faces, size: int) -> np.ndarray:
    run = export.runner(data)
    parts = []
    for start in range(0, len(faces), 64):
        batch = standardise(faces.pixels[start : start + 64], size)
        parts.append((run(batch) + run(np.ascontiguousarray(batch[:, :, ::-1]))) / 2)
    return np.concatenate(parts)
