"""The demo's events are those that were kept, in every language: what is told depends on the picture alone.

After a change that is meant to alter them, write each file anew in its language, with the usual settings:
LANG=de_DE.UTF-8 python -m assistant demo --no-window --pace fast --speech off --events FILE
"""

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import messages
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.events import CueEvent, Event
from assistant.pipeline import Pipeline
from assistant.runtime.event_formats import as_json_lines, to_dict
from assistant.runtime.source_runner import run_session
from assistant.settings import Settings

KEPT = Path(__file__).parent / "demo_events"

# Processors differ in the last digits of a network's answer.
TOLERANCE = {"time": 0.08, "probability": 0.01, "box": 1.0}


@pytest.fixture(scope="module")
def told() -> list[Event]:
    """The events of the demo, read once, in English."""
    messages.use("en")
    told: list[Event] = []
    preferences = replace(Settings(language="en"), per_minute=30).cue_preferences
    run_session(
        DrawnSource("fast"),
        Pipeline(FaceReader(), preferences),
        lambda _, observation: told.extend(observation.events),
        told.append,
        threading.Event(),
    )
    return told


def in_language(language: str, told: list[Event]) -> list[dict[str, Any]]:
    messages.use(language)
    try:
        said = [replace(each, text=messages.again(each.text)) if isinstance(each, CueEvent) else each for each in told]
    finally:
        messages.use("en")
    return [json.loads(line) for line in as_json_lines(map(to_dict, said)).splitlines()]


@pytest.mark.parametrize("language", sorted(path.stem for path in KEPT.iterdir()))
def test_the_demo_tells_what_it_told_before(told: list[Event], language: str) -> None:
    kept = [json.loads(line) for line in (KEPT / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = in_language(language, told)
    for name, tolerance in TOLERANCE.items():
        measured, expected = ([each.pop(name, 0.0) for each in entries] for entries in (found, kept))
        for one, other in zip(measured, expected, strict=True):
            assert one == pytest.approx(other, abs=tolerance)
    assert found == kept


def test_each_language_has_its_events() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(messages.LANGUAGES)
