"""From frames to who is there: cuts, pauses, shapes that are nobody, and faces that are too far away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.drawn_faces import Light, Pose, draw_face
from assistant.drawn_faces.actions import prototype
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.rasterizer import paint
from assistant.events import CueEvent, Event, FaceEvent, FoundFace, NoticeEvent
from assistant.expressions import Expression
from assistant.imaging import Image
from assistant.pipeline import Pipeline
from tests.helpers.covers import MASK, covered


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def portrait(seed: int, expression: Expression = Expression.HAPPY) -> Image:
    return paint(draw_face(Identity.random(seed), prototype(expression), Pose(), Light()), 640, 480)


class CountingReader(FaceReader):
    """Notes which frame each look at faces that are known was at."""

    def __init__(self) -> None:
        super().__init__()
        self.frame, self.looks = 0, list[int]()

    def follow(self, image: Image, faces: Sequence[FoundFace]) -> list[FoundFace]:
        self.looks.append(self.frame)
        return super().follow(image, faces)

    def see(self, frames: Iterable[tuple[float, Image]]) -> list[int]:
        """The frames of a film that are looked at."""
        self.looks.clear()
        pipeline = Pipeline(self)
        for self.frame, (now, frame) in enumerate(frames):
            pipeline.step(frame, now)
        return list(self.looks)


def events_of(reader: FaceReader, frames: Iterable[tuple[float, Image]]) -> list[Event]:
    pipeline = Pipeline(reader)
    told = [event for now, frame in frames for event in pipeline.step(frame, now).events]
    return [*told, *pipeline.finish()]


def story(events: Iterable[Event]) -> list[str]:
    """Who came and went, and what was said."""
    return [
        f"{event.face} {event.state}" if isinstance(event, FaceEvent) else event.text
        for event in events
        if isinstance(event, FaceEvent | CueEvent | NoticeEvent)
    ]


def test_a_cut_to_somebody_else_is_told_as_somebody_else(reader: FaceReader) -> None:
    first, second = portrait(1), portrait(2, Expression.SURPRISE)
    frames = [(index / 25, first if index < 25 else second) for index in range(60)]
    told = story(events_of(reader, frames))
    assert told == ["1 appeared", "looks happy", "1 left", "2 appeared", "someone else: looks surprised"]


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1, 1)])
def test_a_camera_may_change_its_size_at_any_frame(reader: FaceReader, size: tuple[int, int]) -> None:
    """Some turn with the telephone that they are, or give less when a second program asks for that."""
    room = np.full((720, 1280, 3), 160, np.uint8)
    room[120:600, 640:] = portrait(1)
    other = np.asarray(cv2.resize(room, size, interpolation=cv2.INTER_AREA), np.uint8)
    frames = [(index / 25, other if 26 <= index < 50 else room) for index in range(75)]
    assert story(events_of(reader, frames))[:2] == ["1 appeared", "looks happy"]


@pytest.mark.parametrize("frames", [1, 2, 3, 4])
def test_a_recording_of_a_few_frames_tells_of_its_face(reader: FaceReader, frames: int) -> None:
    """As an animation of two pictures does: it ends before a face counts."""
    face = portrait(1)
    assert story(events_of(reader, [(index / 30, face) for index in range(frames)])) == ["1 appeared", "looks happy"]


def test_a_recording_that_pauses_tells_of_one_face(reader: FaceReader) -> None:
    """Screen and call recorders leave out the frames in which nothing changes."""
    face = portrait(1)
    steps = [0.1] * 10 + [1.4] * 6 + [0.1] * 10
    frames = [(float(now), face) for now in np.cumsum(steps)]
    assert story(events_of(reader, frames)) == ["1 appeared", "looks happy"]


def test_one_picture_a_second_tells_of_one_face(reader: FaceReader) -> None:
    face = portrait(1)
    assert story(events_of(reader, [(float(now), face) for now in range(5)])) == ["1 appeared", "looks happy"]


def test_who_goes_for_good_has_left(reader: FaceReader) -> None:
    face, room = portrait(1), np.full((480, 640, 3), 120, np.uint8)
    frames = [(index / 10, face if index < 10 else room) for index in range(40)]
    assert story(events_of(reader, frames)) == ["1 appeared", "looks happy", "No face in view.", "1 left"]


def test_a_face_across_the_room_is_read_and_one_too_far_away_is_said(reader: FaceReader) -> None:
    face, room = portrait(1), np.full((720, 1280, 3), (120, 130, 140), np.uint8)
    told = {}
    for width in (160, 48):  # of the portrait, of which the face takes about a half
        small = cv2.resize(face, (width, width * 3 // 4), interpolation=cv2.INTER_AREA)
        frame = room.copy()
        frame[200 : 200 + small.shape[0], 500 : 500 + width] = small
        told[width] = story(events_of(reader, [(index / 10, frame) for index in range(30)]))
    assert told[160] == ["1 appeared", "looks happy"]
    assert told[48] in (["1 appeared", "The face is too far away."], ["No face in view."])


def putting_on_a_mask(reader: FaceReader) -> list[tuple[float, Image]]:
    """A film of a smile over which a mask is drawn up from the chin."""
    face = portrait(1)
    (found,) = reader.search(face)
    lower = [*[None] * 15, *np.linspace(1.5, 0, 15), *[0.0] * 30]
    return [
        (index / 10, face if by is None else covered(face, found, MASK, lower=float(by)))
        for index, by in enumerate(lower)
    ]


def test_a_mask_is_said_and_the_face_behind_it_is_not_read(reader: FaceReader) -> None:
    frames = putting_on_a_mask(reader)
    assert story(events_of(reader, frames)) == ["1 appeared", "looks happy", "Something covers the mouth."]
    assert story(events_of(reader, frames[-30:])) == ["1 appeared", "Something covers the mouth."]


def test_a_mask_is_said_where_movements_alone_are_told(reader: FaceReader) -> None:
    pipeline = Pipeline(reader, CuePreferences(expressions=Delivery.OFF, movements=Delivery.ON))
    seen = [pipeline.step(frame, now) for now, frame in putting_on_a_mask(reader)]
    said = [event.text for observation in seen for event in observation.events if isinstance(event, NoticeEvent)]
    assert said == ["Something covers the mouth."]
    assert [face.blendshapes for face in seen[-1].faces] == [None]


def shapes(seed: int) -> Image:
    """Circles, squares and letters in all colours."""
    rng = np.random.default_rng(seed)
    picture = np.full((600, 900, 3), rng.integers(150, 256, 3), np.uint8)
    for _ in range(rng.integers(8, 40)):
        colour = [int(level) for level in rng.integers(0, 256, 3)]
        x, y, size = int(rng.integers(0, 900)), int(rng.integers(0, 600)), int(rng.integers(10, 120))
        filled = -1 if rng.random() < 0.6 else 4
        match rng.integers(3):
            case 0:
                cv2.circle(picture, (x, y), size, colour, filled)
            case 1:
                cv2.rectangle(picture, (x, y), (x + size, y + size), colour, filled)
            case _:
                cv2.putText(picture, "".join(rng.choice(list("ABCoOQ08:;()"), 3)), (x, y), 0, size / 25, colour, 6)
    return picture


def test_shapes_and_letters_are_nobody(reader: FaceReader) -> None:
    assert [seed for seed in range(12) if reader.read_picture(shapes(seed))] == []


def test_what_one_look_takes_for_a_face_needs_a_witness(reader: FaceReader, monkeypatch: pytest.MonkeyPatch) -> None:
    face = portrait(1)
    monkeypatch.setattr("assistant.adapters.models.face_reader.SURE", 1.1)
    assert len(reader.search(face)) == 1
    monkeypatch.setattr("assistant.adapters.models.face_landmarker.FaceLandmarker.measure", lambda *_, **__: None)
    assert reader.search(face) == []


def test_a_face_upside_down_is_read_as_if_it_were_upright(reader: FaceReader) -> None:
    upright = portrait(1)
    turned = np.ascontiguousarray(upright[::-1, ::-1])
    (expected,), (read,) = reader.read_picture(upright), reader.read_picture(turned)
    np.testing.assert_allclose(read.probabilities, expected.probabilities, atol=0.1)
    assert story(events_of(reader, [(index / 10, turned) for index in range(10)])) == ["1 appeared", "looks happy"]


def test_a_photo_and_a_recording_of_it_agree_on_how_many_there_are(reader: FaceReader) -> None:
    group = np.concatenate([portrait(seed)[:, 80:560] for seed in (1, 2, 6)], axis=1)
    pipeline = Pipeline(reader)
    assert len(reader.read_picture(group)) == len(pipeline.step(group, 0.0).faces) == 3


@pytest.mark.parametrize(("fps", "every"), [(5, 1), (10, 1), (15, 2), (20, 2), (24, 3), (25, 3), (30, 4), (60, 7)])
def test_faces_are_looked_at_eight_to_ten_times_a_second_at_any_quicker_rate(fps: int, every: int) -> None:
    """Between two looks only heads and mouths are watched."""
    face = portrait(1)
    frames = [(index / fps, np.roll(face, index % 2, axis=1)) for index in range(15)]
    assert CountingReader().see(frames) == [*range(0, 15, every)]


def test_a_face_that_leaves_its_place_is_looked_for_at_once() -> None:
    face = portrait(1)
    frames = [(index / 30, np.roll(face, 40 * (index >= 6), axis=1)) for index in range(8)]
    assert CountingReader().see(frames) == [0, 4, 6]


@pytest.mark.parametrize("pictures", [1, 2])
def test_the_only_picture_of_a_recording_is_searched_as_a_photo_is(
    reader: FaceReader, monkeypatch: pytest.MonkeyPatch, pictures: int
) -> None:
    searched, search = list[bool](), reader.search

    def noted(image: Image, known: Sequence[FoundFace] = (), thorough: bool = False) -> list[FoundFace]:
        searched.append(thorough)
        return search(image, known, thorough)

    monkeypatch.setattr(reader, "search", noted)
    assert story(events_of(reader, [(float(index), portrait(1)) for index in range(pictures)]))[0] == "1 appeared"
    assert any(searched) == (pictures == 1)
