"""Kinds of cues in the window: on request, and movements only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import messages
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import Delivery
from assistant.events import CueEvent, Earcon
from assistant.messages import say
from assistant.settings import Settings
from assistant.ui.application import Application
from tests.helpers.feelings import NO_ENSEMBLE, named_in
from tests.helpers.window import captions
from tests.ui.conftest import wait_until

ONLY = Settings(welcomed=True, language="en", movements_only=True, log=True, per_minute=30)


def test_on_request_the_label_waits_to_be_asked(make_application: Callable[[Settings], Application]) -> None:
    application = make_application(Settings(welcomed=True, language="en", expressions=Delivery.ON_REQUEST))
    said = captions(application)
    application.reading.use(DrawnSource("live"), "Drawn face")
    label = application.conversation.sight.label
    wait_until(lambda: label.accessibleName() == say("ui.label_request"))
    wait_until(lambda: named_in(application.answers.describe()))
    assert not [words for words in said if named_in(words)]
    assert named_in(application.answers.status())


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
        lambda _: shown.update((application.answers.status(), application.answers.describe()))
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
