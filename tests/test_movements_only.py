"""Movements only: no expression is read, whatever the output, and no ensemble is needed for it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import pytest

from assistant import messages
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.cli import main
from assistant.cues import status_phrases
from assistant.cues.preferences import CuePreferences
from assistant.drawn_faces import Light, Pose, draw_face
from assistant.drawn_faces.actions import prototype
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.rasterizer import paint
from assistant.events import CueEvent, CueKind, Earcon, Event, ExpressionEvent, Frame, NoticeEvent, Observation
from assistant.expressions import Expression
from assistant.pipeline import Pipeline
from assistant.runtime.event_formats import as_csv, frame_to_dict, to_dict
from assistant.runtime.photos import read_photo
from assistant.runtime.source_runner import run_session
from assistant.settings import Settings
from assistant.settings_file import to_text
from tests.helpers.feelings import NO_ENSEMBLE, named_in

ONLY = replace(Settings(language="en", movements_only=True), per_minute=30)
SIZE = (640, 480)


@dataclass
class Session:
    """All that came of the demo, in which a drawn face shows every expression."""

    reader: FaceReader
    preferences: CuePreferences
    events: list[Event] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def observe(self, _: Frame, seen: Observation) -> None:
        self.events += seen.events
        self.frames.append(json.dumps(frame_to_dict(seen)))
        self.answers += status_phrases.lines(seen.in_view, seen.stable, SIZE, self.preferences, seen.gestures)
        people = status_phrases.people(seen, SIZE, self.preferences)
        self.answers.append(
            status_phrases.status(hindrance=None, faces=len(seen.in_view), trouble=None, muted=False, people=people)
        )

    def texts(self) -> Iterator[str]:
        """Everything that is written, said or shown, in the language in use."""
        said = [
            replace(event, text=messages.again(event.text)) if isinstance(event, CueEvent | NoticeEvent) else event
            for event in self.events
        ]
        yield as_csv(map(to_dict, said))
        yield from (json.dumps(to_dict(event), ensure_ascii=False) for event in said)
        yield from self.frames
        yield from map(messages.again, self.answers)


def played(preferences: CuePreferences, reader: FaceReader) -> Session:
    messages.use("en")
    session = Session(reader, preferences)
    pipeline = Pipeline(reader, preferences)
    run_session(DrawnSource("fast", rate=10), pipeline, session.observe, session.events.append, threading.Event())
    return session


@pytest.fixture(scope="module")
def only() -> Session:
    return played(ONLY.cue_preferences, FaceReader(NO_ENSEMBLE))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    messages.use("en")
    yield
    messages.use("en")


@pytest.mark.slow
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_event_frame_or_answer_names_a_feeling(only: Session, language: str) -> None:
    messages.use(language)
    assert [text for text in only.texts() if named_in(text)] == []


@pytest.mark.slow
def test_what_moves_is_told_in_its_place(only: Session) -> None:
    cues = [event for event in only.events if isinstance(event, CueEvent)]
    assert {"smiles", "face at rest"} <= {cue.text for cue in cues}
    assert CueKind.EXPRESSION not in {cue.about for cue in cues}
    assert {cue.earcon for cue in cues} <= {None, Earcon.NOD, Earcon.SHAKE}
    assert not [event for event in only.events if isinstance(event, ExpressionEvent)]
    assert any("Smiles" in answer for answer in only.answers)


@pytest.mark.slow
def test_the_same_film_names_feelings_where_expressions_are_read() -> None:
    usual = played(replace(ONLY, movements_only=False).cue_preferences, FaceReader())
    assert {"happy", "neutral", "surprise"} <= set.union(*map(named_in, usual.texts()))


def test_a_picture_is_described_by_what_moves_in_it() -> None:
    pixels = paint(draw_face(Identity.random(1), prototype(Expression.HAPPY), Pose(), Light()), *SIZE)
    read = read_photo(FaceReader(NO_ENSEMBLE), pixels, ONLY.cue_preferences)
    assert read.words == "One face in view. Smiles."
    assert not [event for event in read.events if isinstance(event, ExpressionEvent)]
    assert [face.probabilities for face in read.faces] == [None]


def test_expressions_can_be_read_again_in_mid_conversation() -> None:
    pixels = paint(draw_face(Identity.random(1), prototype(Expression.HAPPY), Pose(), Light()), *SIZE)
    pipeline = Pipeline(FaceReader(), ONLY.cue_preferences)
    before = [pipeline.step(pixels, now / 10) for now in range(20)]
    pipeline.preferences = Settings().cue_preferences
    after = [pipeline.step(pixels, 2 + now / 10) for now in range(20)]
    pipeline.preferences = ONLY.cue_preferences
    again = [pipeline.step(pixels, 4 + now / 10) for now in range(20)]
    for seen in (*before, *again):
        assert (seen.stable, seen.clarity, [face.probabilities for face in seen.faces]) == ({}, {}, [None])
    assert after[-1].stable == {1: Expression.HAPPY}
    assert [e.text for seen in after for e in seen.events if isinstance(e, CueEvent)] == ["looks happy"]


def test_consent_is_asked_for_what_is_read() -> None:
    for language in messages.LANGUAGES:
        messages.use(language)
        assert not named_in(status_phrases.consent(ONLY.cue_preferences))
        assert named_in(status_phrases.consent(Settings().cue_preferences))


OPENED = """
import sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, given: opened.append(Path(str(given[0]))) if event == "open" else None)
from assistant.cli import main
code = main(sys.argv[1:])
ensemble, landmarks = (
    any(path.parent.name == name and path.suffix in (".json", ".tflite", ".task") for path in opened)
    for name in ("models", "assets")
)
print(code, ensemble, landmarks, file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.parametrize("chosen", ["by the option", "in the settings", "not at all"])
def test_no_file_of_the_ensemble_is_opened(tmp_path: Path, chosen: str) -> None:
    pixels = paint(draw_face(Identity.random(1), prototype(Expression.ANGRY), Pose(), Light()), *SIZE)
    picture = tmp_path / "face.png"
    cv2.imwrite(str(picture), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    path = Path(run(["-c", "from assistant.settings_file import default_path; print(default_path())"]).stdout.strip())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_text(replace(ONLY, movements_only=chosen == "in the settings")))
    option = ["--movements-only"] if chosen == "by the option" else []
    done = run(["-c", OPENED, "photo", str(picture), "--events", "-", *option])
    code, ensemble, landmarks = done.stderr.split()[-3:]
    reads = chosen == "not at all"
    assert (code, ensemble) == ("0", str(reads))
    assert reads or landmarks == "True"
    assert bool(named_in(done.stdout)) is reads
    assert done.stdout.strip()


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=True)


@pytest.mark.slow
def test_watch_and_batch_know_the_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pixels = paint(draw_face(Identity.random(1), prototype(Expression.HAPPY), Pose(), Light()), *SIZE)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(30):
        cv2.imwrite(str(pictures / f"{number:03}.png"), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    watch = ["watch", str(pictures), "--no-window", "--pace", "fast", "--events", "-", "--frames", "--movements-only"]
    assert main(watch) == 0
    written = capsys.readouterr().out
    assert '"text": "smiles"' in written
    assert not named_in(written)
    assert main(["events", str(pictures), "--out", str(tmp_path / "out"), "--movements-only"]) == 0
    table = (tmp_path / "out" / "pictures.csv").read_text(encoding="utf-8")
    assert "Smiles." in table
    assert not named_in(table)
