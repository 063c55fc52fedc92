"""The answers to keys: what works, who is in view and what they show."""

from __future__ import annotations

from dataclasses import replace

from assistant.cues import movements, status_phrases
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.cues.status_phrases import Hindrance
from assistant.events import Gesture, Observation, Trouble
from assistant.expressions import Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure


def test_status_says_what_works() -> None:
    def status(**changed: object) -> str:
        known: dict = {"hindrance": None, "faces": 1, "trouble": None, "muted": False}
        return status_phrases.status(**{**known, **changed})

    assert status() == "Reading. One face in view. The face is easy to read. Sound on."
    assert status(faces=0) == "Reading. No face in view. Sound on."
    assert status(faces=0, trouble=Trouble.NO_FACE) == status(faces=0)
    dark = "Reading. No face in view. The picture is dark: is there light, and is the lens free? Sound on."
    assert status(faces=0, trouble=Trouble.DARK_PICTURE) == dark
    assert status(trouble=Trouble.TOO_DARK, faces=2).endswith("It is too dark to read the face. Sound on.")
    assert status(hindrance=Hindrance.NO_CAMERA, muted=True) == "No camera. Muted."
    assert status(hindrance=Hindrance.PAUSED) == "Paused. Sound on."
    # Faces that were in view before are not claimed.
    for hindrance in Hindrance:
        assert "in view" not in status(hindrance=hindrance)


def described(*told: object) -> str:
    return " ".join(status_phrases.lines(*told))


def test_everyone_is_described_from_left_to_right() -> None:
    faces = [
        reading(1, sure(Expression.HAPPY), x=600.0),
        reading(2, None, x=40.0, trouble=Trouble.TOO_SMALL),
        reading(3, sure(Expression.SAD, 0.5), x=320.0),
    ]
    expressions = {1: Expression.HAPPY, 2: None, 3: Expression.SAD}
    assert described(faces, expressions, FRAME_SIZE) == (
        "3 faces in view. Left: can't tell. The face is too far away. Middle: maybe sad. Right: looks happy."
    )
    assert described(faces[:1], expressions, FRAME_SIZE) == "One face in view. Looks happy."
    assert described([], {}, FRAME_SIZE) == "No face in view."


def test_people_who_share_a_third_of_the_picture_are_counted() -> None:
    faces = [reading(number, sure(Expression.HAPPY), x=50.0 * number) for number in range(1, 13)]
    happy = dict.fromkeys(range(1, 13), Expression.HAPPY)
    assert described(faces[:5], happy, FRAME_SIZE) == (
        "5 faces in view. First from the left: looks happy. Second: looks happy. Third: looks happy. "
        "Fourth: looks happy. Fifth: looks happy."
    )
    assert described(faces, happy, FRAME_SIZE).endswith("Number 11: looks happy. Number 12: looks happy.")


def test_on_request_all_is_told_that_is_not_off() -> None:
    smile = dict.fromkeys(movements.MOVEMENTS["smile"], 0.9)
    face = replace(reading(1, sure(Expression.HAPPY)), blendshapes=smile, toward=True, talks=True)
    all_of_it = CuePreferences(movements=Delivery.ON_REQUEST, expressions=Delivery.ON_REQUEST)

    def told(preferences: CuePreferences) -> str:
        return described([face], {1: Expression.HAPPY}, FRAME_SIZE, preferences, {1: Gesture.NOD})

    assert told(all_of_it) == ("One face in view. Looks happy: smile, looks your way, is talking, nodded just now.")
    assert told(CuePreferences(movements=Delivery.ON, expressions=Delivery.OFF)) == (
        "One face in view. Smiles, looks your way, is talking, nodded just now."
    )
    assert told(CuePreferences(gestures=Delivery.OFF, attention=Delivery.OFF)) == "One face in view. Looks happy."
    nothing = CuePreferences(gestures=Delivery.OFF, attention=Delivery.OFF, expressions=Delivery.OFF)
    assert told(nothing) == "One face in view."


def test_the_status_says_what_the_partner_does_and_who_else_talks() -> None:
    partner = replace(reading(1, sure(Expression.ANGRY, 0.5)), toward=False)
    other = replace(reading(2, None, x=40.0), talks=True)
    in_view, stable = (other, partner), {1: Expression.ANGRY, 2: None}
    seen = Observation(0.0, in_view, stable, (), in_view=in_view, partner=1)

    def people(**chosen: object) -> list[str]:
        preferences = CuePreferences(**chosen)  # type: ignore[arg-type] # any of its options
        return status_phrases.people(seen, FRAME_SIZE, preferences)

    assert people() == ["Maybe angry, looks away.", "Left: is talking."]
    assert people(attention=Delivery.OFF) == ["Maybe angry."]
    assert people(attention=Delivery.OFF, expressions=Delivery.OFF) == []


def test_a_mouth_that_moves_in_silence_is_not_said_to_talk() -> None:
    partner = replace(reading(1, sure(Expression.HAPPY)), toward=True, mouth_moves=True)
    other = replace(reading(2, None, x=40.0), mouth_moves=True)
    seen = Observation(0.0, (other, partner), {1: Expression.HAPPY}, (), in_view=(other, partner), partner=1)
    assert status_phrases.people(seen, FRAME_SIZE, CuePreferences()) == ["Looks happy, looks your way."]
    assert "talking" not in described([other, partner], {1: Expression.HAPPY, 2: None}, FRAME_SIZE)


def test_repeat_and_consent() -> None:
    assert status_phrases.repeat("looks happy") == "looks happy"
    assert status_phrases.repeat(None) == "Nothing has been said yet."
    assert "No picture of you is kept" in status_phrases.consent(CuePreferences())


def test_a_partner_who_cannot_be_read_is_not_given_a_look() -> None:
    hidden = replace(reading(1, sure(Expression.HAPPY), trouble=Trouble.TOO_DARK), toward=False)
    stable, gestures = {1: Expression.HAPPY}, {1: Gesture.SHAKE}
    seen = Observation(0.0, (hidden,), stable, (), in_view=(hidden,), partner=1, gestures=gestures)
    assert status_phrases.people(seen, FRAME_SIZE, CuePreferences()) == ["Looks away, shook the head just now."]
