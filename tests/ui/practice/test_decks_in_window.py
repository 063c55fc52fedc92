"""Decks of pictures of one’s own on the practice page."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.commands import Page
from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.cards import Card, Choice, Kind
from assistant.practice.picture_folders import open_deck
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.shell import files
from tests.helpers.practice_window import begin, buttons, picture
from tests.helpers.window import captions, press
from tests.ui.conftest import wait_until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures of two expressions, one of them broken."""
    for name in ("happy/1.png", "happy/2.png", "sad/1.png", "sad/2.png"):
        path = tmp_path / "faces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(120))
    (tmp_path / "faces" / "sad" / "2.png").write_bytes(b"no picture")
    return tmp_path / "faces"


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


def test_a_folder_that_is_unplugged_before_the_answer_costs_the_pictures_alone(
    application: Application, tmp_path: Path
) -> None:
    for name in ("happy/1.png", "happy/2.png", "happy/3.png", "sad/1.png", "sad/2.png", "sad/3.png"):
        path = tmp_path / "faces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(120))
    application.practice.offer(open_deck(tmp_path / "faces"))
    page = begin(application, Kind.NAME)
    session = application.practice._round.session
    assert session is not None
    assert session.card is not None
    wrong = next(index for index in range(2) if index != session.card.right)
    for path in (tmp_path / "faces").rglob("*.png"):
        path.unlink()
    press(application, str(1 + wrong))
    assert page.card.feedback.isVisible()
    assert "You chose" in page.card.feedback.text()
    press(application, "Return")
    assert page.view is page.end
    assert "nothing to tell apart" in page.end.words.text()


def test_a_bad_deck_is_one_sentence(application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = captions(application)
    application.window.go(Page.PRACTICE)
    monkeypatch.setattr(files, "choose_folder", lambda *_: tmp_path)
    application.practice_page.start.folder_wanted.emit()
    wait_until(lambda: application.practice_page.notice.text() == heard[-1] == say("deck.empty", deck=tmp_path))
    assert application.practice_page.start.deck.count() == 1


def test_a_deck_s_words_stand_on_the_buttons_as_they_are(application: Application) -> None:
    page = begin(application, Kind.NAME)
    choices = (Choice(Expression.HAPPY, "sweet & sour"), Choice(Expression.SAD, "blue"))
    page.card.show_card(Card(Kind.NAME, Expression.HAPPY, "Which?", choices=choices, right=0), "", [], [])
    assert buttons(page) == ["1: sweet && sour", "2: blue"]


def test_the_command_line_opens_the_page_with_a_deck(application: Application, folder: Path) -> None:
    application.begin(None, "", silent=True, complaint=None, page=Page.PRACTICE)
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


def test_an_exercise_that_a_deck_lacks_comes_back_with_a_deck_that_has_it(
    make_application: Callable[[Settings], Application], folder: Path
) -> None:
    application = make_application(Settings(welcomed=True, language="en", exercise=Kind.CHANGE))
    application.window.go(Page.PRACTICE)
    start = application.practice_page.start
    assert start.kind.currentText() == "Spot the change"
    application.practice.offer(open_deck(folder))
    assert start.kind.currentText() == "Mixed questions"
    start.deck_chosen.emit(0)
    assert start.kind.currentText() == "Spot the change"
