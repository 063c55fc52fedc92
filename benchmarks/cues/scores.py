"""Score what was told against what was shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.expressions import EXPRESSIONS, Expression

SPOKEN = 0.7
"""Seconds that a cue of two words takes at 175 words a minute, eSpeak's own pace."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the partner shows from `start` up to `end`, in seconds; between two of them either is right."""

    start: float
    end: float
    expression: Expression


@dataclass(frozen=True, slots=True)
class Told:
    """What a user was told at `time`, and whether with "maybe"; None is "can't tell"."""

    time: float
    expression: Expression | None
    maybe: bool = False


@dataclass
class Tally:
    """Right and wrong cues of one expression, those of them with "maybe", and how many of its changes were told.

    Attributes:
        covered: changes told rightly while they lasted, be it for a single frame.
        heard: those of them whose cue stood long enough to be spoken.
    """

    right: int = 0
    wrong: int = 0
    maybe_right: int = 0
    maybe_wrong: int = 0
    shown: int = 0
    covered: int = 0
    heard: int = 0


@dataclass
class Score:
    """Counts over one or many timelines.

    Attributes:
        tallies: per expression.
        delays: seconds from each onset to its first right cue.
        unsure: how often "can't tell" was told.
        seconds: of all timelines.
        known: seconds in which what was last told is what was shown, of the `labelled` seconds.
    """

    tallies: dict[Expression, Tally] = field(default_factory=lambda: {e: Tally() for e in EXPRESSIONS})
    delays: list[float] = field(default_factory=list)
    unsure: int = 0
    seconds: float = 0.0
    known: float = 0.0
    labelled: float = 0.0

    def add(self, shown: Sequence[Shown], told: Sequence[Told], seconds: float) -> None:
        """Score one timeline. "Can't tell" is neither right nor wrong."""
        self.seconds += seconds
        for cue in told:
            self.unsure += cue.expression is None
            if cue.expression is not None:
                tally = self.tallies[cue.expression]
                right = cue.expression in _acceptable(shown, cue.time)
                tally.right += right
                tally.wrong += not right
                tally.maybe_right += right and cue.maybe
                tally.maybe_wrong += cue.maybe and not right
        spoken = _spoken(told)
        for stretch in shown:
            tally = self.tallies[stretch.expression]
            tally.shown += 1
            onset = _first_right(stretch, shown, told)
            if onset is not None:
                tally.covered += 1
                self.delays.append(max(onset - stretch.start, 0.0))
            tally.heard += _first_right(stretch, shown, spoken) is not None
            self.labelled += stretch.end - stretch.start
            self.known += _seconds_known(stretch, told)

    def of(self, name: str, expression: Expression | None = None) -> int:
        """The sum of a count of the tallies, or that of one expression."""
        tallies = self.tallies.values() if expression is None else [self.tallies[expression]]
        return sum(int(getattr(tally, name)) for tally in tallies)

    def precision(self, expression: Expression | None = None) -> float:
        """Share of the cues that were right; not a number where nothing was told."""
        return _share(self.of("right", expression), self.of("right", expression) + self.of("wrong", expression))

    def coverage(self, expression: Expression | None = None) -> float:
        """Share of the changes that were told rightly while they lasted."""
        return _share(self.of("covered", expression), self.of("shown", expression))

    @property
    def heard(self) -> float:
        """Share of the changes that were told rightly by a cue that no other overtook before it was spoken."""
        return _share(self.of("heard"), self.of("shown"))

    @property
    def maybe_precision(self) -> float:
        """Share of the cues with "maybe" that were right; not a number where there were none."""
        return _share(self.of("maybe_right"), self.of("maybe_right") + self.of("maybe_wrong"))

    @property
    def time_known(self) -> float:
        """Share of the labelled time in which the last cue is what is shown."""
        return _share(self.known, self.labelled)

    def delay(self, percentile: float) -> float:
        """Seconds from onset to cue."""
        return float(np.percentile(self.delays, percentile)) if self.delays else float("nan")

    @property
    def false_per_minute(self) -> float:
        """Wrong cues a minute."""
        return _share(60 * self.of("wrong"), self.seconds)

    @property
    def cues_per_minute(self) -> float:
        """Cues a minute: right, wrong, or "can't tell"."""
        return _share(60 * (self.of("right") + self.of("wrong") + self.unsure), self.seconds)


def _acceptable(shown: Sequence[Shown], time: float) -> set[Expression]:
    within = {stretch.expression for stretch in shown if stretch.start <= time < stretch.end}
    if within or not shown:
        return within
    before = [stretch for stretch in shown if stretch.end <= time]
    after = [stretch for stretch in shown if stretch.start > time]
    return {stretch.expression for stretch in (*before[-1:], *after[:1])}


def _first_right(stretch: Shown, shown: Sequence[Shown], told: Iterable[Told]) -> float | None:
    # The transition into a stretch belongs to it: a cue there is early, not wrong.
    begins = max((other.end for other in shown if other.end <= stretch.start), default=stretch.start)
    times = [cue.time for cue in told if cue.expression is stretch.expression and begins <= cue.time < stretch.end]
    return times[0] if times else None


def _spoken(told: Sequence[Told]) -> list[Told]:
    ends = [cue.time for cue in told[1:]] + [float("inf")]
    return [cue for cue, end in zip(told, ends, strict=False) if end - cue.time >= SPOKEN]


def _seconds_known(stretch: Shown, told: Sequence[Told]) -> float:
    known = 0.0
    ends = [cue.time for cue in told[1:]] + [float("inf")]
    for cue, end in zip(told, ends, strict=False):
        if cue.expression is stretch.expression:
            known += max(min(end, stretch.end) - max(cue.time, stretch.start), 0.0)
    return known


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
