"""Settings, keys, arguments and whatever else is text."""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from unittest import mock

from assistant import messages
from assistant.adapters.capture.sources import open_source
from assistant.arguments import make_parser
from assistant.commands import BY_ID, Page, holder, is_reserved, is_single, key_name, keys_in_use, spoken_keys
from assistant.events import Box, Channel, CueEvent, Earcon, Event, ExpressionEvent, FaceEvent, NoticeEvent
from assistant.expressions import Expression
from assistant.hotkey import parse
from assistant.runtime.batch_names import names_for
from assistant.runtime.event_formats import COLUMNS, as_csv, as_json, as_json_lines, to_dict
from assistant.runtime.event_log import EventLog, require_apart
from assistant.runtime.found_files import find_recordings
from assistant.settings import DEFAULTS, Settings
from assistant.settings_file import read, save, to_text
from tests.fuzz import seeds


def settings(path: Path) -> None:
    """Settings as they are loaded, and as the program uses them."""
    loaded, sentence = read(path)
    assert sentence is None or sentence.strip()
    assert loaded.cue_preferences
    assert loaded.sound_preferences
    messages.use(loaded.language)
    messages.use("en")
    assert keys_in_use(loaded.keys, loaded.single_keys).keys() >= loaded.keys.keys() & BY_ID.keys()
    again = path.with_name("again.json")
    try:
        save(loaded, again)
        assert read(again) == (loaded, None)
    finally:
        again.unlink(missing_ok=True)


def combination(path: Path) -> None:
    """A key for all programs, whose name names it again."""
    found = parse(_text(path))
    assert parse(str(found)) == found
    assert found.name


def accelerators(path: Path) -> None:
    """Keys of the window's commands, as a file may hold them: a line each, a command's id and a key."""
    lines = _text(path).splitlines()
    own = dict(line.split("=", 1) for line in lines if "=" in line)
    for single in (True, False):
        keys = keys_in_use(own, single)
        used = [key.casefold() for key in keys.values() if key]
        assert not any(map(is_reserved, used))
        assert single or not any(map(is_single, used))
        assert spoken_keys(keys, Page.PRACTICE)
        for key in own.values():
            assert key_name(key, "darwin")
            assert holder(key, keys) or key not in keys.values() or not key


def arguments(path: Path) -> None:
    """What was typed, an argument a line: understood, or one sentence and the exit code 2."""
    typed = [line for line in _text(path).split("\n") if "\0" not in line]
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            options, code = _parser().parse_args(typed), None
        except SystemExit as ended:
            options, code = None, ended.code
    if options is not None:
        _look_up(options, path.parent)
    else:
        assert code == 0 or (code == 2 and ": error: " in said.getvalue())


def events(path: Path) -> None:
    """Events with arbitrary words: what is written is read again, in every form."""
    text = _text(path)
    found = list(_events(text))
    entries = [to_dict(event) for event in found]
    assert [json.loads(line) for line in as_json_lines(entries).split("\n")[:-1]] == entries
    assert json.loads(as_json(entries)) == entries
    rows = list(csv.DictReader(io.StringIO(as_csv(entries), newline="")))
    assert [row["text"] for row in rows] == [entry.get("text", "") for entry in entries]
    assert all(tuple(row) == COLUMNS for row in rows)
    written = path.with_name("events.jsonl")
    try:
        with EventLog(str(written)) as log:
            for entry in entries:
                log.write(entry)
        lines = written.read_text(encoding="utf-8").split("\n")[:-1]
        assert [json.loads(line)["kind"] for line in lines] == [entry["kind"] for entry in entries]
    finally:
        written.unlink(missing_ok=True)


def language(path: Path) -> None:
    """A language table in place of the English one."""
    with mock.patch.object(resources, "files", return_value=path.parent):
        found = messages.sentences.__wrapped__("en")
    assert all(isinstance(sentence, str) for sentence in found.values())


def settings_files() -> Sequence[bytes]:
    """The defaults, and one with everything changed."""
    changed = Settings(keys={"mute": "X", "quit": "Ctrl+W"}, voices={"de": "x"}, global_mute="Ctrl+Alt+M", rate=80)
    return list(seeds.texts(to_text(DEFAULTS), to_text(changed), '{"options": {}}'))


def combinations() -> Sequence[bytes]:
    """Keys that are taken, and some that are not."""
    return list(seeds.texts("Ctrl+Alt+M", "F13", "meta+shift+space", "Shift+A", "Ctrl++", "M", "Alt+F20", ""))


def key_lists() -> Sequence[bytes]:
    """Keys of commands, in use, clashing and reserved."""
    return list(
        seeds.texts("mute=X\nquit=Ctrl+W", "describe=S\nstatus=D", "repeat=Tab\naim=Alt+A", "aim=+\nmute=Ctrl++")
    )


def argument_lists() -> Sequence[bytes]:
    """Command lines of every command."""
    lines = (
        "watch\nclip.mp4\n--no-window\n--pace\nfast\n--events\n-", "photo\na.png\nb.png\n--events\nout.jsonl", "demo",
        "events\n*.mp4\n--out\ndir\n--format\njson\n--overwrite", "practice\n--faces\ndeck", "doctor\n--json",
        "watch\n0",
        "watch\nx\n--speech\noff\n--voice\nanna\n--frames", "--version", "", "photo",
    )  # fmt: skip
    return list(seeds.texts(*lines))


def spoken() -> Sequence[bytes]:
    """Words of events."""
    return list(seeds.texts("looks happy", 'says "a, b"', "a\r\nb", "=1+1\t", "ein Gesicht — é", "x\0y", "\u2028"))


def languages() -> Sequence[bytes]:
    """A small table."""
    return list(seeds.texts('[cue]\nlooks = "looks {expression}"\n[error]\nx = "No {file}."\n', "[a]\nb = 'c'"))


@cache
def _parser() -> argparse.ArgumentParser:
    return make_parser()


def _text(path: Path) -> str:
    # As a system hands over arguments and names that are no UTF-8.
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _look_up(options: argparse.Namespace, folder: Path) -> None:
    """What a command does first with the names that it was given; patterns stay within the folder."""
    names = [str(name) for name in getattr(options, "files", [])] + [getattr(options, "source", "")]
    here = [name for name in names if name and not Path(name).is_absolute() and ".." not in Path(name).parts]
    with contextlib.chdir(folder):
        for recording in names_for(find_recordings(here).files):
            assert recording
        if getattr(options, "source", "") in here:
            open_source(options.source, options.pace)
        if "events" in options and not os.path.isabs(options.events or ""):  # noqa: PTH117 - any text
            require_apart(options.events, map(Path, here))


def _events(text: str) -> Iterator[Event]:
    for number, words in enumerate(text.split("\v")):
        yield NoticeEvent(number / 3, words)
        yield CueEvent(number, 1, words, frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE)
        yield ExpressionEvent(number, 1, None, 0.123456)
        yield FaceEvent(number, 2, "left", Box(1.26, 2, 3, 4))
