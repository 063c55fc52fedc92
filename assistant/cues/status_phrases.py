"""The sentences that answer a key: status, the last cue, everyone in view, and asking for consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from assistant import messages
from assistant.cues import movements, phrasing
from assistant.cues.position import names, place
from assistant.cues.preferences import DEFAULTS, CuePreferences, Delivery
from assistant.events import Attention, FaceReading, Gesture, Observation, Trouble
from assistant.expressions import Expression
from assistant.vision.found_faces import rows_of


class Hindrance(StrEnum):
    """Why no faces are read at the moment."""

    PAUSED = "paused"
    OPENING = "opening"
    LOST = "lost"
    NO_CAMERA = "camera_off"


def status(
    *, hindrance: Hindrance | None, faces: int, trouble: Trouble | None, muted: bool, people: Sequence[str] = ()
) -> str:
    """Whether faces are read, who is in view, what hinders the reading, and whether sound is on.

    Args:
        hindrance: why the source is not being read, or None while it is.
        faces: how many are in view.
        trouble: why the partner's face cannot be read, or no face be found; None where all is well.
        muted: speech and sounds are off.
        people: what those in view do; see `people`.
    """
    sound = messages.say("answer.muted" if muted else "answer.audible")
    if hindrance:
        return messages.joined(" ", (messages.say(f"answer.{hindrance.value}"), sound))
    view = [count(faces)]
    if trouble is Trouble.DARK_PICTURE or faces:
        view.append(messages.say(f"notice.{trouble.value}") if trouble else messages.say("answer.clear"))
    return messages.joined(" ", (messages.say("answer.reading"), *view, *people, sound))


def count(faces: int) -> str:
    """How many faces are in view."""
    if faces == 0:
        return messages.say("answer.no_face")
    return messages.say("answer.faces", count=faces)


def repeat(last: str | None) -> str:
    """The last cue again, or that there was none."""
    return messages.again(last) if last else messages.say("answer.nothing_told")


def lines(
    readings: Sequence[FaceReading],
    expressions: Mapping[int, Expression | None],
    frame_size: tuple[int, int],
    preferences: CuePreferences = DEFAULTS,
    gestures: Mapping[int, Gesture] = MappingProxyType({}),
) -> list[str]:
    """How many are in view, and what the user wants to be told of each, row by row from left to right.

    Each of several has a line of its own.

    Args:
        readings: one for each face in view.
        expressions: what each face looks like, by id; None, or no entry, where it cannot be told.
        frame_size: (width, height) in pixels.
        preferences: what the user has chosen.
        gestures: the last nod or shake of each head, by id.
    """
    ordered = [readings[index] for row in rows_of([reading.found.box for reading in readings]) for index in row]
    found = [count(len(ordered))]
    places = names([reading.found.box for reading in ordered], frame_size[0])
    for reading, where in zip(ordered, places, strict=True):
        parts = [*_appearance(reading, expressions.get(reading.face), preferences), *_behaviour(reading, preferences)]
        parts += _gesture(reading, gestures, preferences)
        sentences = []
        if len(ordered) > 1:
            sentences.append(_sentence(messages.say("cue.placed", place=where, cue=_all_of(parts))))
        elif parts:
            sentences.append(_sentence(_all_of(parts)))
        if reading.trouble is not None:
            sentences.append(messages.say(f"notice.{reading.trouble.value}"))
        if sentences:
            found.append(messages.joined(" ", sentences))
    return found if len(ordered) > 1 else [messages.joined(" ", found)]


def people(seen: Observation, frame_size: tuple[int, int], preferences: CuePreferences) -> list[str]:
    """What the partner looks like and does, and who else talks; see `lines`."""
    sentences = []
    for reading in sorted(seen.in_view, key=lambda reading: reading.face != seen.partner):
        if reading.face == seen.partner:
            look = [] if reading.trouble else _appearance(reading, seen.stable.get(reading.face), preferences)
            parts = [*look, *_behaviour(reading, preferences), *_gesture(reading, seen.gestures, preferences)]
            sentences += [_sentence(_all_of(parts))] if parts else []
        elif reading.talks and preferences.attention is not Delivery.OFF:
            where = place(reading.found.box, frame_size[0])
            sentences.append(_sentence(phrasing.attention(Attention.TALKING, where)))
    return sentences


def _appearance(reading: FaceReading, expression: Expression | None, preferences: CuePreferences) -> list[str]:
    """What the face looks like, with what moves in it; or that alone, where no expression is read."""
    measured = reading.blendshapes if preferences.movements is not Delivery.OFF else None
    if not preferences.reads_expressions:
        return [] if measured is None else [phrasing.moving(movements.doing(measured))]
    moving = movements.describe(measured) if measured else ()
    if expression is None or reading.probabilities is None:
        return [phrasing.cue(None, 0.0, movements=moving)]
    return [phrasing.cue(expression, reading.probabilities[expression.position], movements=moving)]


def _behaviour(reading: FaceReading, preferences: CuePreferences) -> list[str]:
    if preferences.attention is Delivery.OFF:
        return []
    states = [] if reading.toward is None else [Attention.TOWARD if reading.toward else Attention.AWAY]
    states += [Attention.TALKING] if reading.talks else []
    return [phrasing.attention(state) for state in states]


def _gesture(reading: FaceReading, gestures: Mapping[int, Gesture], preferences: CuePreferences) -> list[str]:
    if preferences.gestures is Delivery.OFF or reading.face not in gestures:
        return []
    return [messages.say(f"answer.{gestures[reading.face].value}")]


def _all_of(parts: Sequence[str]) -> str:
    return messages.joined(", ", parts) if parts else messages.say("answer.in_view")


def _sentence(text: str) -> str:
    return messages.reworded(text, _as_sentence)


def _as_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def consent(preferences: CuePreferences) -> str:
    """A short script to ask the other person's consent with, for what is read of them."""
    return messages.say("consent.script" if preferences.reads_expressions else "consent.movements")
