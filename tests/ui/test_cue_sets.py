"""Kinds of cues in the window: chosen, switched by a key, heard beforehand; and movements only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from assistant import messages
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.commands import Page, spoken_keys
from assistant.cues.preferences import Delivery
from assistant.events import Channel, CueEvent, CueKind, Earcon
from assistant.messages import say
from assistant.practice.cards import Kind
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.cue_preview import samples
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import captions, press
from tests.test_movements_only import NO_ENSEMBLE, named_in
from tests.ui.conftest import wait_until

ONLY = Settings(welcomed=True, language="en", movements_only=True, log=True, per_minute=30)
KEYS = {"E": "expressions", "N": "gestures", "L": "attention", "V": "movements"}


@pytest.mark.parametrize(("key", "option"), KEYS.items())
def test_each_kind_is_switched_by_its_key_and_says_so(application: Application, key: str, option: str) -> None:
    said = captions(application)
    chosen = [getattr(application.keeper.current, option)]
    for _ in Delivery:
        press(application, key)
        chosen.append(getattr(application.keeper.current, option))
    assert {*chosen} == {*Delivery}
    assert chosen[-1] == chosen[0]
    named = {
        say("ui.option_now", option=say(f"setting.{option}"), value=say(f"setting.{option}_{d}")) for d in Delivery
    }
    assert {*said} == named


def test_a_switch_without_effect_says_why(application: Application) -> None:
    application.keeper.set("movements_only", True)
    said = captions(application)
    press(application, "E")
    assert said == ["Expressions: On request. Movements only, for work and school: on."]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_each_key_of_the_cues_is_in_the_spoken_help(
    make_application: Callable[[Settings], Application], language: str
) -> None:
    application = make_application(Settings(welcomed=True, language=language))
    spoken = spoken_keys(application.keeper.keys, Page.CONVERSATION)
    for key in (*KEYS, "W", "H", "Y", "T"):
        assert f"{key}:" in spoken.replace("\u00a0", " ").replace(f"{key} :", f"{key}:")


def test_every_kind_can_be_heard_beforehand(application: Application, loudspeaker: Loudspeaker) -> None:
    application.keeper.set("movements", Delivery.ON)
    said = captions(application)
    wanted = list(samples(application.keeper.current))
    assert {sample.earcon for sample in wanted} == {*Earcon, None}
    press(application, "H")
    wait_until(lambda: said)
    assert said == [wanted[0].words]
    assert loudspeaker.asked
    press(application, "Esc")
    assert not application.preview._next.isActive()


def test_what_is_off_is_not_among_the_samples() -> None:
    off = dict.fromkeys(("gestures", "attention", "movements"), Delivery.OFF)
    assert not {Earcon.NOD, Earcon.SHAKE} & {sample.earcon for sample in samples(Settings(**off))}
    only = list(samples(ONLY))
    assert {sample.earcon for sample in only} == {Earcon.NOD, Earcon.SHAKE, None}
    assert not [sample.words for sample in only if named_in(sample.words)]


def test_a_nod_that_was_a_sound_is_not_what_is_repeated(application: Application) -> None:
    said = captions(application)
    application.mouthpiece.tell(CueEvent(0.0, 1, "looks happy", frozenset(Channel), None, Earcon.POSITIVE))
    nod = CueEvent(1.0, 1, "nods", frozenset({Channel.EARCON}), None, Earcon.NOD, about=CueKind.GESTURE)
    application.mouthpiece.tell(nod)
    press(application, "R")
    assert said == ["looks happy", "nods", "looks happy"]


def test_the_first_steps_ask_what_is_to_be_heard(application: Application) -> None:
    application.handlers["first_run"]()
    page = application.first_run
    while page.step != "cues":
        page.next()
    shown = [control.text() for control in page.findChildren(QLabel) if control.isVisible()]
    assert say("setting.gestures") in shown
    page.chosen.emit("movements_only", True)
    assert application.keeper.current.movements_only


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


def test_on_request_the_label_waits_to_be_asked(make_application: Callable[[Settings], Application]) -> None:
    application = make_application(Settings(welcomed=True, language="en", expressions=Delivery.ON_REQUEST))
    said = captions(application)
    application.reading.use(DrawnSource("live"), "Drawn face")
    label = application.conversation.sight.label
    wait_until(lambda: label.accessibleName() == say("ui.label_request"))
    wait_until(lambda: named_in(application.reading.describe(muted=False)))
    assert not [words for words in said if named_in(words)]
    assert named_in(application.reading.status(muted=False))


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_movements_only_shows_says_and_keeps_no_feeling(
    make_application: Callable[[Settings], Application], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """In every language: label, notice, captions, sounds, log, answers, help and practice of a whole session."""
    monkeypatch.setattr("assistant.ui.application.FaceReader", lambda: FaceReader(NO_ENSEMBLE))
    chosen = dict(vars_of(ONLY), language=language)
    application = make_application(Settings(**chosen))
    said, shown, told = captions(application), set[str](), list[object]()
    sight = application.conversation.sight
    application.reading.seen.connect(
        lambda _: shown.update((sight.label.accessibleName(), sight.notice.accessibleName()))
    )
    application.reading.seen.connect(
        lambda _: shown.update((application.reading.status(muted=False), application.reading.describe(muted=False)))
    )
    application.reading.told.connect(told.append)
    application.reading.use(DrawnSource("live"), "·")
    smiles = say("movement.smiles")
    wait_until(lambda: smiles in said)
    application.handlers["consent"]()
    shown.add(application.help._texts["what"].text())
    log = application.log.as_text(".csv") + application.log.as_text(".jsonl")
    assert smiles in log
    assert smiles.casefold() in " ".join(shown).casefold()
    assert not named_in(log)
    assert [words for words in (*said, *shown) if named_in(words)] == []
    assert {event.earcon for event in told if isinstance(event, CueEvent)} <= {None, Earcon.NOD, Earcon.SHAKE}


def vars_of(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in Settings.__dataclass_fields__}


def test_movements_only_has_no_mirror(application: Application) -> None:
    press(application, "Ctrl+3")
    kinds = application.practice_page.start.kind
    offered = [kinds.itemData(index) for index in range(kinds.count())]
    assert Kind.MIRROR in offered
    press(application, "W")
    assert application.keeper.current.movements_only
    assert Kind.MIRROR not in [kinds.itemData(index) for index in range(kinds.count())]
    press(application, "W")
    assert [kinds.itemData(index) for index in range(kinds.count())] == offered
