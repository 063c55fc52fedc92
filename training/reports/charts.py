"""Charts as matplotlib figures, told apart by more than colour."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from training.evaluate import metrics

# Okabe & Ito's palette, which colour-blind people can tell apart.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")


def png(figure: Figure) -> bytes:
    """The figure as a PNG file."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=110, bbox_inches="tight")
    return file.getvalue()


def bars(values: Mapping[str, float], label: str) -> Figure:
    """A horizontal bar for each name, with its value written out."""
    figure, axes = _figure(7, 0.45 * len(values) + 1.2)
    drawn = axes.barh(list(values), list(values.values()), color=_COLOURS[0])
    axes.bar_label(drawn, padding=3)
    axes.invert_yaxis()
    axes.set_xlabel(label)
    axes.margins(x=0.12)
    return figure


def histograms(values: Mapping[str, NDArray[np.floating]], label: str) -> Figure:
    """The distribution of each named array, one above the other on one scale."""
    figure = Figure(figsize=(7, 1.1 * len(values) + 0.8))
    everything = np.concatenate(list(values.values()))
    edges = np.linspace(everything.min(), everything.max() + 1e-9, 41)
    grid: Any = figure.subplots(len(values), 1, sharex=True, squeeze=False)
    for axes, (name, array) in zip(grid[:, 0], values.items(), strict=True):
        axes.hist(array, edges, color=_COLOURS[0])
        axes.set_ylabel(name, rotation=0, ha="right", va="center")
        axes.set_yticks([])
        axes.spines[["top", "right", "left"]].set_visible(False)
    grid[-1, 0].set_xlabel(label)
    return figure


def confusion(matrix: NDArray[np.int64], classes: Sequence[str]) -> Figure:
    """Shares of each label's faces by what they were read as, with counts."""
    side = 0.85 * len(classes) + 1.5
    figure, axes = _figure(side, side)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(shares):
        colour = "white" if share > 0.55 else "black"
        axes.text(
            column, row, f"{share:.0%}\n{matrix[row, column]}", ha="center", va="center", color=colour, fontsize=9
        )
    axes.set_xticks(range(len(classes)), classes, rotation=40, ha="right")
    axes.set_yticks(range(len(classes)), classes)
    axes.set_xlabel("read as")
    axes.set_ylabel("labelled")
    axes.spines[:].set_visible(False)
    return figure


def reliability(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> Figure:
    """Accuracy against confidence; on the diagonal a probability means what it says."""
    count, confidence, accuracy = metrics.reliability(probabilities, labels).T
    figure, axes = _figure(5.5, 5.5)
    axes.plot([0, 1], [0, 1], "--", color="#555555", label="perfectly calibrated")
    some = count > 0
    axes.scatter(confidence[some], accuracy[some], s=20 + 600 * count[some] / count.sum(), color=_COLOURS[0])
    axes.plot(confidence[some], accuracy[some], color=_COLOURS[0], label="measured (area: how many faces)")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="accuracy")
    axes.legend(loc="upper left", frameon=False)
    return figure


def coverage(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> Figure:
    """Accuracy on the most confident faces against how many of them are read."""
    share, accuracy = metrics.coverage_curve(probabilities, labels)
    figure, axes = _figure(7, 4)
    axes.plot(share[20:], accuracy[20:], color=_COLOURS[0])
    for wanted in (0.9, 0.95):
        at = metrics.coverage_at(wanted, probabilities, labels)
        axes.plot(at, wanted, "o", color=_COLOURS[1])
        axes.annotate(f"{wanted:.0%} right on {at:.0%} of the faces", (at, wanted), (8, 4), textcoords="offset points")
    axes.set(xlim=(0, 1), ylim=(None, 1.01), xlabel="share of faces that are told", ylabel="accuracy on them")
    return figure


def curves(histories: Mapping[str, Sequence[Mapping[str, Any]]], key: str, label: str) -> Figure:
    """One line for each run that has `key` in its history, over the epochs."""
    figure, axes = _figure(7, 4)
    for index, (name, history) in enumerate(histories.items()):
        points = [(entry["epoch"], entry[key]) for entry in history if key in entry]
        if points:
            style: dict[str, Any] = {
                "color": _COLOURS[index % len(_COLOURS)],
                "marker": _MARKERS[index % len(_MARKERS)],
                "markevery": max(len(points) // 8, 1),
            }
            # What stands between two dollars would be taken for a formula.
            axes.plot(*zip(*points, strict=True), label=name.replace("$", r"\$"), **style)
    axes.set(xlabel="epoch", ylabel=label)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if axes.lines:
        axes.legend(frameon=False)
    return figure


def sheet(pictures: Sequence[NDArray[np.uint8]], captions: Sequence[str]) -> Figure:
    """Faces in rows of eight, each with its caption."""
    columns = 8
    rows = max(-(-len(pictures) // columns), 1)
    figure = Figure(figsize=(1.5 * columns, 1.9 * rows))
    grid: Any = figure.subplots(rows, columns, squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for axes, picture, caption in zip(grid.flat, pictures, captions, strict=False):
        axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
        axes.set_title(caption, fontsize=8)
    return figure


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height))
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes
