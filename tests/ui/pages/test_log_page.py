"""The log: off until it is wanted, searched and saved."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.commands import Page
from assistant.events import Channel, CueEvent, Earcon, ExpressionEvent, NoticeEvent
from assistant.expressions import Expression
from assistant.ui.application import Application
from assistant.ui.shell import files


def cue(time: float, text: str) -> CueEvent:
    return CueEvent(time, 1, text, frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE)


def test_the_log_is_off_until_it_is_wanted(application: Application) -> None:
    application.log.add(cue(1.0, "looks happy"))
    assert application.log.empty
    application.window.go(Page.LOG)
    assert not application.log.list.isVisible()
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Space)
    assert application.keeper.current.log
    application.log.add(cue(61.5, "looks happy"))
    assert application.log.list.item(0).text() == "1:01  looks happy"
    QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Space)
    assert application.log.empty


def test_the_log_is_searched_and_saved(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application.keeper.set("log", True)
    log = application.log
    log.add(ExpressionEvent(1.0, 1, Expression.HAPPY, 0.91))
    log.add(cue(1.0, 'looks "happy",\u00a0maybe'))
    log.add(NoticeEvent(2.0, "Too dark."))
    log.search.setText("DARK")
    assert [log.list.item(row).isHidden() for row in range(2)] == [True, False]
    log.search.setText('looks "HAPPY", maybe')
    assert [log.list.item(row).isHidden() for row in range(2)] == [False, True]
    table = list(csv.DictReader(io.StringIO(log.as_text(".csv"))))
    assert [row["kind"] for row in table] == ["expression", "cue", "notice"]
    assert table[1]["text"] == 'looks "happy",\u00a0maybe'
    for suffix in (".csv", ".jsonl"):
        path = tmp_path / f"log{suffix}"
        monkeypatch.setattr(files, "choose_new", lambda *_, path=path: path)
        application.handlers["save_log"]()
        assert path.read_bytes().decode() == log.as_text(suffix)
    assert [json.loads(line)["time"] for line in log.as_text(".jsonl").splitlines()] == [1.0, 1.0, 2.0]


def test_an_empty_list_says_why(application: Application) -> None:
    application.keeper.set("log", True)
    application.window.go(Page.LOG)
    log = application.log
    assert (log._hint.isVisible(), log._hint.text()) == (True, "Nothing has been told yet.")
    log.add(ExpressionEvent(1.0, 1, Expression.HAPPY, 0.91))
    assert log._hint.isVisible(), "an event without words is kept, and not listed"
    log.add(cue(1.0, "looks happy"))
    assert not log._hint.isVisible()
    log.search.setText("sad")
    assert (log._hint.isVisible(), log._hint.text()) == (True, "No entry contains “sad”.")
    log.search.clear()
    assert not log._hint.isVisible()
