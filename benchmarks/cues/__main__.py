"""How far cues can be trusted: ours against two baselines on the same readings of labelled timelines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from assistant.adapters.models.ensemble import read_manifest
from assistant.system.library_log import run_quietly
from assistant.system.resources import folder
from benchmarks.console import make_parser
from benchmarks.cues import drawn, held_faces, report
from benchmarks.cues.deciders import DECIDERS, Decider, arg_max, ours
from benchmarks.cues.scores import Score
from benchmarks.cues.timelines import Timeline, labelled_clips, record
from training.errors import TrainingError

FIRST_SEED = 300
LONG_AT = 10
"""Frames a second of the long timelines, for the sake of time; the short ones are recorded at 30."""

TOLD_FROM = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
"""Least probabilities told, for the trade-off between coverage and false cues."""


def main() -> None:
    """Record every timeline once, let each decider tell it, and print the scores."""
    parser = make_parser(__doc__, "python -m benchmarks.cues")
    parser.add_argument("--models", type=Path, default=folder("models"), help="folder of the ensemble")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with media/ and data/fer2013/")
    parser.add_argument("--faces", type=int, default=60, help="validation faces, each held for 12 s")
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the neutral talker")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()

    abstain = read_manifest(chosen.models).abstain
    groups = {
        "clips": [*labelled_clips(chosen.shared, chosen.models)],
        "drawn faces": [record(s.name, s.shown, s.frames(30), chosen.models) for s in drawn.scenes(FIRST_SEED)],
        "held faces": [*_held_faces(chosen.shared / "data" / "fer2013", chosen.faces, chosen.models)],
        "neutral talker": [_talker(chosen.minutes, chosen.models)],
    }
    groups["all"] = [timeline for timelines in groups.values() for timeline in timelines]
    # Not in "all": they are the same films again, to be compared with those of near faces.
    groups["drawn, 84 px"] = [_across_a_table(scene, chosen.models) for scene in drawn.scenes(FIRST_SEED)]
    scores = {
        group: {who: score(timelines, decider, abstain) for who, decider in DECIDERS.items()}
        for group, timelines in groups.items()
        if timelines
    }
    report.print_scores(scores)
    report.print_expressions(scores["all"]["ours"])
    report.print_maybe(scores["all"]["ours"])
    report.print_ratios(scores["all"])
    curves = {
        who: {least: score(groups["all"], partial(decider, least=least), abstain) for least in TOLD_FROM}
        for who, decider in (("ours", ours), ("arg-max", arg_max))
    }
    report.print_trade_off(curves, scores["all"]["ours"])
    short = [*groups["clips"], *groups["drawn faces"]]
    variants = {f"{fps} fps": [timeline.all_at(fps) for timeline in short] for fps in (5, 10, 15)}
    variants["30 fps, 40 % dropped"] = [[t.with_drops(0.4, seed) for seed in range(3)] for t in short]
    report.print_frame_rates(short, variants, lambda timeline: ours(timeline.moments, abstain))
    if chosen.json:
        figures = {group: {who: report.figures(s) for who, s in row.items()} for group, row in scores.items()}
        figures |= {f"{who} from": {str(p): report.figures(s) for p, s in c.items()} for who, c in curves.items()}
        chosen.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def score(timelines: Iterable[Timeline], decider: Decider, abstain: Sequence[float]) -> Score:
    """What one way of deciding reaches on some timelines."""
    total = Score()
    for timeline in timelines:
        total.add(timeline.shown, decider(timeline.moments, abstain), timeline.seconds)
    return total


def _across_a_table(scene: drawn.Scene, models: Path) -> Timeline:
    further = replace(scene, size=drawn.ACROSS_A_TABLE / drawn.FACE)
    return record(scene.name, scene.shown, further.frames(30), models)


def _held_faces(data: Path, count: int, models: Path) -> Iterator[Timeline]:
    try:
        faces = held_faces.agreed_faces(data, count, odd=True)
    except TrainingError as error:
        print(f"Left out, the held faces: {error}")
        return
    yield record("held faces", held_faces.labels(faces), held_faces.frames(faces, LONG_AT), models)


def _talker(minutes: float, models: Path) -> Timeline:
    scene = drawn.neutral_talker(FIRST_SEED, minutes)
    return record(scene.name, scene.shown, scene.frames(LONG_AT), models)


if __name__ == "__main__":
    run_quietly(main)
