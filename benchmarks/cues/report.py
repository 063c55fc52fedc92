"""Print scores as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.expressions import EXPRESSIONS
from benchmarks.cues.scores import Score, Told
from benchmarks.cues.timelines import Timeline

_HEADING = ("precision", "coverage", "heard", "time known", "delay p50", "delay p95", "false/min", "cues/min")


def figures(score: Score) -> dict[str, float]:
    """The figures of one score by their names."""
    values = (
        score.precision(),
        score.coverage(),
        score.heard,
        score.time_known,
        score.delay(50),
        score.delay(95),
        score.false_per_minute,
        score.cues_per_minute,
    )
    return dict(zip(_HEADING, values, strict=True))


def print_scores(scores: Mapping[str, Mapping[str, Score]]) -> None:
    """One row for each group of timelines and each way of deciding."""
    print(f"{'':16}{'':10}" + "".join(f"{name:>12}" for name in _HEADING))
    for group, row in scores.items():
        for who, score in row.items():
            cells = "".join(f"{value:12.2f}" for value in figures(score).values())
            print(f"{group:16}{who:10}{cells}")


def print_expressions(score: Score) -> None:
    """Precision and coverage of each expression."""
    print(f"\n{'ours':12}{'precision':>12}{'coverage':>12}{'right':>8}{'wrong':>8}{'shown':>8}")
    for expression in EXPRESSIONS:
        counts = "".join(f"{score.of(name, expression):8}" for name in ("right", "wrong", "shown"))
        print(f"{expression:12}{score.precision(expression):12.2f}{score.coverage(expression):12.2f}{counts}")


def print_maybe(score: Score) -> None:
    """How many cues said "maybe", and how many of those were right."""
    hedged, told = (score.of(f"{kind}right") + score.of(f"{kind}wrong") for kind in ("maybe_", ""))
    print(f'\nours: {hedged} of {told} cues with "maybe", {score.maybe_precision:.2f} of them right')


def print_ratios(row: Mapping[str, Score]) -> None:
    """What the baselines do in multiples of ours."""
    best = row["ours"]
    for who, score in row.items():
        if score is not best:
            times = score.of("wrong") / max(best.of("wrong"), 1)
            print(f"{who}: {times:.1f} times our false cues, {_against(score, best)}")


def _against(score: Score, ours: Score) -> str:
    pairs = ((score.coverage(), ours.coverage()), (score.heard, ours.heard), (score.time_known, ours.time_known))
    coverage, heard, known = (theirs / best for theirs, best in pairs)
    return f"{coverage:.2f} times our coverage, {heard:.2f} times our changes heard, {known:.2f} times our time known"


def print_trade_off(curves: Mapping[str, Mapping[float, Score]], chosen: Score) -> None:
    """What each way of deciding reaches when it is silent below a probability, and the two where they cover as much.

    Args:
        curves: scores by the least probability that is told, for each way of deciding, "ours" and "arg-max".
        chosen: our score as shipped.
    """
    print(f"\n{'told from':26}" + "".join(f"{name:>12}" for name in _HEADING))
    for who, curve in curves.items():
        for least, score in curve.items():
            cells = "".join(f"{value:12.2f}" for value in figures(score).values())
            print(f"{who:16}{least:10.2f}{cells}")
    naive = curves["arg-max"].items()
    _print_where("our coverage or more", [each for each in naive if each[1].coverage() >= chosen.coverage()], chosen)
    _print_where("our coverage or less", [each for each in naive if each[1].coverage() <= chosen.coverage()], chosen)


def _print_where(words: str, naive: Sequence[tuple[float, Score]], ours: Score) -> None:
    """The fewest false cues of arg-max among these thresholds, against ours."""
    if naive:
        wrong, least = min((score.of("wrong"), least) for least, score in naive)
        times = wrong / max(ours.of("wrong"), 1)
        print(f"arg-max with {words}, told from {least:.2f}: {times:.1f} times our false cues")


def print_frame_rates(
    short: Sequence[Timeline],
    variants: Mapping[str, Sequence[Sequence[Timeline]]],
    tell: Callable[[Timeline], list[Told]],
) -> None:
    """How the cues at other frame rates differ from those at 30 frames a second.

    Args:
        short: the timelines at 30 frames a second.
        variants: by name, for each of `short` what may be left of it.
        tell: decides.
    """
    print(f"\n{'against 30 fps':24}{'same cues':>12}{'largest shift':>16}")
    full = [tell(timeline) for timeline in short]
    for name, thinned in variants.items():
        pairs = [(told, tell(one)) for told, series in zip(full, thinned, strict=True) for one in series]
        same = [(a, b) for a, b in pairs if _expressions(a) == _expressions(b)]
        shift = max((abs(x.time - y.time) for a, b in same for x, y in zip(a, b, strict=True)), default=0.0)
        print(f"{name:24}{f'{len(same)}/{len(pairs)}':>12}{shift:14.2f} s")


def _expressions(told: Sequence[Told]) -> list[str | None]:
    return [cue.expression for cue in told]
