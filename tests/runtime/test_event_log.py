import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.events import (
    Channel,
    CueEvent,
    Earcon,
    FaceReading,
    Observation,
)
from assistant.expressions import Expression
from assistant.runtime import line_file
from assistant.runtime.event_log import EventLog, EventRecorder
from tests.helpers.faces import found_face

CUE = CueEvent(2.5, 1, "looks happy", frozenset({Channel.SPEECH, Channel.LABEL}), Expression.HAPPY, Earcon.POSITIVE)


def test_recorder_writes_frames_only_when_asked(tmp_path: Path) -> None:
    reading = FaceReading(1, found_face(50), (0.1, 0.1, 0.1, 0.4, 0.1, 0.1, 0.1))
    observation = Observation(2.5, (reading,), {1: Expression.HAPPY}, (CUE,), {"find": 1.234})
    for with_frames, kinds in ((False, ["cue"]), (True, ["frame", "cue"])):
        path = tmp_path / f"{with_frames}.jsonl"
        with EventLog(str(path)) as log:
            EventRecorder(log, with_frames).observation(observation)
        entries = [json.loads(line) for line in path.read_text().splitlines()]
        assert [entry["kind"] for entry in entries] == kinds
    face = entries[0]["faces"][0]
    assert face["probabilities"]["happy"] == 0.4
    assert face["box"] == [10, 60, 80, 80]
    assert entries[0]["milliseconds"] == {"find": 1.23}


def test_each_line_is_written_at_once(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with EventLog(str(path)) as log:
        log.write({"kind": "notice"})
        assert path.read_text() == '{"kind": "notice"}\n'


def test_a_name_that_is_no_unicode_is_written_as_far_as_it_is(tmp_path: Path) -> None:
    with EventLog(str(tmp_path / "events.jsonl")) as log:
        log.write({"file": "w\udcff.jpg"})
    assert json.loads((tmp_path / "events.jsonl").read_text(encoding="utf-8")) == {"file": "w?.jpg"}


def test_a_path_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        EventLog(str(tmp_path / "missing" / "events.jsonl"))


ENTRY = {"time": 0.0, "kind": "notice", "text": "x" * 1000}
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system gives pipes no name in a folder")


@needs_pipes
def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="pipe cannot be written"):
        EventLog(str(tmp_path / "pipe"))


@needs_pipes
def test_a_pipe_whose_reader_has_stopped_reading_is_waited_for_so_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "_PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    with EventLog(str(tmp_path / "pipe")) as log, pytest.raises(OutputError, match="pipe cannot be written"):
        for _ in range(1000):
            log.write(ENTRY)
    os.close(reader)


@needs_pipes
def test_whoever_reads_a_pipe_gets_every_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    copying = "import sys; sys.stdout.write(open(sys.argv[1]).read())"
    with subprocess.Popen([sys.executable, "-c", copying, tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        # Blocks until the reader is there.
        opened = os.open(tmp_path / "pipe", os.O_WRONLY)
        with EventLog(str(tmp_path / "pipe")) as log:
            os.close(opened)
            for _ in range(500):
                log.write(ENTRY)
        text, _ = reader.communicate()
    assert [json.loads(line) for line in text.splitlines()] == [ENTRY] * 500


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no sockets in folders")
def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for name in ("socket", "nowhere/events.jsonl", "."):
            with pytest.raises(OutputError, match="cannot be written"):
                EventLog(str(tmp_path / name))


def test_what_was_in_the_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old " * 1000)
    with EventLog(str(path)) as log:
        log.write(ENTRY)
        log.write(ENTRY)
    assert [json.loads(line) for line in path.read_text().splitlines()] == [ENTRY] * 2


def test_a_source_without_events_leaves_an_empty_file_and_none_at_all_the_earlier_events(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old")
    with EventLog(str(path)) as log:
        recorder = EventRecorder(log)
        assert path.read_text() == "old"
        recorder.observation(Observation(0.0, (), {}, (), {}))
    assert path.read_text() == ""


def test_a_file_that_another_run_is_writing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with EventLog(str(path)) as log:
        log.write(ENTRY)
        with pytest.raises(OutputError, match=r"Another run of this program is writing .*events\.jsonl: end it first"):
            EventLog(str(path))
        log.write(ENTRY)
    assert [json.loads(line) for line in path.read_text().splitlines()] == [ENTRY] * 2


def test_a_name_that_is_no_text_becomes_question_marks(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with EventLog(str(path)) as log:
        log.write({"file": "\udcff.png"})
    assert json.loads(path.read_bytes().decode("utf-8")) == {"file": "?.png"}
