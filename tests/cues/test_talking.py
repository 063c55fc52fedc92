"""What is told of a face while its mouth talks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.cues.cue_engine import CueEngine
from assistant.cues.preferences import CuePreferences
from assistant.cues.stabilizer import StableExpression
from assistant.cues.talking import TALKING, while_talking
from assistant.expressions import EXPRESSIONS, Expression
from benchmarks.talk.weights import AT_MOST, learned
from tests.helpers.streams import FRAME_SIZE, reading, sure

ON_THE_MOUTH = [e for e in Expression if e not in (Expression.HAPPY, Expression.NEUTRAL, Expression.SAD)]


def told(shown: Expression, *, talks: bool, probability: float = 0.6, of: Expression = Expression.NEUTRAL) -> list[str]:
    """What is told of a face that is `of` for two seconds, and then read half as `shown`, half as neutral."""
    stable, changes = StableExpression((0.4,) * 7, 0.0), []
    doubtful = np.full(7, 0.02)
    doubtful[shown.position], doubtful[Expression.NEUTRAL.position] = probability, 0.9 - probability
    for n in range(80):
        reading = sure(of) if n < 20 else tuple(doubtful / doubtful.sum())
        change = stable.update(n / 10, reading, talks=talks and n >= 15)
        if change is not None:
            changes.append(str(change.expression))
    return changes


@pytest.mark.parametrize("shown", [Expression.SURPRISE, Expression.ANGRY, Expression.FEAR])
def test_what_hangs_on_the_mouth_is_told_of_a_silent_one_and_not_of_one_that_talks(shown: Expression) -> None:
    assert told(shown, talks=False) == ["neutral", shown]
    assert told(shown, talks=True) == ["neutral"]


@pytest.mark.parametrize(("talks", "moves"), [(True, True), (False, True), (False, False)])
def test_a_mouth_that_chews_in_silence_is_weighed_as_one_that_talks(talks: bool, moves: bool) -> None:
    engine = CueEngine(CuePreferences(), (0.4,) * 7, 0.0)
    doubtful = np.full(7, 0.02)
    doubtful[Expression.SURPRISE.position], doubtful[Expression.NEUTRAL.position] = 0.6, 0.3
    for n in range(80):
        face = reading(1, sure(Expression.NEUTRAL) if n < 20 else tuple(doubtful / doubtful.sum()))
        engine.observe(n / 10, [replace(face, talks=talks, mouth_moves=moves and n >= 15)], FRAME_SIZE)
    assert engine.stable == {1: Expression.NEUTRAL if moves else Expression.SURPRISE}


@pytest.mark.parametrize("shown", [Expression.HAPPY, *ON_THE_MOUTH])
def test_what_is_clear_is_told_of_a_mouth_that_talks(shown: Expression) -> None:
    assert told(shown, talks=True, probability=0.89) == ["neutral", shown]


def test_a_smile_weighs_as_much_as_ever_against_what_hangs_on_the_mouth() -> None:
    assert TALKING[Expression.HAPPY] == 0
    told_of_talk = [Expression.ANGRY, Expression.FEAR, Expression.SURPRISE]
    assert max(TALKING[expression] for expression in told_of_talk) < 0 < TALKING[Expression.NEUTRAL]
    assert TALKING[Expression.DISGUST] <= 0


def test_what_drawn_talkers_no_longer_teach_keeps_its_weight() -> None:
    assert all(TALKING[expression] <= bound for expression, bound in AT_MOST.items())


def test_weights_are_learned_from_neutral_faces_that_are_read_as_surprise() -> None:
    labels = np.repeat(np.arange(7), 40)
    readings = np.array([sure(EXPRESSIONS[label], 0.8) for label in labels])
    neutral = np.flatnonzero(labels == Expression.NEUTRAL.position)
    readings[neutral[::2]] = sure(Expression.SURPRISE, 0.6)
    weights = learned(readings, labels)
    assert weights[Expression.SURPRISE.position] < -0.3
    assert weights[Expression.HAPPY.position] == 0
    assert weights[Expression.NEUTRAL.position] >= 0
    assert weights[Expression.SURPRISE.position] == weights.min()


@pytest.mark.parametrize("shown", [Expression.ANGRY, Expression.HAPPY, Expression.SAD])
def test_a_lasting_expression_is_not_ended_by_talk(shown: Expression) -> None:
    brink = np.full(7, 0.02)
    brink[[shown.position, Expression.NEUTRAL.position]] = 0.45
    weighed = while_talking(tuple(brink), shown)
    assert weighed[shown.position] == pytest.approx(weighed[Expression.NEUTRAL.position])
    assert weighed.sum() == pytest.approx(1)
    assert while_talking(tuple(brink), Expression.NEUTRAL).argmax() == Expression.NEUTRAL.position
