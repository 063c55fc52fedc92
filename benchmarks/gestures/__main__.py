"""How far nods, shakes and looks are told right: drawn heads through the whole pipeline, against exact labels."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.events import AttentionEvent, Event, GestureEvent
from assistant.pipeline import Pipeline
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser
from benchmarks.gestures import material
from benchmarks.gestures.films import Film
from benchmarks.gestures.scores import Score, looks_right

FIRST_SEED = 700


def main() -> None:
    """Film, tell, and print the scores."""
    parser = make_parser(__doc__, "python -m benchmarks.gestures")
    parser.add_argument("--films", type=int, default=30, help="films of eight gestures each")
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the talker's film")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="of the persons and of what they do")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()

    reader, seed = FaceReader(), chosen.first_seed
    groups = {
        "gestures": score(reader, material.gestures(seed, chosen.films)),
        "gestures while talking": score(reader, material.while_talking(seed + 100, chosen.films // 5)),
        "other movements": score(reader, material.others(seed + 200)),
        "talker": score(reader, [material.talker(seed + 300, chosen.minutes)]),
    }
    print("| films | minutes | shown | recall | precision | false a minute | delay, median | delay, 95 % |")
    print("|---|---|---|---|---|---|---|---|")
    for name, s in groups.items():
        delays = f"{s.delay(50):.2f} s | {s.delay(95):.2f} s" if s.delays else "– | –"
        shares = f"{s.recall:.3f} | {s.precision:.3f}" if s.shown else "– | –"
        print(f"| {name} | {s.seconds / 60:.1f} | {s.shown} | {shares} | {s.false_a_minute:.2f} | {delays} |")
    for name, s in groups.items():
        print(*(f"missed in {name}: {film.name} {film.seed}: {gesture}" for film, gesture in s.missed), sep="\n")
        print(*(f"false in {name}: {film.name} {film.seed}: {event}" for film, event in s.false), sep="\n")
    films = [*material.looks(seed + 400, 12)]
    sums = [looks_right(film, [e for e in tell(reader, film) if isinstance(e, AttentionEvent)]) for film in films]
    share = sum(right for right, _ in sums) / sum(counted for _, counted in sums)
    print(f"looks your way or away, right for {share:.3f} of the time")
    if chosen.json:
        figures = {
            name: {"recall": s.recall, "precision": s.precision, "false a minute": s.false_a_minute}
            | {"delay": s.delay(50), "delay 95": s.delay(95)}
            for name, s in groups.items()
        }
        chosen.json.write_text(json.dumps(figures | {"looks": share}, indent=2), encoding="utf-8")


def score(reader: FaceReader, films: Iterable[Film]) -> Score:
    """How the gestures of some films were told."""
    total = Score()
    for film in films:
        total.add(film, [event for event in tell(reader, film) if isinstance(event, GestureEvent)])
    return total


def tell(reader: FaceReader, film: Film) -> list[Event]:
    """All events of a film."""
    pipeline = Pipeline(reader, CuePreferences())
    events = [event for frame in film.frames() for event in pipeline.step(frame.pixels, frame.time).events]
    return [*events, *pipeline.finish()]


if __name__ == "__main__":
    run_quietly(main)
