"""Landmarks are placed once for a frame and a face, as often as needed, and shared by all that is measured on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.drawn_faces import NEUTRAL, ActionUnits, Identity, Pose, draw_face
from assistant.drawn_faces.animation import talk
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Attention, AttentionEvent, Event, FoundFace, Gesture, GestureEvent, Observation, Trouble
from assistant.imaging import Image
from assistant.pipeline import Pipeline
from assistant.vision.landmarks import Mesh
from tests.helpers.covers import MASK, covered

RATE = 20.0


class CountingReader(FaceReader):
    """Notes where landmarks are looked for, and each time that they are refined, whether movements were read, too."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: list[float] = []
        self.refinements: list[bool] = []

    def landmarks(self, image: Image, face: FoundFace, before: Mesh | None = None) -> Mesh | None:
        self.looks.append(face.box.centre[0])
        return super().landmarks(image, face, before)

    def refined(self, image: Image, mesh: Mesh, *, movements: bool = False) -> Mesh | None:
        self.refinements.append(movements)
        return super().refined(image, mesh, movements=movements)


@pytest.fixture(scope="module")
def loaded() -> CountingReader:
    return CountingReader()


@pytest.fixture
def reader(loaded: CountingReader) -> CountingReader:
    loaded.looks.clear()
    loaded.refinements.clear()
    return loaded


def head(motion: Callable[[float], Pose], seconds: float, seed: int = 4) -> Iterator[tuple[float, Image]]:
    for number in range(round(seconds * RATE)):
        yield number / RATE, paint(draw_face(Identity.random(seed), pose=motion(number / RATE)), 480, 360)


def seen(reader: FaceReader, frames: Iterator[tuple[float, Image]], chosen: CuePreferences) -> list[Observation]:
    pipeline = Pipeline(reader, chosen)
    return [pipeline.step(pixels, now) for now, pixels in frames]


def happened(observations: list[Observation]) -> list[Event]:
    return [e for one in observations for e in one.events if isinstance(e, GestureEvent | AttentionEvent)]


@pytest.mark.parametrize("gesture", Gesture)
def test_a_drawn_head_that_nods_or_shakes_is_told_once(reader: CountingReader, gesture: Gesture) -> None:
    made = Swinging(gesture, 1.5, 2, 1.5, 14)
    (event,) = (e for e in happened(seen(reader, head(made.at, 4), CuePreferences())) if isinstance(e, GestureEvent))
    assert event.gesture is gesture
    assert made.start < event.time <= made.second_swing + 0.5
    assert 7 < event.strength < 15


@pytest.mark.parametrize("gesture", Gesture)
def test_a_head_in_a_mask_nods_and_shakes_too(reader: CountingReader, gesture: Gesture) -> None:
    made = Swinging(gesture, 1.5, 2, 1.5, 14)
    masked = ((now, covered(picture, reader.search(picture)[0], MASK)) for now, picture in head(made.at, 4))
    observations = seen(reader, masked, CuePreferences())
    assert {face.trouble for one in observations for face in one.faces} == {Trouble.MOUTH_COVERED}
    assert [event.gesture for event in happened(observations) if isinstance(event, GestureEvent)] == [gesture]


def test_a_sip_is_no_nod(reader: CountingReader, shared: Path) -> None:
    film = [frame.pixels for frame in islice(VideoSource(shared / "media" / "single_face.mp4").frames(), 12)]

    def sips() -> Iterator[tuple[float, Image]]:
        for number in range(360):
            now, picture = number / 30, film[abs(number % 22 - 11)].copy()
            # A cup comes up from below, stays for a moment, and goes.
            up = np.clip((now % 4 - 2) / 0.4, 0, 1) - np.clip((now % 4 - 3) / 0.4, 0, 1)
            top = round(370 - 140 * float(up))
            picture[top : top + 80, 262:332] = (48, 80, 192)
            yield now, picture

    observations = seen(reader, sips(), CuePreferences())
    assert Trouble.MOUTH_COVERED in {face.trouble for one in observations for face in one.faces}
    assert [event for event in happened(observations) if isinstance(event, GestureEvent)] == []


def test_in_the_dark_noise_is_no_nod(reader: CountingReader) -> None:
    noise = np.random.default_rng(1)
    still = list(head(lambda _: Pose(), 4))
    dim = [(now, picture * 0.12 + noise.normal(0, 12, picture.shape)) for now, picture in still]
    frames = [still[0], *((now, np.clip(picture, 0, 255).astype(np.uint8)) for now, picture in dim[1:])]
    observations = seen(reader, iter(frames), CuePreferences())
    troubles = [face.trouble for one in observations[20:] for face in one.faces]
    assert troubles
    assert set(troubles) == {Trouble.TOO_DARK}
    assert happened(observations) == []


def test_a_head_that_turns_is_looked_at_often_even_where_its_picture_does_not_change(
    reader: CountingReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("assistant.pipeline", "assistant.vision.reading_rate"):
        monkeypatch.setattr(f"{module}.difference", lambda *_: 0.0)
    pipeline, looks = Pipeline(reader, CuePreferences()), list[int]()
    for number in range(90):
        pose = Turn(1.5, Pose(yaw=25), 4.0, 1.5).at(number / 30)
        pipeline.step(paint(draw_face(Identity.random(4), pose=pose), 480, 360), number / 30)
        looks.append(len(reader.looks))
    still, turning = looks[44] - looks[14], looks[74] - looks[49]
    assert still / 30 < 0.3, "each fourth frame"
    assert turning / 25 > 0.4, "nearly each other one"


def test_a_drawn_head_that_turns_away_and_back_is_told(reader: CountingReader) -> None:
    observations = seen(reader, head(Turn(3, Pose(yaw=25), 4).at, 10), CuePreferences())
    states = [e.state for e in happened(observations) if isinstance(e, AttentionEvent)]
    assert states == [Attention.TOWARD, Attention.AWAY, Attention.TOWARD]
    (last,) = observations[-1].in_view
    assert last.toward
    assert last.head is not None
    assert abs(last.head.yaw) < 8


def test_your_way_is_told_by_the_user(reader: CountingReader) -> None:
    turned = list(head(lambda _: Pose(yaw=25), 3))
    (before,) = seen(reader, iter(turned), CuePreferences())[-1].in_view
    assert before.toward is False
    assert before.gaze is not None
    (after,) = seen(reader, iter(turned), CuePreferences(your_way=before.gaze))[-1].in_view
    assert after.toward is True


def test_the_landmarks_are_placed_once_for_whoever_needs_them(reader: CountingReader) -> None:
    frames = list(head(lambda t: Pose(yaw=10 * np.sin(3 * t)), 2))
    seen(reader, iter(frames), CuePreferences(movements=Delivery.ON))
    assert len(reader.looks) <= len(frames)
    assert any(reader.refinements)
    assert len(reader.refinements) <= len(frames) / 2, "for gaze and movements together"
    reader.refinements.clear()
    seen(reader, iter(frames), CuePreferences())
    assert reader.refinements
    assert not any(reader.refinements)
    reader.refinements.clear()
    seen(reader, iter(frames), CuePreferences(gestures=Delivery.OFF, attention=Delivery.OFF))
    assert reader.refinements == []


def test_the_eyes_of_a_still_head_count(reader: CountingReader) -> None:
    for aside, toward in ((0.0, True), (20.0, False)):
        observations = seen(reader, head(lambda _, aside=aside: Pose(gaze_yaw=aside), 3), CuePreferences())
        assert observations[-1].in_view[0].toward is toward


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_gaze_is_not_looked_for_while_eyes_blink(reader: CountingReader, share: float) -> None:
    pipeline, looks = Pipeline(reader, CuePreferences()), list[int]()
    for number in range(69):
        shut = share if number >= 60 else 0.0
        face = draw_face(Identity.random(3), ActionUnits(au45=shut), pose=Pose(yaw=8 * np.sin(number / 5)))
        pipeline.step(paint(face, 480, 360), number / 30)
        looks.append(len(reader.refinements))
    assert (looks[-1] == looks[59]) is bool(share)


def test_nor_are_they_placed_twice_where_movements_are_told_of_everybody(reader: CountingReader) -> None:
    people = [Identity.random(seed) for seed in (4, 6, 9)]
    pipeline = Pipeline(reader, CuePreferences(expressions=Delivery.OFF, movements=Delivery.ON))
    for number in range(round(2 * RATE)):
        faces = [draw_face(who, talk(number / RATE, place)) for place, who in enumerate(people)]
        picture = np.concatenate([paint(face, 300, 300) for face in faces], axis=1)
        before = len(reader.looks)
        observation = pipeline.step(picture, number / RATE)
        looks = reader.looks[before:]
        assert len(looks) == len(set(looks))
    assert all(reading.blendshapes for reading in observation.in_view)
    assert len(observation.in_view) == len(people)


def test_who_asks_for_no_behaviour_is_told_none_at_a_lower_rate(reader: CountingReader) -> None:
    frames = list(head(Swinging(Gesture.SHAKE, 0.5, 4, 1.5, 20).at, 3))
    seen(reader, iter(frames), CuePreferences())
    often = len(reader.looks)
    reader.looks.clear()
    observations = seen(reader, iter(frames), CuePreferences(gestures=Delivery.OFF, attention=Delivery.OFF))
    assert happened(observations) == []
    assert observations[-1].in_view[0].head is None
    assert len(reader.looks) < often


def test_others_are_watched_in_turn_and_told_of_when_they_talk(reader: CountingReader) -> None:
    people = [Identity.random(seed) for seed in (4, 6, 9)]

    def frame(time: float) -> Image:
        faces = [draw_face(who, NEUTRAL if place else talk(time, 1)) for place, who in enumerate(people)]
        return np.concatenate([paint(face, 300, 300) for face in faces], axis=1)

    frames = ((number / RATE, frame(number / RATE)) for number in range(round(8 * RATE)))
    observations = seen(reader, frames, CuePreferences())
    talking = {face.face for one in observations for face in one.in_view if face.talks}
    left = min(observations[-1].in_view, key=lambda face: face.found.box.x)
    assert talking == {left.face}
    assert [e.state for e in happened(observations) if isinstance(e, AttentionEvent) and e.face == left.face][-1:] == [
        Attention.TALKING
    ]
    aside = [x for x in reader.looks if not 300 <= x < 600]
    assert {x < 300 for x in aside} == {True, False}
