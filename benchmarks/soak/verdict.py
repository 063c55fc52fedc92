"""What a run must keep to, and whether it did, judged by what was seen of it alone."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from benchmarks.soak.watching import Sample, Series

Seen = TypeVar("Seen")

MEMORY_GROWTH = 3.0
"""Per cent above the early memory that the last may lie."""

SLOWER = 10.0
"""Per cent by which the 99th percentile of the last fifth may lie above that of the first."""

_EARLY, _EARLY_SHARE = 300.0, 1 / 2
"""The memory that counts as early is that around minute 5, or around the middle of a run of less than ten minutes."""

_CYCLES = 6
"""Cycles over which memory is typical: what is freed goes back to the system, so that it varies with what is in view,
and the same people come again after so many."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One promise.

    Attributes:
        name: what it is about.
        kept: whether it was kept.
        before: the value it is compared with.
        after: the value at the end.
    """

    name: str
    kept: bool
    before: float
    after: float

    def __str__(self) -> str:
        """In one line."""
        return f"{'kept  ' if self.kept else 'BROKEN'}  {self.name}: {self.before:g} → {self.after:g}"


def judge(series: Series, seconds: float, cycle: float) -> list[Criterion]:
    """Every promise of a run of `seconds`, in which everything happens once in `cycle` seconds."""
    early = min(_EARLY, seconds * _EARLY_SHARE)
    length = min(_CYCLES * cycle, seconds / 2)
    memory = [_around(series.samples, moment, length) for moment in (early, seconds - length / 2)]
    criteria = [
        Criterion("memory, MiB", memory[1] <= memory[0] * (1 + MEMORY_GROWTH / 100), *memory),
    ]
    for name, value in _COUNTS.items():
        first, last = (_typical(part, value) for part in _ends(series.samples, seconds, lambda sample: sample.time))
        criteria.append(Criterion(name, last == first, first, last))
    slowest = [percentile([ms for _, ms in part], 99) for part in _ends(series.frames, seconds, itemgetter(0))]
    criteria.append(
        Criterion("99th percentile of a frame, ms", slowest[1] <= slowest[0] * (1 + SLOWER / 100), *slowest)
    )
    ended = -1.0 if series.exit_code is None else float(series.exit_code)
    return [*criteria, Criterion("exit code", ended == 0, 0.0, ended)]


def growth(samples: Sequence[Sample], after: float) -> float:
    """MiB a minute by which memory rises from `after` seconds on: the median slope over all pairs (Theil–Sen)."""
    late = [sample for sample in samples if sample.time >= after]
    slopes = [
        60 * (right.memory - left.memory) / (right.time - left.time)
        for index, left in enumerate(late)
        for right in late[index + 1 :]
    ]
    return statistics.median(slopes) if slopes else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` per cent lie; NaN of nothing."""
    ordered = sorted(values)
    return round(ordered[min(int(len(ordered) * share / 100), len(ordered) - 1)], 2) if ordered else math.nan


_COUNTS: dict[str, Callable[[Sample], float]] = {
    "threads": lambda sample: sample.threads,
    "handles": lambda sample: sample.handles,
    "children": lambda sample: sample.children,
}


def _typical(samples: Sequence[Sample], value: Callable[[Sample], float]) -> float:
    # While a reader gives way to the next there are threads of both: the middle does not see that.
    return statistics.median(map(value, samples)) if samples else math.nan


def _around(samples: Sequence[Sample], moment: float, length: float) -> float:
    """The typical memory of so many seconds around a moment."""
    near = [sample for sample in samples if abs(sample.time - moment) <= length / 2]
    return round(_typical(near, lambda sample: sample.memory), 2)


def _ends(seen: Sequence[Seen], seconds: float, moment: Callable[[Seen], float]) -> tuple[list[Seen], list[Seen]]:
    """What was seen in the first and in the last fifth of a run."""
    fifth = seconds / 5
    return [each for each in seen if moment(each) < fifth], [each for each in seen if moment(each) >= seconds - fifth]
