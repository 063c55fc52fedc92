"""What is told of people who speak: labelled clips, and drawn people who talk and stay neutral.

A mouth that talks is not an expression. What counts is how many cues a minute a user hears, how many of them are
right, and for how much of the time what was last told is what is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.adapters.models.ensemble import read_manifest
from assistant.system.library_log import run_quietly
from assistant.system.resources import folder
from benchmarks.console import make_parser
from benchmarks.cues import drawn
from benchmarks.cues.deciders import ours
from benchmarks.cues.scores import Score, Told
from benchmarks.cues.timelines import Timeline, labelled_clips, record

LABELS = Path(__file__).parent / "labels"
FIRST_SEED = 500
FPS = 10
SECONDS_EACH = 30.0


def main() -> None:
    """Read every clip and every drawn talker once, tell them, and print the scores."""
    parser = make_parser(__doc__, "python -m benchmarks.talk")
    parser.add_argument("--models", type=Path, default=folder("models"), help="folder of the ensemble")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with media/")
    parser.add_argument("--minutes", type=float, default=10.0, help="of drawn neutral talkers, half a minute each")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()

    abstain = read_manifest(chosen.models).abstain
    scores: dict[str, Score] = {}
    told_in_all: dict[str, list[str]] = {}
    print(f"{'':22}{'cues/min':>10}{'right':>8}{'wrong':>8}{'time right':>12}   told")
    for timeline in (*labelled_clips(chosen.shared, chosen.models, LABELS), *_talkers(chosen.minutes, chosen.models)):
        told = ours(timeline.moments, abstain)
        for name in (timeline.name, "all"):
            score = scores.setdefault(name, Score())
            score.add(timeline.shown, _labelled(timeline, told), timeline.seconds)
            told_in_all.setdefault(name, []).extend(f"{cue.expression or 'unsure'} {cue.time:.1f}" for cue in told)
    for name, score in scores.items():
        words = ", ".join(told_in_all[name]) if name not in ("all", "drawn talkers") else ""
        cells = f"{score.cues_per_minute:10.2f}{score.of('right'):8}{score.of('wrong'):8}{score.time_known:12.2f}"
        print(f"{name:22}{cells}   {words}")
    if chosen.json:
        chosen.json.write_text(json.dumps({n: _figures(s) for n, s in scores.items()}, indent=2), encoding="utf-8")


def _talkers(minutes: float, models: Path) -> Iterator[Timeline]:
    """Drawn people, each of whom talks for half a minute with a neutral face."""
    for seed in range(FIRST_SEED, FIRST_SEED + round(minutes * 60 / SECONDS_EACH)):
        scene = drawn.neutral_talker(seed, SECONDS_EACH / 60)
        yield record("drawn talkers", scene.shown, scene.frames(FPS), models)


def _labelled(timeline: Timeline, told: Sequence[Told]) -> list[Told]:
    """What was told while there was a label to judge it by."""
    return [cue for cue in told if not any(start <= cue.time < end for start, end in timeline.unlabelled)]


def _figures(score: Score) -> dict[str, float]:
    return {
        "cues_per_minute": score.cues_per_minute,
        "right": score.of("right"),
        "wrong": score.of("wrong"),
        "time_right": score.time_known,
    }


if __name__ == "__main__":
    run_quietly(main)
