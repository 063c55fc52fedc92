"""The doctor tells by which way the window is heard, and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.adapters.models import mouth_cover
from assistant.console import doctor
from assistant.errors import SourceError
from assistant.settings import Settings, Speaker
from assistant.speech.routes import Route

OLD, NEW = ScreenReader("Orca 43.1", announces=False), ScreenReader("Orca 48.1", announces=True)
FIRST = Settings(language="en")
DONE = {"language": "en", "welcomed": True}


@pytest.mark.parametrize(
    ("reader", "dispatcher", "settings", "told"),
    [
        (None, True, FIRST, "none is running; the program speaks with its own voice"),
        (NEW, True, FIRST, "Orca 48.1 is running and speaks what the window tells it"),
        (OLD, True, FIRST, "so the window speaks through speech-dispatcher"),
        (OLD, False, FIRST, "so the window speaks with its own voice"),
        (
            NEW,
            True,
            Settings(**DONE, speaker=Speaker.SCREEN_READER, heard=Route.DISPATCHER),
            "through speech-dispatcher",
        ),
        (NEW, True, Settings(**DONE), "by your settings the window speaks with its own voice"),
    ],
)
def test_the_way_to_the_ear_is_told_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, reader: ScreenReader | None, dispatcher: bool, settings: Settings, told: str
) -> None:
    monkeypatch.setattr(doctor, "running_screen_reader", lambda: reader)
    monkeypatch.setattr(doctor, "reachable", lambda: dispatcher)
    finding = doctor._screen_reader(settings)
    assert told in finding.detail
    assert finding.works is (None if reader is None else True)


def test_faces_are_not_found_without_the_model_of_covered_mouths(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(mouth_cover, "folder", lambda _: tmp_path)
    (finding,) = (each for each in doctor.examine(FIRST) if each.part == "faces")
    assert finding.needed
    assert not finding.works
    assert mouth_cover.MODEL in finding.detail


@pytest.mark.parametrize(
    ("broken", "code"), [((), 0), (("camera", "sound", "window"), 0), (("voice",), 1), (("models", "camera"), 1)]
)
@pytest.mark.parametrize("as_json", [True, False])
def test_only_what_is_needed_makes_the_examination_fail(
    broken: tuple[str, ...], code: int, as_json: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(part: str, _: Settings | None = None) -> str:
        if part in broken:
            raise SourceError("It is not there.")
        return "works"

    for name, part in (*((part, part) for part in ("faces", "models", "movements", "sound")), ("cameras", "camera")):
        monkeypatch.setattr(doctor, f"_{name}", partial(check, part))
    monkeypatch.setattr(doctor, "_voice", lambda _: check("voice"))
    monkeypatch.setattr(doctor, "has_screen", lambda: "window" not in broken)
    monkeypatch.setattr(doctor, "running_screen_reader", lambda: None)
    assert doctor.report(FIRST, as_json) == code
