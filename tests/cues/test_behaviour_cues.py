"""Nods, shakes, looks and talk: told beside the expressions, never over them, and with an allowance of their own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.cues.behaviour_cues import AFTER_CUE, LATE, PER_MINUTE, RECENT, REST
from assistant.cues.cue_engine import CueEngine
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import (
    Attention,
    AttentionEvent,
    Channel,
    CueEvent,
    CueKind,
    Earcon,
    Event,
    FaceReading,
    Gesture,
    GestureEvent,
    Priority,
)
from assistant.expressions import Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure

ABSTAIN = (0.4,) * 7
CALM = reading(1, sure(Expression.NEUTRAL))
SMILING = reading(1, sure(Expression.HAPPY))
OTHER = reading(2, sure(Expression.NEUTRAL), x=60.0, size=70.0)


class Scene:
    """Somebody is looked at ten times a second."""

    def __init__(self, **chosen: object) -> None:
        self.engine = CueEngine(CuePreferences(**chosen), ABSTAIN)  # type: ignore[arg-type] # any of its options
        self.now = 0.0
        self.last: tuple[Event, ...] = ()

    def watch(self, seconds: float, faces: Sequence[FaceReading] = (CALM,), *done: GestureEvent | AttentionEvent):
        """The cues meanwhile; what is `done` is done in the first frame."""
        cues = []
        for step in range(round(seconds * 10)):
            self.last = self.engine.observe(self.now, faces, FRAME_SIZE, behaviour=done if step == 0 else ())
            cues += [event for event in self.last if isinstance(event, CueEvent)]
            self.now = round(self.now + 0.1, 1)
        return cues

    def nod(self, gesture: Gesture = Gesture.NOD, face: int = 1) -> GestureEvent:
        return GestureEvent(self.now, face, gesture, 12.0)

    def turn(self, state: Attention, face: int = 1) -> AttentionEvent:
        return AttentionEvent(self.now, face, state)


def settled(**chosen: object) -> Scene:
    """A scene in which everything there is to tell of the faces has been told."""
    scene = Scene(**chosen)
    scene.watch(5.0)
    return scene


@pytest.mark.parametrize(("gesture", "earcon"), [(Gesture.NOD, Earcon.NOD), (Gesture.SHAKE, Earcon.SHAKE)])
def test_a_gesture_is_a_sound_at_once_and_no_word(gesture: Gesture, earcon: Earcon) -> None:
    scene = settled()
    begun = scene.now
    (cue,) = scene.watch(2.0, [CALM], scene.nod(gesture))
    assert (cue.time, cue.earcon, cue.channels) == (begun, earcon, {Channel.EARCON})
    assert (cue.about, cue.expression, cue.priority) == (CueKind.GESTURE, None, Priority.HINT)


def test_or_words_which_name_the_movement_and_no_meaning() -> None:
    scene = settled(gesture_words=True)
    cues = [*scene.watch(2.0, [CALM], scene.nod()), *scene.watch(2.0, [CALM], scene.nod(Gesture.SHAKE))]
    assert [cue.text for cue in cues] == ["nods", "shakes head"]
    assert all(cue.channels == {Channel.SPEECH} for cue in cues)


@pytest.mark.parametrize("delivery", [Delivery.ON_REQUEST, Delivery.OFF])
def test_neither_by_itself_where_it_is_on_request_or_off(delivery: Delivery) -> None:
    scene = settled(gestures=delivery, attention=delivery)
    assert scene.watch(2.0, [CALM], scene.nod(), scene.turn(Attention.AWAY)) == []


@pytest.mark.parametrize(
    ("channels", "words"),
    [(frozenset({Channel.SPEECH, Channel.LABEL}), False), (frozenset({Channel.EARCON, Channel.LABEL}), True)],
)
def test_a_channel_that_is_off_is_not_replaced_by_another(channels: frozenset[Channel], words: bool) -> None:
    scene = settled(channels=channels, gesture_words=words)
    assert scene.watch(2.0, [CALM], scene.nod()) == []


def test_a_nod_waits_for_what_is_said_of_the_face() -> None:
    scene = settled()
    (expression,) = next(filter(None, (scene.watch(0.1, [SMILING]) for _ in range(20))))
    (gesture,) = scene.watch(2.0, [SMILING], scene.nod())
    assert (expression.about, gesture.about) == (CueKind.EXPRESSION, CueKind.GESTURE)
    assert AFTER_CUE <= gesture.time - expression.time + 1e-6 < AFTER_CUE + 0.2


def test_what_had_to_wait_too_long_is_dropped() -> None:
    scene = settled()
    scene.watch(REST, [CALM], scene.nod())
    scene.watch(0.1, [CALM], scene.nod())
    late = scene.watch(REST + LATE, [CALM], scene.nod())
    assert [cue.time for cue in late] == [], "the rest after the second was longer than the third is true"


def test_the_allowance_is_their_own() -> None:
    scene = settled(per_minute=2)
    cues = [cue for _ in range(25) for cue in scene.watch(2.0, [CALM], scene.nod())]
    assert len(cues) == PER_MINUTE
    assert [cue.text for cue in scene.watch(2.0, [SMILING])] == ["looks happy"], "nods take nothing of the words"


def test_of_others_only_where_they_are_wanted_by_their_place() -> None:
    scene = Scene(gesture_words=True)
    scene.watch(5.0, [CALM, OTHER])
    assert scene.watch(2.0, [CALM, OTHER], scene.nod(face=2)) == []
    scene = Scene(gesture_words=True, others=True)
    scene.watch(5.0, [CALM, OTHER])
    assert [cue.text for cue in scene.watch(2.0, [CALM, OTHER], scene.nod(face=2))] == ["left: nods"]


def test_looks_are_told_in_words_of_the_partner() -> None:
    scene = settled(attention=Delivery.ON)
    states = (Attention.AWAY, Attention.TOWARD)
    cues = [cue for state in states for cue in scene.watch(2.0, [CALM], scene.turn(state))]
    assert [(cue.text, cue.channels, cue.earcon) for cue in cues] == [
        ("looks away", {Channel.SPEECH}, None),
        ("looks your way", {Channel.SPEECH}, None),
    ]


def test_who_talks_is_told_where_there_are_several() -> None:
    scene = settled(attention=Delivery.ON)
    assert scene.watch(2.0, [CALM], scene.turn(Attention.TALKING)) == [], "a single voice is heard"
    scene = Scene(attention=Delivery.ON)
    scene.watch(5.0, [CALM, OTHER])
    cues = scene.watch(2.0, [CALM, OTHER], scene.turn(Attention.TALKING, face=2))
    cues += scene.watch(2.0, [CALM, OTHER], scene.turn(Attention.SILENT, face=2))
    assert [cue.text for cue in cues] == ["left: is talking"]


def test_a_gesture_can_be_asked_for_some_seconds_long_and_goes_with_the_face() -> None:
    scene = settled(gestures=Delivery.ON_REQUEST)
    scene.watch(1.0, [CALM], scene.nod(Gesture.SHAKE))
    assert scene.engine.gestures == {1: Gesture.SHAKE}
    scene.watch(RECENT)
    assert scene.engine.gestures == {}
    scene.watch(0.1, [CALM], scene.nod())
    scene.watch(2.0, [])
    assert scene.engine.gestures == {}


def test_of_what_waits_a_gesture_comes_first() -> None:
    scene = settled(attention=Delivery.ON, gesture_words=True)
    cues = scene.watch(2.0, [CALM], scene.turn(Attention.AWAY), scene.nod())
    assert [cue.text for cue in cues] == ["nods"]


def test_and_then_the_newest() -> None:
    scene = settled(attention=Delivery.ON)
    before = AttentionEvent(scene.now - 0.3, 1, Attention.AWAY)
    cues = scene.watch(2.0, [CALM], before, scene.turn(Attention.TOWARD))
    assert [cue.text for cue in cues] == ["looks your way"]


def test_that_it_is_someone_else_is_said_once() -> None:
    scene = Scene(expressions=Delivery.ON_REQUEST, attention=Delivery.ON)
    scene.watch(3.0, [reading(1, sure(Expression.NEUTRAL), size=60.0)])
    new = reading(2, sure(Expression.NEUTRAL), size=150.0)
    scene.watch(5.0, [reading(1, sure(Expression.NEUTRAL), size=60.0), new])
    assert scene.engine.partner == 2
    both = [reading(1, sure(Expression.NEUTRAL), size=60.0), new]
    cues = [
        *scene.watch(3.0, both, scene.turn(Attention.AWAY, 2)),
        *scene.watch(3.0, both, scene.turn(Attention.TOWARD, 2)),
    ]
    assert [cue.text for cue in cues] == ["someone else: looks away", "looks your way"]
