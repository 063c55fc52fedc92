"""Every kind of cue, heard beforehand."""

from __future__ import annotations

from assistant.cues.preferences import Delivery
from assistant.events import Earcon
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.cue_preview import samples
from tests.helpers.feelings import named_in
from tests.helpers.voices import Loudspeaker
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until

ONLY = Settings(welcomed=True, language="en", movements_only=True, log=True, per_minute=30)


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
