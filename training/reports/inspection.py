"""Look at a data set before learning from it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.imaging import FRAME
from assistant.system.atomic_file import write_atomically
from assistant.system.printable import printable
from training.data import cleaning
from training.data.classes import DATA_CLASSES
from training.data.records import shaped, warn_unreadable
from training.data.set_folder import check_apart
from training.data.sources.opening import read_records
from training.errors import TrainingError
from training.progress import progress
from training.reports import charts
from training.reports.page import Page, refuse_foreign

_SAMPLES = 8
_NAMED = 200
"""Unreadable pictures that are named: who has more of them looks at the set itself."""


def inspect(data: Path, out: Path) -> Path:
    """Write a page about the data set at `data`, and inspect.json, into the folder `out`.

    Returns:
        The page's path.

    Raises:
        TrainingError: nothing readable at `data`, or `out` lies in it or has something else in it.
    """
    check_apart(out, [data])
    refuse_foreign(out)
    labels: list[int] = []
    folds: list[str] = []
    sizes: Counter[str] = Counter()
    brightness: list[float] = []
    fingerprints: list[cleaning.Fingerprint] = []
    samples: dict[int, list[NDArray[np.uint8]]] = {}
    unreadable: list[str] = []
    for record in progress(read_records(data), printable(data.name), "pictures"):
        if record.pixels is None:
            unreadable.append(record.name)
            continue
        face = shaped(record.pixels, FRAME, colour=False)
        labels.append(record.label)
        folds.append(record.fold or "no fold")
        sizes[f"{record.pixels.shape[1]} × {record.pixels.shape[0]}"] += 1
        brightness.append(float(face.mean()))
        fingerprints.append(cleaning.fingerprint(face))
        if len(some := samples.setdefault(record.label, [])) < _SAMPLES:
            some.append(face)
    if not labels:
        raise TrainingError(f"{data} has no readable pictures: check the path.")
    warn_unreadable(unreadable, data)
    copies = cleaning.find_copies(fingerprints, np.asarray(labels), np.isin(folds, ["validation", "test"]))
    table = Counter(zip(folds, labels, strict=True))
    result: dict[str, Any] = {
        "pictures": len(labels),
        "unreadable": len(unreadable),
        "unreadable_pictures": [printable(name) for name in unreadable[:_NAMED]],
        "blank": sum(fingerprint.blank for fingerprint in fingerprints),
        "classes": {f: {c: table[f, i] for i, c in enumerate(DATA_CLASSES)} for f in sorted(set(folds))},
        "sizes": dict(sizes.most_common(20)),
        "brightness": {"mean": float(np.mean(brightness)), "deviation": float(np.std(brightness))},
        "copies": dict(Counter(map(str, copies.values()))),
    }
    page = Page(out, f"What is in {data.name}")
    _write(page, result, np.asarray(labels), np.asarray(brightness), samples)
    write_atomically(out / "inspect.json", json.dumps(result, indent=2) + "\n")
    return page.write()


def _write(
    page: Page,
    result: dict[str, Any],
    labels: NDArray[np.int64],
    brightness: NDArray[np.float64],
    samples: dict[int, list[NDArray[np.uint8]]],
) -> None:
    page.heading("Classes")
    rows = [(fold, *counts.values(), sum(counts.values())) for fold, counts in result["classes"].items()]
    page.table("Pictures by fold and class", ["fold", *DATA_CLASSES, "all"], rows)
    totals = {name: int((labels == i).sum()) for i, name in enumerate(DATA_CLASSES) if (labels == i).any()}
    page.picture(charts.bars(totals, "pictures"), "classes", "Pictures of each class.")
    page.heading("Sizes and brightness")
    page.table("The most frequent sizes, width × height", ["size", "pictures"], list(result["sizes"].items()))
    by_class = {name: brightness[labels == DATA_CLASSES.index(name)] for name in totals}
    page.picture(
        charts.histograms(by_class, "mean grey level"), "brightness", "Mean brightness of each class's pictures."
    )
    page.heading("What cleaning would leave out")
    out = {"unreadable": result["unreadable"], "blank": result["blank"], **result["copies"]}
    page.table("Pictures by reason", ["reason", "pictures"], list(out.items()))
    if names := result["unreadable_pictures"]:
        some = f"The first {len(names)} pictures" if len(names) < result["unreadable"] else "Pictures"
        page.table(f"{some} that cannot be read", ["picture"], [(name,) for name in names])
    page.heading("Samples")
    order = sorted(samples)
    pictures = [face for label in order for face in samples[label]]
    captions = [DATA_CLASSES[label] for label in order for _ in samples[label]]
    page.picture(charts.sheet(pictures, captions), "samples", "The first pictures of each class.")
