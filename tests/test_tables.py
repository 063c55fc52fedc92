"""Every expression is complete: one walk through all that the application knows of each."""

import math
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import pytest
from PySide6.QtCore import QRectF

from assistant import messages
from assistant.adapters.models.ensemble import Ensemble
from assistant.audio_clip import load_earcons
from assistant.commands import COMMANDS
from assistant.cues import phrasing
from assistant.cues.movements import MOVES
from assistant.drawn_faces.actions import NEUTRAL, PROTOTYPES
from assistant.drawn_faces.animation import demo_clip
from assistant.events import Attention, Gesture
from assistant.expressions import _ALIASES, EXPRESSIONS, Expression
from assistant.practice import head_motion, head_quiz
from assistant.practice.behaviours import AT_REST, BEHAVIOURS, Behaviour
from assistant.practice.cards import OF_HEADS, Kind
from assistant.practice.contrasts import TELLING
from assistant.practice.difficulty import Difficulty
from assistant.practice.explain import CONFUSED_WITH
from assistant.practice.movements import movements
from assistant.practice.scheduling import Learner
from assistant.settings import OPTIONS
from assistant.system.resources import folder
from assistant.ui.practice.card import MOST_CHOICES
from assistant.ui.widgets import theme
from assistant.ui.widgets.shapes import SHAPES, shape

PALETTES = {"light": theme.LIGHT, "dark": theme.DARK, **theme._PALETTES}

TABLES: dict[str, Any] = {
    "aliases": _ALIASES,
    "confusions": CONFUSED_WITH,
    "earcons": phrasing._EARCONS,
    "prototypes": PROTOTYPES,
    "shapes": SHAPES,
    "telling regions": TELLING,
    **{f"colours of {name}": palette.expressions for name, palette in PALETTES.items()},
    **{f"words in {language}": messages.sentences(language) for language in messages.LANGUAGES if "-" not in language},
}


def outline(expression: Expression | None) -> tuple[tuple[float, float], ...]:
    path = shape(expression, QRectF(0, 0, 100, 100))
    elements = (path.elementAt(index) for index in range(path.elementCount()))
    return tuple((element.x, element.y) for element in elements)


def walk(expression: Expression) -> None:
    """Look at all that belongs to one expression; it fails where something is missing or another's."""
    others = [each for each in (*EXPRESSIONS, None) if each is not expression]
    assert Expression.parse(_ALIASES[expression][0]) is expression
    assert phrasing.earcon(expression) in load_earcons()
    assert outline(expression) not in [outline(other) for other in others]
    for palette in PALETTES.values():
        assert re.fullmatch("#[0-9a-f]{6}", palette.expressions[expression])
    for palette in (theme.LIGHT, theme.DARK):
        assert palette.expressions[expression] not in [palette.expressions[each] for each in others if each]
    assert all((variant == NEUTRAL) is (expression is Expression.NEUTRAL) for variant in PROTOTYPES[expression])
    made_of = movements(expression)
    assert bool(made_of) is (expression is not Expression.NEUTRAL)
    assert made_of not in [movements(other) for other in others if other]
    assert bool(TELLING[expression]) is bool(made_of)
    assert CONFUSED_WITH[expression]
    assert {*CONFUSED_WITH[expression]} <= {*others}
    for language in messages.LANGUAGES:
        if "-" not in language:  # a regional variant holds only what differs from its language
            words = messages.sentences(language)
            assert words[f"expression.{expression.value}"] not in [
                words[f"expression.{other.value}"] for other in others if other
            ]
            assert all(words[f"explain.move_{movement.name}"] for movement in made_of)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_has_all_that_belongs_to_it(expression: Expression) -> None:
    walk(expression)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_one_that_lacks_an_entry_gets_no_other_ones(
    name: str, expression: Expression, monkeypatch: pytest.MonkeyPatch
) -> None:
    table: MutableMapping[object, object] = TABLES[name]
    monkeypatch.delitem(table, f"expression.{expression.value}" if name.startswith("words") else expression)
    with pytest.raises(LookupError):
        walk(expression)


@pytest.mark.parametrize("name", [name for name in TABLES if not name.startswith("words")])
def test_a_table_holds_nothing_else(name: str) -> None:
    assert set(TABLES[name]) - {None} == set(EXPRESSIONS)


GESTURE_WORDS = ("cue", "answer", "earcon")


def walk_gesture(gesture: Gesture) -> None:
    """Look at all that belongs to one gesture; it fails where something is missing or another's."""
    others = [each for each in Gesture if each is not gesture]
    assert phrasing.gesture_earcon(gesture) in load_earcons()
    assert phrasing.gesture_earcon(gesture) not in [phrasing.gesture_earcon(other) for other in others]
    for language in messages.LANGUAGES:
        if "-" not in language:
            words = messages.sentences(language)
            for table in GESTURE_WORDS:
                assert words[f"{table}.{gesture.value}"] not in [words[f"{table}.{other.value}"] for other in others]


@pytest.mark.parametrize("gesture", Gesture)
def test_a_gesture_has_all_that_belongs_to_it(gesture: Gesture, monkeypatch: pytest.MonkeyPatch) -> None:
    walk_gesture(gesture)
    tables: list[tuple[MutableMapping[Any, Any], object]] = [(phrasing._GESTURE_EARCONS, gesture)]
    for language in messages.LANGUAGES:
        if "-" not in language:
            tables += [(messages.sentences(language), f"{table}.{gesture.value}") for table in GESTURE_WORDS]
    for table, entry in tables:
        with monkeypatch.context() as without, pytest.raises(LookupError):
            without.delitem(table, entry)
            walk_gesture(gesture)


BEHAVIOUR_WORDS = ("", "_is", "_seen")


def behaviour_key(words: Mapping[str, object], behaviour: Behaviour, ending: str) -> str:
    """The key of a sentence, or of its first form where it has one for each number."""
    name = f"behaviour.{behaviour}{ending}"
    return name if name in words else f"{name}.0"


def walk_behaviour(behaviour: Behaviour) -> None:
    """Look at all that practice knows of one behaviour; it fails where something is missing or another's."""
    others = [each for each in BEHAVIOURS if each is not behaviour]
    assert behaviour in AT_REST or head_motion._MOST[behaviour] > head_motion._LEAST
    assert (behaviour in Learner().thresholds) is (behaviour not in AT_REST)
    assert any(behaviour in head_quiz.asked_about(kind) for kind in OF_HEADS - {Kind.HEADS, Kind.HEARD_HEADS})
    assert {behaviour} < {*head_quiz.asked_about(Kind.HEADS)} == {*head_quiz.asked_about(Kind.HEARD_HEADS)}
    for language in messages.LANGUAGES:
        if "-" not in language:
            words = messages.sentences(language)
            for ending in BEHAVIOUR_WORDS:
                named = [behaviour_key(words, other, ending) for other in others]
                assert words[behaviour_key(words, behaviour, ending)] not in [words[name] for name in named]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_behaviour_has_all_that_belongs_to_it(behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    walk_behaviour(behaviour)
    tables: list[tuple[MutableMapping[Any, Any], object]] = []
    if behaviour not in AT_REST:
        tables.append((head_motion._MOST, behaviour))
    for language in messages.LANGUAGES:
        if "-" not in language:
            words = messages.sentences(language)
            tables += [(words, behaviour_key(words, behaviour, ending)) for ending in BEHAVIOUR_WORDS]
    for table, entry in tables:
        with monkeypatch.context() as without, pytest.raises(LookupError):
            without.delitem(table, entry)
            walk_behaviour(behaviour)


@pytest.mark.parametrize("gesture", Gesture)
def test_a_gesture_that_is_told_is_practised_too(gesture: Gesture) -> None:
    assert Behaviour(gesture.value) in head_quiz.asked_about(Kind.GESTURE)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_state_and_movement_that_can_be_told_has_words(language: str) -> None:
    words = messages.sentences(language)
    told = [*(f"cue.{state.value}" for state in Attention), *(f"movement.{move}" for move in MOVES)]
    assert len({words[key] for key in told}) == len(told)


def test_counts_come_from_the_expressions() -> None:
    count = len(EXPRESSIONS)
    answers = [command.key for command in COMMANDS if command.id.startswith("answer_")]
    assert answers == [str(number) for number in range(1, count + 1)]
    assert MOST_CHOICES == max(OPTIONS["choices"].metadata["choices"]) == count
    hardest = Difficulty()
    for _ in range(10 * count):
        hardest.learn(right=True)
    assert hardest.choices == count
    assert set(Learner().thresholds) == {*EXPRESSIONS, *BEHAVIOURS} - AT_REST
    assert {beat.expression for beat in demo_clip().beats} == {*EXPRESSIONS} - {Expression.NEUTRAL}


def test_the_models_that_ship_read_every_expression() -> None:
    manifest = Ensemble(folder("models")).manifest
    assert len(manifest.bias) == len(manifest.abstain) == len(EXPRESSIONS)
    assert all(map(math.isfinite, manifest.bias))
