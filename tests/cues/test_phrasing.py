from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.cues import movements, phrasing, position, status_phrases
from assistant.cues.position import Place, pan, place
from assistant.cues.status_phrases import Hindrance
from assistant.events import Box, Earcon, Trouble
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
    assert {phrasing.earcon(expression) for expression in EXPRESSIONS} == set(Earcon)


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


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_two_people_have_the_same_words_for_their_place(language: str) -> None:
    messages.use(language)
    boxes = [Box(20.0 * number, 0, 20, 20) for number in range(30)]
    assert len({*position.names(boxes, FRAME_SIZE[0])}) == 30


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
    assert "No picture of you is kept" in status_phrases.consent()
