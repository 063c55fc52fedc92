"""Which films there are: of gestures, of what is none, of a talker, of looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from assistant.drawn_faces import Pose
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.events import Gesture
from benchmarks.gestures.films import Film, emphasis, laughing_head, swaying_body, tilting, walking

DEGREES = (4.0, 5.0, 7.0, 10.0, 15.0, 25.0)
RATES = (0.5, 0.8, 1.2, 1.8, 2.4, 3.0)
COUNTED_FROM = 5.0
"""Degrees from which a gesture has to be seen."""

_SIGHTS = (
    (30.0, 0.0, 84.0),
    (30.0, 0.0, 160.0),
    (25.0, 0.25, 120.0),
    (15.0, 0.0, 100.0),
    (12.0, 0.1, 84.0),
    (10.0, 0.0, 120.0),
)
"""Frames a second, share of them that are missing, and width of the head in pixels."""

_GESTURES = 8  # a film


def gestures(first_seed: int, films: int) -> Iterator[Film]:
    """Nods and shakes of every size and rate, with rests between them."""
    for number in range(films):
        seed = first_seed + number
        rng = Random(f"gestures {seed}")
        shown: list[Swinging] = []
        time = 2.0
        for _ in range(_GESTURES):
            kind, count = rng.choice(tuple(Gesture)), rng.randint(1, 4)
            shown.append(Swinging(kind, time, count, rng.choice(RATES), rng.choice(DEGREES)))
            time = shown[-1].end + rng.uniform(2.0, 3.0)
        yield _seen(Film("gestures", seed, time, tuple(shown)), number)


def while_talking(first_seed: int, films: int) -> Iterator[Film]:
    """Plain nods and shakes of somebody who talks at the same time."""
    for number, film in enumerate(gestures(first_seed, films)):
        rng = Random(f"talking {film.seed}")
        shown = _apart(replace(g, count=rng.randint(2, 4), degrees=rng.uniform(8, 20)) for g in film.gestures)
        seconds = shown[-1].end + 2.0
        talks = ((1.0, seconds),)
        beats = emphasis(talks, film.seed)
        yield _seen(Film("while talking", film.seed, seconds, shown, talks=talks, motions=(beats,)), number)


def others(first_seed: int) -> Iterator[Film]:
    """What is neither nod nor shake."""
    seconds, seed = 27.0, first_seed
    spans = ((2.0, 6.0), (9.0, 12.0), (14.0, 19.0), (22.0, 26.0))
    for number in range(2):
        rng, seed = Random(f"others {first_seed} {number}"), seed + 10
        starts = [3.0 + 6 * look for look in range(4)]
        down = tuple(
            Turn(start, Pose(pitch=-rng.uniform(8, 25)), rng.uniform(1.6, 4), rng.uniform(0.3, 0.7)) for start in starts
        )
        aside = tuple(
            Turn(start, Pose(yaw=rng.choice((-1, 1)) * rng.uniform(8, 35)), rng.uniform(1, 4)) for start in starts
        )
        kinds = (
            Film("looking down", seed, seconds, turns=down),
            Film("looking aside", seed + 1, seconds, turns=aside),
            Film("tilting", seed + 2, seconds, motions=(tilting(seed),)),
            Film("laughing", seed + 3, seconds, motions=(laughing_head(spans),), laughs=spans),
            Film("swaying", seed + 4, seconds, motions=(swaying_body(seed),)),
            Film("walking", seed + 5, seconds, motions=(walking,)),
            Film("speaking", seed + 6, seconds, motions=(emphasis(spans, seed),), talks=spans),
        )
        yield from (_seen(film, number + place) for place, film in enumerate(kinds))


def talker(seed: int, minutes: float) -> Film:
    """Somebody who talks in phrases, with the beats of speech, glances aside, and none of the gestures."""
    rng, seconds = Random(f"talker {seed}"), 60 * minutes
    spans: list[tuple[float, float]] = []
    turns: list[Turn] = []
    time = 1.0
    while time < seconds:
        spans.append((time, time + rng.uniform(2, 12)))
        time = spans[-1][1] + rng.uniform(0.5, 3)
        if rng.random() < 0.4:
            to = Pose(yaw=rng.uniform(-25, 25), pitch=rng.uniform(-15, 8), gaze_yaw=rng.uniform(-10, 10))
            turns.append(Turn(time - 1, to, rng.uniform(1.2, 4)))
    talks = tuple(spans)
    return Film("talker", seed, seconds, motions=(emphasis(talks, seed),), talks=talks, turns=tuple(turns), fps=12.5)


def looks(first_seed: int, films: int) -> Iterator[Film]:
    """Heads, with their eyes, that turn away by 15 degrees or more, and come back."""
    for number in range(films):
        seed = first_seed + number
        rng = Random(f"looks {seed}")
        turns: list[Turn] = []
        time = 5.0
        for _ in range(4):
            yaw, pitch = rng.choice(((1, 0), (-1, 0), (0.7, -0.7), (-0.7, -0.7), (0, -1)))
            far, eyes = rng.uniform(15, 32), rng.uniform(0, 10)
            to = Pose(yaw=yaw * far, pitch=pitch * far, gaze_yaw=yaw * eyes, gaze_pitch=pitch * eyes)
            turns.append(Turn(time, to, rng.uniform(4, 7)))
            time = turns[-1].end + rng.uniform(4, 6)
        yield _seen(Film("looks", seed, time, turns=tuple(turns)), number)


def _seen(film: Film, number: int) -> Film:
    fps, dropped, width = _SIGHTS[number % len(_SIGHTS)]
    return replace(film, fps=fps, dropped=dropped, width=width)


def _apart(shown: Iterable[Swinging]) -> tuple[Swinging, ...]:
    """The same gestures, each moved so that it begins two seconds after the one before."""
    moved: list[Swinging] = []
    for one in shown:
        moved.append(replace(one, start=moved[-1].end + 2.0 if moved else one.start))
    return tuple(moved)
