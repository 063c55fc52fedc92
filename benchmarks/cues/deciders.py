"""Three ways from readings to cues: ours, and the two that most programs use."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence

from assistant.cues import phrasing
from assistant.cues.cue_engine import CueEngine
from assistant.cues.preferences import CuePreferences
from assistant.cues.stabilizer import LEAST
from assistant.events import Channel, CueEvent, FaceReading
from assistant.expressions import EXPRESSIONS, Expression
from benchmarks.cues.scores import Told
from benchmarks.cues.timelines import Moment

VOTES_FROM = 1.0
"""Seconds of frames that vote in the majority baseline."""

Decider = Callable[[Sequence[Moment], Sequence[float]], list[Told]]
"""From a timeline's moments and the abstain thresholds to what is told."""


def ours(
    moments: Sequence[Moment], abstain: Sequence[float], least: float = LEAST, doubtful: bool = True
) -> list[Told]:
    """The engine that the application runs; `least` as it has it.

    Args:
        moments: the timeline's.
        abstain: thresholds of the ensemble.
        least: no expression is told below this probability.
        doubtful: negative expressions that are not read surely are told, too, which is not the default: else it would
            not show how well they are read.
    """
    engine = CueEngine(CuePreferences(doubtful=doubtful), abstain, least)
    events = [e for m in moments for e in engine.observe(m.time, m.readings, m.frame_size)]
    cues = [e for e in (*events, *engine.finish()) if isinstance(e, CueEvent)]
    return [_told(cue) for cue in cues]


def _told(cue: CueEvent) -> Told:
    # Without words it tells that the last ones no longer hold, and no more.
    expression = cue.expression if Channel.SPEECH in cue.channels else None
    return Told(cue.time, expression, (cue.certainty or 0.0) < phrasing.CERTAIN)


def arg_max(moments: Sequence[Moment], _: Sequence[float], least: float = 0.0) -> list[Told]:
    """The likeliest expression of the largest face, told whenever it differs from the last one told.

    Args:
        least: frames whose likeliest expression is less probable tell nothing, 0 to 1.
    """
    return _changes((moment.time, _likeliest(moment.readings, least)) for moment in moments)


def majority_vote(moments: Sequence[Moment], _: Sequence[float]) -> list[Told]:
    """The commonest of the largest face's likeliest expressions in the last second, told when it changes."""
    return _changes(_votes(moments))


def unasked(moments: Sequence[Moment], abstain: Sequence[float]) -> list[Told]:
    """Ours with the default preferences: a negative expression is told only when it is read surely."""
    return ours(moments, abstain, doubtful=False)


DECIDERS: dict[str, Decider] = {"ours": ours, "unasked": unasked, "arg-max": arg_max, "majority": majority_vote}


def _votes(moments: Sequence[Moment]) -> Iterator[tuple[float, Expression | None]]:
    recent: deque[tuple[float, Expression]] = deque()
    for moment in moments:
        expression = _likeliest(moment.readings)
        if expression is not None:
            recent.append((moment.time, expression))
        while recent and moment.time - recent[0][0] > VOTES_FROM:
            recent.popleft()
        votes = Counter(expression for _, expression in recent)
        yield moment.time, votes.most_common(1)[0][0] if votes else None


def _likeliest(readings: Sequence[FaceReading], least: float = 0.0) -> Expression | None:
    readable = [reading for reading in readings if reading.probabilities is not None]
    if not readable:
        return None
    probabilities = max(readable, key=lambda reading: reading.found.box.height).probabilities
    assert probabilities is not None
    best = max(EXPRESSIONS, key=lambda expression: probabilities[expression.position])
    return best if probabilities[best.position] >= least else None


def _changes(series: Iterator[tuple[float, Expression | None]]) -> list[Told]:
    told: list[Told] = []
    for time, expression in series:
        if expression is not None and (not told or told[-1].expression is not expression):
            told.append(Told(time, expression))
    return told
