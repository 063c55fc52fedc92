from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.cues import movements, phrasing, position, status_phrases
from assistant.cues.position import Place, pan, place
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.cues.status_phrases import Hindrance
from assistant.events import Attention, Box, Earcon, Gesture, Trouble
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import FRAME_SIZE, reading, sure


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    messages.use("en")


@pytest.mark.parametrize(
    ("expression", "probability", "short", "text"),
    [
        (Expression.HAPPY, 0.9, False, "looks happy"),
        (Expression.HAPPY, 0.5, False, "maybe happy"),
        (Expression.HAPPY, 0.9, True, "happy"),
        (Expression.HAPPY, 0.5, True, "maybe happy"),
        (None, 0.2, False, "can't tell"),
        (None, 0.2, True, "can't tell"),
    ],
)
def test_certainty_is_in_the_words(expression: Expression | None, probability: float, short: bool, text: str) -> None:
    assert phrasing.looks(expression, probability, short=short) == text


@given(
    st.sampled_from([*EXPRESSIONS, None]),
    st.floats(0, 1),
    st.booleans(),
    st.none() | st.sampled_from(Place),
    st.sampled_from([*messages.LANGUAGES]),
)
def test_no_cue_says_what_somebody_feels(
    expression: Expression | None, probability: float, short: bool, where: Place | None, language: str
) -> None:
    messages.use(language)
    text = phrasing.cue(expression, probability, short=short, who=where, movements=("x",))
    assert text
    assert not {"is", "feels", "ist", "fühlt", "es", "está", "siente", "est", "ressent"} & set(text.split())


def test_every_sound_has_its_expressions() -> None:
    of_heads = {phrasing.gesture_earcon(gesture) for gesture in Gesture}
    assert {phrasing.earcon(expression) for expression in EXPRESSIONS} == set(Earcon) - of_heads
    assert len(of_heads) == len(Gesture)


@given(st.dictionaries(st.sampled_from(sum(movements.MOVEMENTS.values(), ())), st.floats(0, 1)))
def test_only_plain_movements_are_told_strongest_first(blendshapes: dict[str, float]) -> None:
    told = movements.describe(blendshapes)
    assert len(told) <= movements.MOST
    names = {messages.say(f"movement.{key}"): key for key in movements.MOVEMENTS}
    strengths = [
        sum(blendshapes.get(b, 0.0) for b in movements.MOVEMENTS[names[t]]) / len(movements.MOVEMENTS[names[t]])
        for t in told
    ]
    assert all(strength >= movements.VISIBLE for strength in strengths)
    assert strengths == sorted(strengths, reverse=True)


def test_places_and_pan() -> None:
    assert [place(Box(x, 0, 40, 40), 640) for x in (0, 300, 600)] == [Place.LEFT, Place.MIDDLE, Place.RIGHT]
    assert pan(Box(-20, 0, 40, 40), 640) == -1
    assert pan(Box(300, 0, 40, 40), 640) == 0
    assert pan(Box(2000, 0, 40, 40), 640) == 1


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


def test_describe_goes_from_left_to_right() -> None:
    faces = [
        reading(1, sure(Expression.HAPPY), x=600.0),
        reading(2, None, x=40.0, trouble=Trouble.TOO_SMALL),
        reading(3, sure(Expression.SAD, 0.5), x=320.0),
    ]
    expressions = {1: Expression.HAPPY, 2: None, 3: Expression.SAD}
    assert status_phrases.describe(faces, expressions, FRAME_SIZE) == (
        "3 faces in view. Left: can't tell. The face is too far away. Middle: maybe sad. Right: looks happy."
    )
    assert status_phrases.describe(faces[:1], expressions, FRAME_SIZE) == "One face in view. Looks happy."
    assert status_phrases.describe([], {}, FRAME_SIZE) == "No face in view."


def test_people_who_share_a_third_of_the_picture_are_counted() -> None:
    faces = [reading(number, sure(Expression.HAPPY), x=50.0 * number) for number in range(1, 13)]
    happy = dict.fromkeys(range(1, 13), Expression.HAPPY)
    assert status_phrases.describe(faces[:5], happy, FRAME_SIZE) == (
        "5 faces in view. First from the left: looks happy. Second: looks happy. Third: looks happy. "
        "Fourth: looks happy. Fifth: looks happy."
    )
    assert status_phrases.describe(faces, happy, FRAME_SIZE).endswith("Number 11: looks happy. Number 12: looks happy.")


def test_on_request_all_is_told_that_is_not_off() -> None:
    smile = dict.fromkeys(movements.MOVEMENTS["smile"], 0.9)
    face = replace(reading(1, sure(Expression.HAPPY)), blendshapes=smile, toward=True, talks=True)
    all_of_it = CuePreferences(movements=Delivery.ON_REQUEST, expressions=Delivery.ON_REQUEST)

    def described(preferences: CuePreferences) -> str:
        return status_phrases.describe([face], {1: Expression.HAPPY}, FRAME_SIZE, preferences, {1: Gesture.NOD})

    assert described(all_of_it) == (
        "One face in view. Looks happy: smile, looks your way, is talking, nodded just now."
    )
    assert described(CuePreferences(movements=Delivery.ON, expressions=Delivery.OFF)) == (
        "One face in view. Smiles, looks your way, is talking, nodded just now."
    )
    assert described(CuePreferences(gestures=Delivery.OFF, attention=Delivery.OFF)) == "One face in view. Looks happy."
    nothing = CuePreferences(gestures=Delivery.OFF, attention=Delivery.OFF, expressions=Delivery.OFF)
    assert described(nothing) == "One face in view."


def test_the_status_says_what_the_partner_does_and_who_else_talks() -> None:
    partner = replace(reading(1, sure(Expression.ANGRY, 0.5)), toward=False)
    other = replace(reading(2, None, x=40.0), talks=True)

    def people(**chosen: object) -> list[str]:
        preferences = CuePreferences(**chosen)  # type: ignore[arg-type] # any of its options
        return status_phrases.people([other, partner], 1, {1: Expression.ANGRY, 2: None}, FRAME_SIZE, preferences, {})

    assert people() == ["Maybe angry, looks away.", "Left: is talking."]
    assert people(attention=Delivery.OFF) == ["Maybe angry."]
    assert people(attention=Delivery.OFF, expressions=Delivery.OFF) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_heads_do_is_named_without_a_meaning(language: str) -> None:
    messages.use(language)
    words = [*map(phrasing.gesture, Gesture), *map(phrasing.attention, Attention)]
    assert len({*words}) == len(words)
    meanings = "agree|disagree|zustimm|bejah|vernein|asiente|niega|acuerdo|approuve|refuse|accord|contact|kontakt"
    assert not re.search(meanings, " ".join(words))


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_two_people_have_the_same_words_for_their_place(language: str) -> None:
    messages.use(language)
    in_a_row = [Box(20.0 * number, 0, 20, 20) for number in range(30)]
    in_rows = [Box(20.0 * (number % 6), 40.0 * (number // 6), 20, 20) for number in range(30)]
    for boxes in (in_a_row, in_rows):
        assert len({*position.names(boxes, FRAME_SIZE[0])}) == 30


def test_people_in_rows_are_counted_in_each_row() -> None:
    boxes = [Box(20.0 * (number % 3), 40.0 * (number // 3) + number % 2, 20, 20) for number in range(6)]
    first, second, *_, last = position.names(boxes, FRAME_SIZE[0])
    assert (first, second, last) == ("row 1, first from the left", "row 1, second", "row 2, third")


@pytest.mark.parametrize(
    ("box", "hint"),
    [
        (None, "No face in view."),
        (Box(270, 120, 100, 120), "The face is centred."),
        (Box(0, 0, 50, 50), "Turn the camera left and up. Go nearer."),
        (Box(340, 80, 290, 290), "Turn the camera right. Go further away."),
        (Box(270, 260, 100, 90), "Turn the camera down."),
    ],
)
def test_aiming(box: Box | None, hint: str) -> None:
    assert status_phrases.aim(box, FRAME_SIZE) == hint


def test_left_and_right_are_the_users_own_before_the_camera_and_behind_it() -> None:
    aside_and_high = Box(0, 0, 100, 100)
    assert status_phrases.aim(aside_and_high, FRAME_SIZE) == "Turn the camera left and up."
    assert status_phrases.aim(aside_and_high, FRAME_SIZE, facing=True) == "Turn the camera right and up."


def test_repeat_and_consent() -> None:
    assert status_phrases.repeat("looks happy") == "looks happy"
    assert status_phrases.repeat(None) == "Nothing has been said yet."
    assert "No picture of you is kept" in status_phrases.consent(CuePreferences())
