"""What is read: the label, the notice, and the picture where there is room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.cues import phrasing
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Box, Channel, CueEvent, Earcon, FaceReading, FoundFace, Frame, Observation
from assistant.expressions import Expression
from assistant.messages import say
from assistant.settings import Settings, Theme
from assistant.ui.application import Application
from assistant.ui.sight import Sight, State
from assistant.ui.widgets.sight_view import SightView
from assistant.ui.widgets.theme import LIGHT, Look
from tests.ui.conftest import wait_until


@pytest.mark.parametrize(
    ("chosen", "visible"),
    [
        (Settings(welcomed=True), True),
        (Settings(welcomed=True, picture=False), False),
        (Settings(welcomed=True, theme=Theme.CALM), False),
        (Settings(welcomed=True, text_percent=300), False),
    ],
)
def test_the_picture_is_shown_only_where_it_is_wanted_and_leaves_room(
    make_application: Callable[[Settings], Application], chosen: Settings, visible: bool
) -> None:
    application = make_application(chosen)
    application.reading.use(DrawnSource("live"), "Drawn face")
    wait_until(lambda: application.reading.sight)
    wait_until(lambda: application.conversation.sight.video.isVisible() == visible)


def test_the_label_is_as_sure_as_what_was_told(
    make_application: Callable[[Settings], Application], drawn_sight: Sight
) -> None:
    application = make_application(Settings(welcomed=True, language="en"))
    partner = drawn_sight.observation.partner
    assert partner is not None
    expression = drawn_sight.observation.stable[partner]
    view = application.conversation.sight
    view.show_state(State.READING, "Drawn face")
    for certainty, words in ((0.9, "Looks"), (0.5, "Maybe")):
        cue = CueEvent(1.0, partner, "", frozenset(Channel), expression, Earcon.NEUTRAL, certainty=certainty)
        application.reading.told.emit(cue)
        view.show_sight(drawn_sight)
        assert view.label.accessibleName().startswith(words)


@pytest.fixture
def drawn_sight(make_application: Callable[[Settings], Application]) -> Sight:
    """What is seen of the drawn face."""
    application = make_application(Settings(welcomed=True, language="en"))
    seen: list[Sight] = []
    application.reading.seen.connect(seen.append)
    application.reading.use(DrawnSource("live"), "Drawn face")

    def told() -> bool:
        return bool(seen) and seen[-1].observation.stable.get(seen[-1].observation.partner) is not None

    wait_until(told)
    application.reading.pause()
    return seen[-1]


NOBODY = Sight(Frame(np.zeros((120, 160, 3), np.uint8), 0.0), Observation(0.0, (), {}, ()))


FOUND = FoundFace(Box(10, 10, 50, 50), ((20, 20), (40, 20)), (30, 30), (30, 40), 0.9)


def somebody(**seen: object) -> Sight:
    """A face that looks happy, with whatever else is known of it."""
    face = FaceReading(1, FOUND, None)
    observation = Observation(0.0, (face,), {1: Expression.HAPPY}, (), partner=1)
    return Sight(NOBODY.frame, replace(observation, **seen))


@pytest.fixture
def view(shown: Callable[[QWidget], None]) -> SightView:
    made = SightView()
    made.set_look(Look(LIGHT, 18, pictures=True))
    made.resize(1000, 500)
    shown(made)
    return made


@pytest.mark.parametrize(
    ("state", "notice", "label"),
    [
        (State.OPENING, "Expression reading is on: Camera 0", "ui.label_opening"),
        (State.READING, "Expression reading is on: Camera 0", "ui.label_looking"),
        (State.LOST, "Camera lost, trying again: Camera 0", "ui.label_lost"),
        (State.ENDED, "Expression reading is off", "ui.label_ended"),
        (State.FAILED, "Expression reading is off", "ui.trouble"),
        (State.PAUSED, "Expression reading is off", "ui.reading_off"),
    ],
)
def test_each_state_is_told_by_notice_and_label(view: SightView, state: State, notice: str, label: str) -> None:
    view.show_sight(somebody(clarity={1: 0.9}))
    view.show_state(state, "Camera 0")
    assert view.notice.accessibleName() == notice
    if state is not State.READING:
        assert view.label.accessibleName() == say(label)
        assert not view.video.isVisible()


@pytest.mark.parametrize(
    ("preferences", "seen", "words"),
    [
        (CuePreferences(), {"clarity": {1: 0.9}}, "Looks happy"),
        (CuePreferences(), {"clarity": {1: 0.9}, "withheld": frozenset({1})}, "can't tell"),
        (CuePreferences(), {}, "ui.label_looking"),
        (CuePreferences(expressions=Delivery.ON_REQUEST), {"clarity": {1: 0.9}}, "ui.label_request"),
        (CuePreferences(expressions=Delivery.OFF), {"clarity": {1: 0.9}}, "ui.label_face"),
        (CuePreferences(expressions=Delivery.OFF), {"moves": {1: ()}}, None),
        (CuePreferences(channels=frozenset({Channel.SPEECH})), {"clarity": {1: 0.9}}, "ui.label_off"),
    ],
)
def test_the_label_says_no_more_than_is_wanted(
    view: SightView, preferences: CuePreferences, seen: dict[str, object], words: str | None
) -> None:
    view.prefer(preferences)
    view.show_state(State.READING, "Camera 0")
    view.show_sight(somebody(**seen))
    expected = phrasing.moving(()) if words is None else say(words) if words.startswith("ui.") else words
    assert view.label.accessibleName() == expected


def test_the_key_that_starts_is_named_while_nothing_is_read(view: SightView) -> None:
    view.show_keys({"start_pause": "F5"})
    assert view.label.accessibleName() == say("ui.label_paused", shortcut="F5")
    view.show_state(State.LOST, "Camera 0")
    view.show_keys({"start_pause": ""})
    assert view.label.accessibleName() == say("ui.label_lost")
    view.show_state(State.PAUSED, "")
    assert view.label.accessibleName() == say("ui.reading_off")


def test_the_picture_stands_beside_the_label_or_beneath_it_and_leaves_it_room(view: SightView) -> None:
    view.show_state(State.READING, "Camera 0")
    view.show_sight(NOBODY)
    assert view.video.isVisible()
    QApplication.processEvents()
    assert view.video.x() > view.label.width()
    view.resize(900, 900)
    QApplication.processEvents()
    assert view.video.y() > view.label.height()
    view.resize(500, 300)
    assert not view.video.isVisible()
    view.resize(1000, 500)
    assert view.video.isVisible()
    view.show_state(State.PAUSED, "")
    assert not view.video.filled, "a picture is kept"
