"""Practice in the window: learners, decks of pictures of one’s own, and the way to a session and back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.cli import main
from assistant.commands import Page
from assistant.messages import say
from assistant.practice.cards import Kind
from assistant.practice.picture_folders import open_deck
from assistant.practice.progress import Progress
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.controllers.startup import Beginning
from assistant.ui.practice.records import default_path
from assistant.ui.shell import files
from tests.helpers.practice_window import begin, kept
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


def test_enter_begins_wherever_the_focus_is(application: Application) -> None:
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    for control in (page.start.name, page.start.kind, page.start.praise):
        control.setFocus()
        press(application, "Return")
        assert page.view is page.card
        press(application, "E")
        press(application, "E")
        press(application, "Return")
        page.start.learner.setCurrentIndex(page.start.learner.count() - 1)


def test_what_was_answered_is_kept_when_the_window_closes(application: Application) -> None:
    begin(application, Kind.SAME)
    press(application, "2")
    application.window.close()
    assert len(kept()) == 1


def test_ending_what_has_ended_brings_nothing_back(application: Application) -> None:
    heard = captions(application)
    page = begin(application, Kind.NAME)
    press(application, "1")
    press(application, "E")
    press(application, "E")
    assert page.view is page.end
    page.end.progress.click()
    page.progress.delete_all_wanted.emit()
    page.progress.confirmed.emit()
    QTest.qWait(5)  # nothing more of it is said
    before = len(heard)
    press(application, "E")
    press(application, "E")
    QTest.qWait(5)  # nothing is said
    assert page.view is page.start
    assert heard[before:] == []


def test_what_to_do_at_the_start_is_left_to_the_screen_reader_which_reads_it_with_the_focus(
    application: Application,
) -> None:
    begin(application, Kind.NAME)
    answered: list[str] = []
    hinted: list[str] = []
    application.practice.answered.connect(answered.append)
    application.practice.hinted.connect(hinted.append)
    for key in ("E", "E", "Return"):
        press(application, key)
    page = application.practice_page
    assert page.start.begin.hasFocus()
    assert hinted == [page.start.begin.accessibleDescription()]
    assert len(answered) == 2, "the question and the result alone"


def test_the_focus_goes_where_it_is_to_be_without_a_stop_on_its_way(application: Application) -> None:
    passed: list[QWidget | None] = []
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    program.focusChanged.connect(lambda _old, new: passed.append(new))
    page = begin(application, Kind.NAME)
    steps: dict[Callable[[], object], QWidget] = {
        partial(press, application, "E"): page.card.ending.keep,
        partial(press, application, "Return"): page.card.position,
        partial(press, application, "1"): page.card.next,
        partial(press, application, "E"): page.card.ending.keep,
        partial(press, application, "Return"): page.card.next,
        partial(press, application, "Return"): page.card.position,
        partial(press, application, "E"): page.card.ending.keep,
        partial(press, application, "E"): page.end.again,
        page.end.progress.clicked.emit: page.progress.leave,
        page.progress.delete_all_wanted.emit: page.progress.question.keep,
        page.progress.question.kept.emit: page.progress.leave,
        page.progress.back.emit: page.start.begin,
        partial(press, application, "Return"): page.card.position,
    }
    for step, reached in steps.items():
        passed.clear()
        step()
        assert passed == [reached]


def test_a_learner_needs_a_name(application: Application) -> None:
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    page.start.name.setText(" ")
    press(application, "Return")
    assert page.view is page.start
    assert "name" in page.notice.text()


def test_the_learner_who_is_chosen_stays_so_while_another_page_is_shown(application: Application) -> None:
    with Progress(default_path(), datetime.now(UTC)) as progress:
        for name in ("Ada", "Ben", "Cleo"):
            progress.add_learner(name)
    application.window.go(Page.PRACTICE)
    start = application.practice_page.start
    assert start.wish.learner == "Ada"
    for index, chosen in ((1, "Ben"), (3, "Dora")):
        start.learner.setCurrentIndex(index)
        start.name.setText("Dora")
        application.window.go(Page.SETTINGS)
        application.window.go(Page.PRACTICE)
        assert start.wish.learner == chosen
    press(application, "Return")
    press(application, "1")
    assert len(kept("Dora")) == 1


def test_practice_whose_answers_cannot_be_kept_is_said_and_goes_on(
    make_application: Callable[..., Application],
) -> None:
    default_path().parent.parent.mkdir(parents=True, exist_ok=True)
    default_path().parent.write_text("")
    application = make_application(Settings(welcomed=True, language="en"))
    heard = captions(application)
    page = begin(application, Kind.NAME)
    assert page.view is page.card
    wait_until(lambda: [words for words in heard if "cannot be kept" in words])
    application.handlers["answer_1"]()
    application.handlers["end_practice"]()
    assert "kept" not in page.card.ending.words.text()
    application.handlers["end_practice"]()
    assert page.end.words.text().startswith("Practice has ended. These answers are forgotten when the program ends.")
    application.window.go(Page.CONVERSATION)
    application.window.go(Page.PRACTICE)
    QApplication.processEvents()
    assert len([words for words in heard if "cannot be kept" in words]) == 1


def test_pictures_of_ones_own_from_folder_and_zip(
    application: Application, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "faces.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in folder.rglob("*.png"):
            zipped.write(path, path.relative_to(folder))
    application.window.go(Page.PRACTICE)
    start = application.practice_page.start
    monkeypatch.setattr(files, "choose_folder", lambda *_: folder)
    start.folder_wanted.emit()
    monkeypatch.setattr(files, "choose", lambda *_: [archive])
    start.zip_wanted.emit()
    assert start.deck.count() == 3
    assert start.kind.findData(Kind.CHANGE) < 0
    page = begin(application, Kind.NAME)
    for _ in range(10):
        press(application, "1")
        press(application, "Return")
    assert page.view is page.end
    assert "Pictures that could not be read and were left out: 1." in page.end.words.text()


def test_a_bad_deck_is_one_sentence(application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = captions(application)
    application.window.go(Page.PRACTICE)
    monkeypatch.setattr(files, "choose_folder", lambda *_: tmp_path)
    application.practice_page.start.folder_wanted.emit()
    wait_until(lambda: application.practice_page.notice.text() == heard[-1] == say("deck.empty", deck=tmp_path))
    assert application.practice_page.start.deck.count() == 1


def test_the_command_line_opens_the_page_with_a_deck(application: Application, folder: Path) -> None:
    application.begin(Beginning(page=Page.PRACTICE), silent=True)
    application.practice.offer(open_deck(folder))
    page = application.practice_page
    assert application.window.page is Page.PRACTICE
    assert page.start.deck.currentText() == "faces"
    assert "faces" in page.notice.text()
    press(application, "Return")
    assert page.view is page.card


def test_a_deck_that_is_none_is_one_sentence_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practice", "--faces", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == say("deck.not_there", deck=tmp_path / "nowhere") + "\n"


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
