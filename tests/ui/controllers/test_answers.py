"""What the keys that ask are answered while a source is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.sight import State
from tests.helpers.scenes import CENTRED, EMPTY, Scenes
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


def test_muted_is_said_whatever_is_asked_and_a_broken_film_is_no_missing_camera(
    application: Application, tmp_path: Path
) -> None:
    captions: list[str] = []
    application.presenter.caption.connect(captions.append)
    application.handlers["mute"]()
    for command in ("describe", "aim", "status"):
        application.handlers[command]()
        wait_until(lambda: captions[-1:] == ["Paused. Muted."])
        captions.clear()
    (tmp_path / "broken.mp4").write_bytes(b"no video")
    application.opening.open(tmp_path / "broken.mp4")
    wait_until(lambda: application.reading.state is State.FAILED)
    assert application.answers.status() == "Paused. Muted."


def test_a_covered_lens_is_answered_by_every_key_that_asks_what_is_in_view(application: Application) -> None:
    application.reading.use(Scenes((np.zeros_like(EMPTY), 60.0)), "Camera 0")
    wait_until(lambda: application.reading.sight)
    for answer in (application.answers.status(), application.answers.describe(), application.answers.aim()):
        assert "is the lens free?" in answer


def test_a_face_that_the_detector_misses_now_and_then_is_in_view_all_the_same(application: Application) -> None:
    reading, missed = application.reading, set[bool]()
    reading.use(Scenes(*[(CENTRED, 0.3), (EMPTY, 0.3)] * 200), "Camera 0")
    wait_until(lambda: reading.sight and reading.sight.observation.in_view)

    def answered_for_both() -> bool:
        assert reading.sight
        missed.add(not reading.sight.observation.faces)
        answers = application.answers.status(), application.answers.describe(), application.answers.aim()
        assert not [answer for answer in answers if "No face" in answer]
        return missed == {True, False}

    wait_until(answered_for_both)


def test_your_way_needs_a_face_that_is_seen(application: Application) -> None:
    said = captions(application)
    press(application, "Y")
    assert said == [say("answer.your_way_unknown")]


def test_a_face_at_rest_is_taken_as_neutral_where_one_is_read(
    make_application: Callable[[Settings], Application],
) -> None:
    application = make_application(Settings(welcomed=True, language="en"))
    said = captions(application)
    press(application, "T")
    assert said == [say("answer.at_rest_unknown")]
    application.reading.use(DrawnSource("live"), "Drawn face")
    reading = application.reading
    wait_until(lambda: reading.sight and any(face.probabilities for face in reading.sight.observation.in_view))
    press(application, "T")
    assert say("answer.at_rest") in said
    application.keeper.set("movements_only", True)
    press(application, "T")
    assert said[-1] == say("answer.at_rest_off")
