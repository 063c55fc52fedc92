"""The page that saves events: it asks, then tells how far it has come, with the focus on what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from assistant import messages
from assistant.messages import sentences
from assistant.runtime.batch import Format
from assistant.ui.pages.batch_page import BatchPage
from assistant.ui.widgets.theme import LIGHT, Look

FILMS = [Path(f"{name}.mp4") for name in "abcdefg"]


@pytest.fixture
def page(shown: Callable[[QWidget], None]) -> BatchPage:
    made = BatchPage()
    made.set_look(Look(LIGHT, 18, pictures=True))
    shown(made)
    return made


def test_few_recordings_are_named_and_many_are_counted(page: BatchPage, tmp_path: Path) -> None:
    assert page.ask(FILMS[:2], tmp_path) == page.words.text() == "Recordings: 2. a.mp4, b.mp4"
    assert page.ask(FILMS, tmp_path) == "Recordings: 7. a.mp4, b.mp4, c.mp4, d.mp4, e.mp4, …"
    assert page.folder == tmp_path
    assert page.begin.hasFocus()


def test_names_are_said_on_one_line_and_soon(page: BatchPage, tmp_path: Path) -> None:
    page.ask([Path("a\nRecordings: 900.mp4"), Path("x" * 250)], tmp_path / "b\nc")
    assert page.words.text() == f"Recordings: 2. a?Recordings: 900.mp4, {'x' * 80}…"
    assert page.place_words.text() == "Folder: b?c"


def test_the_focus_goes_from_what_was_pressed_to_what_can_be_done_now(page: BatchPage, tmp_path: Path) -> None:
    page.ask(FILMS, tmp_path)
    page.show_progress("Recording 1 of 7", running=True)
    assert page.stop.hasFocus()
    assert not page.begin.isVisible()
    page.show_progress("Recording 2 of 7", running=True)
    assert page.stop.hasFocus()
    page.show_progress("Recordings: 7, saved: 7.", running=False)
    assert page.back.hasFocus()
    assert not page.stop.isVisible()


def test_a_focus_elsewhere_stays_there(page: BatchPage, tmp_path: Path) -> None:
    page.ask(FILMS, tmp_path)
    page.words.setFocus()
    page.show_progress("Recording 1 of 7", running=True)
    assert page.words.hasFocus()


def test_what_is_asked_again_is_asked_in_the_language_at_hand_and_as_it_was_answered(
    page: BatchPage, tmp_path: Path
) -> None:
    page.ask(FILMS, tmp_path)
    page.form.setCurrentIndex(page.form.findData(Format.JSON))
    page.overwrite.setChecked(True)
    page.show_progress("Recordings: 7, saved: 7.", running=False)
    messages.use("de")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    page.ask(FILMS[:1], tmp_path)
    assert page.form.currentData() == Format.JSON
    assert page.overwrite.isChecked()
    assert page.begin.text() == sentences("de")["batch.save"]
    assert page.form.itemText(0) == sentences("de")["batch.form_csv"]
    assert page.place_words.text() == messages.say("batch.folder", folder=tmp_path.name)
