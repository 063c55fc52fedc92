"""The report: how the runs went, and how the shipped ensemble reads the validation fold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from assistant.adapters.models.ensemble import Ensemble
from assistant.system.atomic_file import write_atomically
from training.data.faces import Faces
from training.data.learned import read_learned, require_none_of
from training.ensemble.canonical import require_canonical_faces, require_canonical_run
from training.evaluate import evaluation, metrics, tables
from training.evaluate.robustness import robustness
from training.fit.members import load_member, predict_logits
from training.fit.runs import Run, require_distinct
from training.reports import charts
from training.reports.network_diagram import diagram
from training.reports.page import Page

_WORST = 40
_HERE = "these faces"
_SCORES = {
    "accuracy": "Accuracy",
    "macro_f1": "Macro F1",
    "mean_recall": "Mean recall",
    "auc": "AUC",
    "ece": "Calibration error (ECE)",
    "brier": "Brier score",
    "coverage_at_90": "Coverage at 90 % accuracy",
    "coverage_at_95": "Coverage at 95 % accuracy",
    "milliseconds_per_face": "Milliseconds a face",
}


def write_report(
    runs: Sequence[Run],
    models: Path,
    faces: Faces,
    out: Path,
    outside: evaluation.OtherSets = evaluation.NO_OTHERS,
) -> Path:
    """Write index.html with its pictures, and report.json, into the folder `out`.

    Args:
        runs: the runs to compare.
        models: folder of the exported ensemble.
        faces: the fold to report on.
        out: belongs to the reader: the worst mistakes show faces of the data set.
        outside: other data sets to report on.

    Returns:
        The page's path.

    Raises:
        TrainingError: the models or a run cannot be read, two runs have one name, or runs or faces do not fit the
            assistant.
    """
    require_distinct(runs)
    for run in runs:
        require_canonical_run(run)
    require_canonical_faces(faces)
    _require_unseen(runs, faces)
    require_none_of(faces, "reported", read_learned(models), f"The ensemble in {models}")
    ensemble = evaluation.load_ensemble(models)
    probabilities = evaluation.probabilities(ensemble, np.asarray(faces.pixels))
    scores = evaluation.evaluate(ensemble, faces)
    worse = robustness(faces, lambda pixels: evaluation.probabilities(ensemble, pixels))
    page = Page(out, "Training report")
    _ensemble_section(page, ensemble, scores, probabilities, faces)
    others = {name: evaluation.evaluate(ensemble, *each) for name, each in outside.items()}
    if others:
        _outside_section(page, {_HERE: scores} | others)
    _robustness_section(page, worse)
    _mistakes_section(page, probabilities, faces)
    rows = _runs_section(page, runs, faces)
    write_atomically(
        out / "report.json",
        json.dumps({"ensemble": scores, "outside": others, "robustness": worse, "runs": rows}, indent=2) + "\n",
    )
    return page.write()


def _require_unseen(runs: Sequence[Run], faces: Faces) -> None:
    for run in runs:
        require_none_of(faces, "reported", read_learned(run.folder), run.name)


def write_comparison(runs: Sequence[Run], faces: Faces, out: Path) -> Path:
    """Write index.html with its pictures, and report.json, about the runs alone, into the folder `out`.

    Args:
        runs: the runs to compare, which are finished.
        faces: the fold to report on.
        out: where to.

    Returns:
        The page's path.

    Raises:
        TrainingError: a run cannot be read.
    """
    _require_unseen(runs, faces)
    page = Page(out, "Comparison of runs")
    rows = _runs_section(page, runs, faces)
    write_atomically(out / "report.json", json.dumps({"runs": rows}, indent=2) + "\n")
    return page.write()


def _ensemble_section(
    page: Page, ensemble: Ensemble, scores: dict[str, Any], probabilities: NDArray[np.float64], faces: Faces
) -> None:
    page.heading("The ensemble")
    names = ", ".join(f"{member.file.stem} ({member.weight:.2f})" for member in ensemble.manifest.members)
    page.paragraph(f"Members and weights: {names}. Scores on {len(faces)} faces that decided nothing in training.")
    page.table("Scores", ["", "value"], [(label, scores[key]) for key, label in _SCORES.items()])
    matrix = np.asarray(scores["confusion"])
    rows = _rows_by_expression(ensemble, scores, probabilities, faces)
    columns = ["expression", "faces", "recall", "precision", "told from", "times told", "right when told"]
    page.table("By expression; below the probability in 'told from' it counts as unsure", columns, rows)
    page.picture(
        charts.confusion(matrix, faces.classes),
        "confusion",
        "Confusion matrix: each row shows as what the faces of one label were read.",
    )
    page.picture(
        charts.reliability(probabilities, faces.labels),
        "reliability",
        f"Reliability diagram: accuracy against confidence; calibration error {scores['ece']:.3f}.",
    )
    page.picture(
        charts.coverage(probabilities, faces.labels),
        "coverage",
        "Coverage: how accurate the readings are when only the most confident ones are told.",
    )


def _rows_by_expression(
    ensemble: Ensemble, scores: dict[str, Any], probabilities: NDArray[np.float64], faces: Faces
) -> list[tuple[object, ...]]:
    """For each expression: faces, recall, precision, threshold, how often it is told, and how often rightly."""
    matrix = np.asarray(scores["confusion"])
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    rows: list[tuple[object, ...]] = []
    for index, (name, threshold) in enumerate(zip(faces.classes, ensemble.manifest.abstain, strict=True)):
        told = (predicted == index) & (confidence >= threshold)
        precision = float(matrix[index, index] / max(matrix[:, index].sum(), 1))
        right = float((faces.labels[told] == index).mean()) if told.any() else None
        rows.append(
            (name, int(matrix[index].sum()), scores["recall"][name], precision, threshold, int(told.sum()), right)
        )
    return rows


def _outside_section(page: Page, scores: dict[str, dict[str, Any]]) -> None:
    page.heading("Faces from elsewhere")
    for title, table in (
        ("Each set, and its groups of people", tables.rows(scores)),
        ("Recall of each expression", tables.class_rows(scores)),
    ):
        heading, *rows = table
        page.table(title, heading, rows)


def _robustness_section(page: Page, worse: dict[str, dict[str, Any]]) -> None:
    page.heading("Robustness")
    rows = [(name, s["accuracy"], s["macro_f1"], s["ece"], s["coverage_at_90"]) for name, s in worse.items()]
    columns = ["faces", "accuracy", "macro F1", "ECE", "coverage at 90 %"]
    page.table("The same faces, seen worse", columns, rows)


def _mistakes_section(page: Page, probabilities: NDArray[np.float64], faces: Faces) -> None:
    page.heading("Worst mistakes")
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != faces.labels)
    worst = wrong[np.argsort(-probabilities[wrong].max(axis=1), kind="stable")][:_WORST]
    read = [f"read {faces.classes[probabilities[i].argmax()]} {probabilities[i].max():.0%}" for i in worst]
    captions = [f"{faces.classes[faces.labels[i]]}\n{words}" for i, words in zip(worst, read, strict=True)]
    page.picture(
        charts.sheet([faces.pixels[i] for i in worst], captions),
        "mistakes",
        f"The {len(worst)} most confident mistakes: label above, reading below. Many are labels to doubt.",
    )


def _runs_section(page: Page, runs: Sequence[Run], faces: Faces) -> list[dict[str, Any]]:
    """Tables, curves and diagrams of the runs; returns the rows of the tables, ready for JSON."""
    page.heading("The runs")
    histories = {run.name: run.history() for run in runs}
    models = {run.name: load_member(run) for run in runs}
    rows = [_row(run, models[run.name], histories[run.name], faces) for run in runs]
    columns = [name for name in rows[0] if name != "recall"]
    page.table(
        "Each run's averaged weights, faces and mirror images",
        columns,
        [[row[name] for name in columns] for row in rows],
    )
    page.table(
        "Recall of each expression",
        ["run", *faces.classes],
        [[row["run"], *(row["recall"][name] for name in faces.classes)] for row in rows],
    )
    for key, label in (
        ("loss", "training loss"),
        ("train_accuracy", "training accuracy"),
        ("validation_accuracy", "validation accuracy"),
        ("validation_macro_f1", "validation macro F1"),
        ("validation_auc", "validation AUC"),
    ):
        page.picture(charts.curves(histories, key, label), key, f"{label.capitalize()} over the epochs of each run.")
    for run in runs:
        caption = f"The network of {run.name}, from the picture on the left to the logits on the right."
        page.picture(diagram(models[run.name]), f"network-{run.name}", caption)
    return rows


def _row(run: Run, model: keras.Model, history: Sequence[dict[str, Any]], faces: Faces) -> dict[str, Any]:
    """What a run's recipe says that tells runs apart, and the scores of its averaged weights on `faces`."""
    config = run.config()
    logits = predict_logits(model, faces, config.network.size)
    scores = metrics.score(metrics.softmax(logits), faces.labels, classes=faces.classes)
    return {
        "run": run.name,
        "network": config.network.family,
        "optimizer": config.fit.optimizer,
        "balance": config.fit.balance,
        "loss": config.fit.loss,
        "epochs": history[-1]["epoch"],
        **{name: scores[name] for name in ("accuracy", "macro_f1", "mean_recall", "auc", "recall")},
    }
