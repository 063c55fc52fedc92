"""Run the window and the console for a while, and tell whether they stay as they were.

People come and go before a drawn camera that is lost and comes back, and somebody uses every page of the
window; `docs/soak.md` explains how to read what comes out.
"""

from __future__ import annotations

import json
import platform
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser
from benchmarks.soak.verdict import growth, judge, percentile
from benchmarks.soak.watching import Series, watch

_LONGEST_CYCLE, _SHORTEST_CYCLE = 60.0, 10.0
_SAMPLES, _SHORTEST_PAUSE = 600, 1.0
_WINDOWS = 60


def main() -> int:
    """Write the series, draw them, print the verdict; 1 where a promise was broken."""
    parser = make_parser(__doc__)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long each is watched")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--window", action="store_const", dest="modes", const=("window",))
    modes.add_argument("--console", action="store_const", dest="modes", const=("console",))
    modes.add_argument("--both", action="store_const", dest="modes", const=("window", "console"), help="the default")
    parser.add_argument("--json", type=Path, default=Path("soak.json"), metavar="FILE", help="where the series go")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="a PNG or SVG of them; needs the training extra")
    options = parser.parse_args()
    if not 0 < options.minutes < float("inf"):
        parser.error("--minutes: give a number above 0")
    modes_wanted = options.modes or ("window", "console")
    seconds = 60 * options.minutes
    try:
        with ThreadPoolExecutor() as pool:
            watched = list(pool.map(lambda mode: soak(mode, seconds), modes_wanted))
    except KeyboardInterrupt:  # the programs have heard it as well
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    result = {"machine": machine(), "seconds": seconds, "runs": watched}
    options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.picture:
        from benchmarks.soak.picture import draw  # noqa: PLC0415 (matplotlib belongs to the training extra)

        draw(result, options.picture)
    for run in watched:
        print(run["mode"])
        for words in run["verdict"]:
            print(" ", words["words"])
        print(f"          memory rises by {run['growth']:.2f} MiB a minute; {run['frames']} frames")
    return 0 if all(words["kept"] for run in watched for words in run["verdict"]) else 1


def cycle_of(seconds: float) -> float:
    """Seconds in which everything happens once: so that it happens about ten times in a short run."""
    return min(max(seconds / 10, _SHORTEST_CYCLE), _LONGEST_CYCLE)


def soak(mode: str, seconds: float) -> dict[str, Any]:
    """Watch one mode, and put what was seen into a table that JSON can hold."""
    cycle = cycle_of(seconds)
    command = [sys.executable, "-m", "benchmarks.soak.program", mode, f"--seconds={seconds}", f"--cycle={cycle}"]
    series = watch(command, seconds, max(seconds / _SAMPLES, _SHORTEST_PAUSE))
    verdict = judge(series, seconds, cycle)
    if series.exit_code not in (0, 130):
        print(series.last_words, file=sys.stderr)
    return {
        "mode": mode,
        "cycle": cycle,
        "verdict": [asdict(criterion) | {"words": str(criterion)} for criterion in verdict],
        "growth": round(growth(series.samples, seconds / 3), 3),
        "frames": len(series.frames),
        "samples": [asdict(sample) for sample in series.samples],
        "frame_ms": frame_times(series, seconds),
        "window": series.reports,
    }


def frame_times(series: Series, seconds: float) -> list[dict[str, float]]:
    """Median and 99th percentile of the frames in each of the equal parts of the run."""
    length = seconds / min(_WINDOWS, max(int(seconds / 5), 1))
    parts: dict[int, list[float]] = {}
    for moment, milliseconds in series.frames:
        parts.setdefault(int(moment / length), []).append(milliseconds)
    return [
        {
            "time": round((index + 0.5) * length, 2),
            "count": len(part),
            "p50": percentile(part, 50),
            "p99": percentile(part, 99),
        }
        for index, part in sorted(parts.items())
    ]


def machine() -> dict[str, Any]:
    """Where it was measured."""
    return {"system": platform.system(), "python": platform.python_version(), "cores": psutil.cpu_count()}


if __name__ == "__main__":
    run_quietly(main)
