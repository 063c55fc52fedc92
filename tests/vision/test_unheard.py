"""Silence speaks against talk, a voice proves nothing: on scripted mouths, and through drawn people's landmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.adapters.models.face_reader import FaceReader
from assistant.drawn_faces import NEUTRAL, Identity, draw_face
from assistant.drawn_faces.animation import talk
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Attention, AttentionEvent, Observation
from assistant.pipeline import Pipeline
from assistant.vision.unheard import BACK, PROOF, SILENT, TALKS, Hearing, UnheardMouth

RATE = 10


class Scene:
    """Mouths before a microphone, seen ten times a second; the first one's talk has been heard."""

    def __init__(self, heard: float = 10.0) -> None:
        self.hearing, self.now, self.silence = Hearing(), 0.0, 0.0
        self.mouth = UnheardMouth(self.hearing)
        self.goes_on(heard, voice=True)
        self.goes_on(5.0, moves=False)

    def goes_on(
        self, seconds: float, *, moves: bool = True, voice: bool | None = False, mouth: UnheardMouth | None = None
    ) -> list[bool]:
        """Whether the mouth was unheard at each look; no `voice` at all is a microphone that may miss one."""
        unheard = []
        for _ in range(round(seconds * RATE)):
            self.now += 1 / RATE
            self.silence = 0.0 if voice else self.silence + 1 / RATE
            self.hearing.silence = None if voice is None else self.silence
            unheard.append((mouth or self.mouth).update(self.now, moves))
        return unheard


def test_a_mouth_that_moves_in_silence_does_not_talk() -> None:
    assert all(Scene().goes_on(8))


def test_nor_one_that_goes_on_after_the_last_word() -> None:
    scene = Scene()
    scene.goes_on(3, voice=True)
    unheard = scene.goes_on(8)
    assert unheard.index(True) == pytest.approx(SILENT * RATE, abs=2)
    assert all(unheard[unheard.index(True) :])


def test_a_pause_between_words_is_talk() -> None:
    scene = Scene()
    assert not any(looks for _ in range(5) for looks in (*scene.goes_on(2, voice=True), *scene.goes_on(1.5)))


def test_who_begins_to_talk_is_believed_at_once_be_the_sound_late() -> None:
    scene = Scene()
    late = [scene.goes_on(0.5), scene.goes_on(3, voice=True)]
    assert all(late[0])
    assert not any(late[1])


def test_a_short_voice_while_it_chews_is_somebody_elses() -> None:
    scene = Scene()
    scene.goes_on(3)
    assert all(scene.goes_on(TALKS - 0.5, voice=True))
    assert all(scene.goes_on(3))


def test_a_longer_one_may_be_its_own() -> None:
    scene = Scene()
    scene.goes_on(3)
    unheard = scene.goes_on(TALKS + 2, voice=True)
    assert unheard.index(False) == pytest.approx(TALKS * RATE, abs=2)


def test_so_is_one_after_it_has_rested() -> None:
    scene = Scene()
    scene.goes_on(3)
    scene.goes_on(0.5, moves=False)
    assert not any(scene.goes_on(1, voice=True))


@pytest.mark.parametrize("voice", [None, True])
def test_where_a_voice_might_be_missed_or_goes_on_the_lips_alone_decide(voice: bool | None) -> None:
    assert not any(Scene().goes_on(30, voice=voice))


def test_noise_ends_what_silence_said() -> None:
    scene = Scene()
    scene.goes_on(3)
    assert not any(scene.goes_on(3, voice=None))


def test_until_talk_has_been_heard_silence_says_nothing() -> None:
    assert not any(Scene(heard=0).goes_on(60))
    assert not any(Scene(heard=PROOF - 2).goes_on(1))


def test_it_says_nothing_of_people_who_are_elsewhere() -> None:
    """As in a call with headphones: the user's own voice is heard, seldom while the other's lips move."""
    scene = Scene(heard=0)
    for _ in range(20):
        assert not any(scene.goes_on(8))
        assert not any(scene.goes_on(1, voice=True))
        scene.goes_on(8, moves=False, voice=True)


def test_a_microphone_that_is_switched_off_is_found_out() -> None:
    scene = Scene(heard=60)
    unheard = scene.goes_on(3 * BACK)
    assert unheard[0]
    assert unheard.index(False) < 2 * BACK * RATE
    assert not any(unheard[unheard.index(False) :])


def test_what_is_heard_of_one_counts_for_the_others() -> None:
    scene = Scene()
    other = UnheardMouth(scene.hearing)
    assert all(scene.goes_on(5, mouth=other)[1:])


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


def film(reader: FaceReader, silence: Callable[[float], float | None]) -> Iterator[Observation]:
    """Somebody whose lips go to and fro from 1 s to 8 s and from 11 s to 14 s."""
    pipeline = Pipeline(reader)
    for number in range(17 * RATE):
        now = number / RATE
        drawn = draw_face(Identity.random(9), talk(now, 1) if 1 <= now < 8 or 11 <= now < 14 else NEUTRAL)
        yield pipeline.step(paint(drawn, 480, 360), now, silence(now))


def told(seen: list[Observation]) -> list[Attention]:
    events = [event for one in seen for event in one.events if isinstance(event, AttentionEvent)]
    spoken = (Attention.TALKING, Attention.SILENT)
    return [event.state for event in events if event.state in spoken]


@pytest.mark.slow
def test_a_drawn_mouth_that_talks_aloud_and_then_chews(reader: FaceReader) -> None:
    seen = list(film(reader, lambda now: max(now - 8.0, 0.0)))
    assert told(seen) == [Attention.TALKING, Attention.SILENT]
    chews = [face for one in seen if 12 <= one.time < 14 for face in one.faces]
    assert not any(face.talks for face in chews)
    assert all(face.mouth_moves for face in chews)


@pytest.mark.slow
def test_without_a_microphone_the_lips_alone_decide(reader: FaceReader) -> None:
    seen = list(film(reader, lambda _: None))
    assert told(seen) == [Attention.TALKING, Attention.SILENT] * 2
    assert all(face.talks == face.mouth_moves for one in seen for face in one.faces)
