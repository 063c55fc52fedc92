"""Draws what a soak run saw: memory, threads and handles, and the frame times, above each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

_COLOURS = {"window": "#0b5fa5", "console": "#b04a00"}
"""Told apart by people who see no red or green, and by their dashes."""

_DASHES = {"window": "-", "console": "--"}


def draw(result: dict[str, Any], path: Path) -> None:
    """Write the picture; its suffix decides between PNG and SVG."""
    figure = Figure(figsize=(9, 8), layout="constrained")
    memory, counts, times = figure.subplots(3, 1, sharex=True)
    for run in result["runs"]:
        mode = run["mode"]
        look = {"color": _COLOURS[mode], "linestyle": _DASHES[mode]}
        minutes = [sample["time"] / 60 for sample in run["samples"]]
        memory.plot(minutes, [sample["memory"] for sample in run["samples"]], label=mode, **look)
        for name, width in (("threads", 1.8), ("handles", 0.8)):
            values = [sample[name] for sample in run["samples"]]
            counts.plot(minutes, values, label=f"{name}, {mode}", linewidth=width, **look)
        middle = [part["time"] / 60 for part in run["frame_ms"]]
        for name, width in (("p99", 1.8), ("p50", 0.8)):
            words = {"p99": "99th percentile", "p50": "median"}[name]
            times.plot(
                middle, [part[name] for part in run["frame_ms"]], label=f"{words}, {mode}", linewidth=width, **look
            )
    for axes, words in ((memory, "memory, MiB"), (counts, "count"), (times, "ms of a frame")):
        axes.set_ylabel(words)
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), fontsize="small")
    times.set_xlabel("minutes")
    kept = all(words["kept"] for run in result["runs"] for words in run["verdict"])
    figure.suptitle(f"{result['seconds'] / 60:g} minutes at full speed: {'all kept' if kept else 'not all kept'}")
    figure.savefig(path, dpi=110, metadata={"Date": None} if path.suffix == ".svg" else None)
