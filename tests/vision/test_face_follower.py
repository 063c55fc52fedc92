"""Faces are followed and seldom searched for, and a clip gives the same faces every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.capture.picture_file import read_picture
from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import FoundFace
from assistant.imaging import Image
from assistant.vision.face_follower import SEARCH_ALONE, SEARCH_SEEN, FaceFollower

PORTRAIT = paint(demo_clip().drawing(0.0), 480, 480)


class CountingReader(FaceReader):
    """Counts how often the whole picture is searched."""

    searches = 0

    def search(self, image: Image, known: Sequence[FoundFace] = (), thorough: bool = False) -> list[FoundFace]:
        self.searches += 1
        return super().search(image, known, thorough)


@pytest.fixture(scope="module")
def reader() -> CountingReader:
    return CountingReader()


def room(*places: tuple[int, int]) -> Image:
    """Faces about 90 px wide in 640×360, each at a place (left, top)."""
    picture = np.full((360, 640, 3), (120, 130, 140), np.uint8)
    face = cv2.resize(PORTRAIT, (120, 120), interpolation=cv2.INTER_AREA)
    for left, top in places:
        picture[top : top + 120, left : left + 120] = face
    return picture


def follow(reader: CountingReader, frames: Sequence[Image], fps: float) -> tuple[list[list[FoundFace]], int]:
    """The faces of each frame, and how often was searched for them."""
    follower, before = FaceFollower(reader), reader.searches
    found = [follower.find(frame, index / fps) for index, frame in enumerate(frames)]
    return found, reader.searches - before


def test_a_sitting_face_is_searched_for_now_and_then(reader: CountingReader) -> None:
    found, searches = follow(reader, [room((200, 100))] * 60, 30)
    assert [len(faces) for faces in found] == [1] * 60
    assert searches <= 2 / SEARCH_SEEN + 1


def test_an_empty_room_is_searched_oftener(reader: CountingReader) -> None:
    _, searches = follow(reader, [room()] * 60, 30)
    assert 1 / SEARCH_SEEN < searches <= 2 / SEARCH_ALONE + 1


def test_a_face_that_moves_slowly_or_jumps_is_found_in_every_frame(reader: CountingReader) -> None:
    frames = [room((100 + 4 * index, 100)) for index in range(30)] + [room((450, 200))] * 3
    found, searches = follow(reader, frames, 30)
    assert [len(faces) for faces in found] == [1] * 33
    assert abs(found[30][0].box.centre[0] - 510) < 20
    assert searches < 10


def test_a_newcomer_is_found_while_another_is_followed(reader: CountingReader) -> None:
    found, _ = follow(reader, [room((60, 100))] * 5 + [room((60, 100), (400, 150))] * 40, 30)
    seen = next(index for index, faces in enumerate(found) if len(faces) == 2)
    assert (seen - 5) / 30 <= SEARCH_SEEN
    assert all(len(faces) == 2 for faces in found[seen:])


def test_who_is_forgotten_is_searched_for(reader: CountingReader) -> None:
    follower = FaceFollower(reader)
    assert len(follower.find(room((60, 100)), 0.0)) == 1
    follower.forget()
    before = reader.searches
    assert len(follower.find(room((60, 100)), 0.01)) == 1
    assert reader.searches == before + 1


def test_the_same_frames_give_the_same_faces(reader: CountingReader) -> None:
    frames = [room((100 + 9 * index % 70, 100)) if index % 11 else room() for index in range(40)]
    assert follow(reader, frames, 25)[0] == follow(reader, frames, 25)[0]


def test_a_picture_that_is_turned_while_it_is_read_is_read_upside_down(reader: CountingReader, shared: Path) -> None:
    upright = read_picture(shared / "media" / "single_face.jpg")
    (face,) = reader.search(upright)
    (x, y), reach = face.box.centre, face.box.width
    # In the midst of the picture it stays where it is.
    cut = upright[max(int(y - reach), 0) : int(y + reach), max(int(x - reach), 0) : int(x + reach)]
    found, _ = follow(reader, [cut] * 5 + [np.ascontiguousarray(cut[::-1, ::-1])] * 15, 10.0)
    assert [face.upside_down for faces in found for face in faces][:5] == [False] * 5
    assert all(len(faces) == 1 for faces in found[-3:])
    assert all(faces[0].upside_down for faces in found[-3:])
