"""The benchmark's own arithmetic and its labelled material."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.expressions import EXPRESSIONS, Expression
from benchmarks.cues import drawn
from benchmarks.cues.deciders import DECIDERS, arg_max, ours
from benchmarks.cues.scores import SPOKEN, Score, Shown, Told
from benchmarks.cues.timelines import LABELS, Moment, Timeline
from benchmarks.talk.__main__ import LABELS as TALK_LABELS
from tests.helpers.streams import FRAME_SIZE, NoisyFace, Stretch, frame_times, reading, sure

SMILE = (
    Shown(0.0, 4.0, Expression.NEUTRAL),
    Shown(4.2, 8.0, Expression.HAPPY),
    Shown(8.2, 12.0, Expression.NEUTRAL),
)


def scored(*told: Told, shown: tuple[Shown, ...] = SMILE) -> Score:
    score = Score()
    score.add(shown, told, 12.0)
    return score


def test_a_perfect_decider() -> None:
    told = [Told(0.5, Expression.NEUTRAL), Told(4.7, Expression.HAPPY), Told(8.7, Expression.NEUTRAL)]
    score = scored(*told)
    assert score.precision() == score.coverage() == 1
    assert score.delays == pytest.approx([0.5, 0.5, 0.5])
    assert score.false_per_minute == 0
    assert score.cues_per_minute == 15
    assert score.time_known == pytest.approx((3.5 + 3.3 + 3.3) / 11.6)


def test_wrong_and_missing_cues_count() -> None:
    score = scored(Told(1.0, Expression.SAD), Told(5.0, Expression.HAPPY))
    assert score.precision() == 0.5
    assert score.coverage() == pytest.approx(1 / 3)
    assert score.precision(Expression.SAD) == 0
    assert score.false_per_minute == 5


def test_between_two_labels_either_is_right_and_early_is_no_delay() -> None:
    score = scored(Told(4.1, Expression.HAPPY))
    assert score.precision() == 1
    assert score.delays == [0.0]
    assert scored(Told(4.1, Expression.SAD)).precision() == 0


def test_cannot_tell_is_neither_right_nor_wrong_and_ends_what_is_known() -> None:
    score = scored(Told(0.0, Expression.NEUTRAL), Told(2.0, None))
    assert score.precision() == 1
    assert score.known == pytest.approx(2.0)
    assert score.cues_per_minute == 10


def test_without_a_face_every_cue_is_wrong() -> None:
    assert scored(Told(1.0, Expression.HAPPY), shown=()).of("wrong") == 1


def test_what_another_cue_overtakes_is_covered_but_not_heard() -> None:
    flicker = scored(Told(5.0, Expression.HAPPY), Told(5.1, Expression.SAD))
    assert flicker.coverage(Expression.HAPPY) == 1
    assert flicker.heard == 0
    assert scored(Told(5.0, Expression.HAPPY), Told(5.0 + SPOKEN, Expression.SAD)).heard == pytest.approx(1 / 3)


def test_a_shared_edge_belongs_to_what_begins_there() -> None:
    cut = (Shown(0.0, 4.0, Expression.NEUTRAL), Shown(4.0, 12.0, Expression.HAPPY))
    assert scored(Told(4.0, Expression.NEUTRAL), shown=cut).of("wrong") == 1
    assert scored(Told(4.0, Expression.NEUTRAL), shown=cut).of("covered") == 0
    assert scored(Told(4.0, Expression.HAPPY), shown=cut).of("covered") == 1


def test_cues_with_maybe_are_counted_apart() -> None:
    score = scored(Told(1.0, Expression.NEUTRAL), Told(5.0, Expression.HAPPY, True), Told(6.0, Expression.SAD, True))
    assert score.precision() == pytest.approx(2 / 3)
    assert score.maybe_precision == 0.5


def test_ours_says_which_cues_were_maybe() -> None:
    timeline = [Moment(n / 10, (reading(1, sure(Expression.SAD, 0.6)),), FRAME_SIZE) for n in range(20)]
    assert [(cue.expression, cue.maybe) for cue in ours(timeline, (0.4,) * 7)] == [(Expression.SAD, True)]
    timeline = [Moment(n / 10, (reading(1, sure(Expression.SAD, 0.9)),), FRAME_SIZE) for n in range(20)]
    assert [(cue.expression, cue.maybe) for cue in ours(timeline, (0.4,) * 7)] == [(Expression.SAD, False)]


def noisy_timeline(seed: int, fps: int = 15) -> Timeline:
    stretches = [Stretch(EXPRESSIONS[(seed + 3 * n) % 7], 10.0) for n in range(12)]
    face = NoisyFace(stretches, seed, confidence=0.7, noise=0.9)
    shown = tuple(Shown(10.0 * n, 10.0 * n + 10, s.expression) for n, s in enumerate(stretches))
    moments = tuple(
        Moment(now, (reading(1, face.probabilities(now)),), FRAME_SIZE) for now in frame_times(face.seconds, fps)
    )
    return Timeline(f"noise {seed}", shown, moments)


def test_on_noisy_readings_ours_errs_ten_times_less_than_the_baseline() -> None:
    scores = {name: Score() for name in DECIDERS}
    for seed in range(5):
        timeline = noisy_timeline(seed)
        for name, decider in DECIDERS.items():
            scores[name].add(timeline.shown, decider(timeline.moments, (0.4,) * 7), timeline.seconds)
    best, naive = scores["ours"], scores["arg-max"]
    assert best.precision() >= 0.9
    assert best.coverage() >= 0.8
    assert best.delay(50) <= 1.0
    assert naive.of("wrong") >= 10 * max(best.of("wrong"), 1)
    assert best.heard >= naive.heard


def test_a_higher_least_probability_tells_less_of_what_is_right_and_wrong() -> None:
    timeline = noisy_timeline(0)
    for decider in (ours, arg_max):
        low, high = Score(), Score()
        for least, score in ((0.3, low), (0.9, high)):
            score.add(timeline.shown, decider(timeline.moments, (0.4,) * 7, least), timeline.seconds)
        assert high.known < low.known
        assert high.cues_per_minute < low.cues_per_minute
        assert high.of("wrong") <= low.of("wrong")


@pytest.mark.parametrize("fps", [5, 10])
def test_thinning_keeps_the_rate(fps: int) -> None:
    timeline = noisy_timeline(0)
    times = [moment.time for moment in timeline.at(fps).moments]
    assert len(times) == pytest.approx(timeline.seconds * fps, rel=0.02)
    assert np.diff(times) == pytest.approx(1 / fps, abs=1 / 15 + 1e-9)


@pytest.mark.parametrize("fps", [5, 10, 15])
def test_every_frame_is_in_one_of_the_thinned_series(fps: int) -> None:
    timeline = noisy_timeline(0, 30)
    seen = [moment.time for series in timeline.all_at(fps) for moment in series.moments]
    assert sorted(seen) == [moment.time for moment in timeline.moments]


def test_hand_made_labels_are_in_order_and_known() -> None:
    for file in LABELS.glob("*.toml"):
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["shown"]
        edges = [edge for row in rows for edge in (row["start"], row["end"])]
        assert edges == sorted(edges)
        assert all(Expression.parse(row["expression"]) for row in rows)


def test_drawn_labels_fit_what_is_drawn() -> None:
    for scene in drawn.scenes(0):
        assert {shown.expression for shown in scene.shown} == {Expression.NEUTRAL, *scene.shows}
        assert scene.shown[-1].end == pytest.approx(scene.seconds)


def test_faces_across_a_table_are_drawn_as_small_as_they_are_said_to_be() -> None:
    reader, scene = FaceReader(), next(iter(drawn.scenes(0)))
    for size, width in ((1.0, drawn.FACE), (drawn.ACROSS_A_TABLE / drawn.FACE, drawn.ACROSS_A_TABLE)):
        frame = next(replace(scene, size=size).frames(30)).pixels
        assert frame.shape == (drawn.HEIGHT, drawn.WIDTH, 3)
        (face,) = reader.search(frame)
        assert face.box.width == pytest.approx(width, rel=0.08)


@pytest.mark.parametrize("folder", [LABELS, TALK_LABELS])
def test_every_label_names_an_expression_and_a_span_and_none_overlaps_another(folder: Path) -> None:
    files = sorted(folder.glob("*.toml"))
    assert files
    for file in files:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        spans = sorted((row["start"], row["end"]) for row in [*table["shown"], *table.get("unlabelled", [])])
        assert all(start < end for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert all(Expression(row["expression"]) for row in table["shown"])
