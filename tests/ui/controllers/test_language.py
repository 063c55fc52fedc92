"""Another language is spoken and shown at once, everywhere, and the user stays where they are."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTableWidget,
    QWidget,
)

from assistant import messages
from assistant.adapters.capture.drawn_source import DrawnSource
from assistant.adapters.voices.engine import VoiceInfo
from assistant.commands import Page
from assistant.drawn_faces.animation import demo_clip
from assistant.drawn_faces.rasterizer import paint
from assistant.events import Channel, CueEvent, Earcon
from assistant.expressions import Expression
from assistant.messages import say, sentences
from assistant.practice.cards import Kind
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.sight import State
from assistant.ui.widgets.passage import Passage
from tests.helpers.window import press
from tests.ui.conftest import TunableVoice, wait_until

OTHERS = [language for language in messages.LANGUAGES if language != "en"]

Open = Callable[[Settings], Application]


@pytest.fixture(autouse=True)
def _english_before_and_after() -> None:
    """Whatever a test turns to."""


@pytest.fixture
def open_in(make_application: Open) -> Callable[[str], Application]:
    def open_in(language: str) -> Application:
        messages.use(language)
        return make_application(Settings(welcomed=True, log=True, language=language))

    return open_in


def words_of(widget: QWidget) -> list[str]:
    """All that a widget shows or tells an assistive program."""
    words = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip()]
    if isinstance(widget, QLabel | Passage | QAbstractButton | QLineEdit):
        words.append(widget.text())
    if isinstance(widget, QLineEdit):
        words.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        words += [widget.itemText(index) for index in range(widget.count())]
    if isinstance(widget, QListWidget):
        words += [widget.item(index).text() for index in range(widget.count())]
    if isinstance(widget, QMenu):
        words.append(widget.title())
    if isinstance(widget, QTableWidget):
        rows, columns = range(widget.rowCount()), range(widget.columnCount())
        words += [widget.horizontalHeaderItem(column).text() for column in columns]
        words += [widget.verticalHeaderItem(row).text() for row in rows]
        words += [widget.item(row, column).text() for row in rows for column in columns]
    return words


def all_words(application: Application, but: tuple[QWidget, ...] = ()) -> list[tuple[str, list[str]]]:
    """What every widget of the window says, in the order of the window, and every entry of the menus."""
    window = application.window
    told = [(type(each).__name__, words_of(each)) for each in window.findChildren(QWidget) if each not in but]
    actions = [(action.text(), action.statusTip()) for action in window.findChildren(QAction)]
    return [*told, ("window", [window.windowTitle()]), *(("action", list(words)) for words in actions)]


def left_over(application: Application, language: str) -> list[str]:
    """What still shows a piece of an English sentence: two words or more that the language never says."""
    own = "\n".join(sentences(language).values())
    pieces = {piece.strip() for sentence in sentences("en").values() for piece in re.split(r"{.*?}", sentence)}
    english = [piece for piece in pieces if re.search(r"\w\w \w\w", piece) and piece not in own]
    shown = {words for _, each in all_words(application) for words in each}
    return [words for words in shown if any(piece in words for piece in english)]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_of_the_old_language_on_any_page(open_in: Callable[[str], Application], language: str) -> None:
    """A window that is turned says in every place what one that was opened in the language says."""
    turned = open_in("en")
    for page in Page:
        turned.window.go(page)
    turned.handlers["first_run"]()
    turned.first_run.next()
    turned.keeper.set("language", language)
    fresh = open_in(language)
    for page in Page:
        fresh.window.go(page)
    fresh.handlers["first_run"]()
    fresh.first_run.next()
    QTest.qWait(20)  # no caption comes later
    for application in (turned, fresh):
        application.conversation.show_caption("")
    assert all_words(turned) == all_words(fresh)
    assert left_over(turned, language) == []


def test_the_way_of_looking_finds_what_is_left(open_in: Callable[[str], Application]) -> None:
    application = open_in("en")
    assert len(left_over(application, "de")) > 100


@pytest.mark.parametrize("page", Page)
def test_page_and_focus_stay(open_in: Callable[[str], Application], page: Page) -> None:
    application = open_in("en")
    application.window.go(page)
    for _ in range(2):
        QTest.keyClick(application.window.focusWidget(), Qt.Key.Key_Tab)
    focus = application.window.focusWidget()
    application.keeper.set("language", "fr")
    assert application.window.page is page
    assert QApplication.focusWidget() is focus


def test_it_is_chosen_by_key_and_told_in_the_new_language_by_a_voice_of_it(
    make_application: Open, qt: QApplication
) -> None:
    application = make_application(Settings(welcomed=True, language="en", voices={"en": "id-en", "de": "id-de"}))
    voice = application.presenter._voice
    assert isinstance(voice, TunableVoice)
    spoken: list[tuple[str, str, str | None]] = []
    voice.before = lambda text: spoken.append((text, voice.settings.language, voice.settings.voice))  # type: ignore[union-attr] # they are set by then
    application.window.go(Page.SETTINGS)
    row = next(box for box in application.settings.findChildren(QComboBox) if box.accessibleName() == "Language")
    row.setFocus()
    press(application, "Down")
    wait_until(lambda: ("Sprache: Deutsch.", "de", "id-de") in spoken)
    wait_until(lambda: application.conversation.caption.text() == "Sprache: Deutsch.")
    assert (row.accessibleName(), row.currentText()) == ("Sprache", "Deutsch")
    assert row.hasFocus()
    assert QKeySequence("Ctrl+S").toString(QKeySequence.SequenceFormat.NativeText) == "Strg+S"
    application.adjusting.undo()
    wait_until(lambda: ("Undone.", "en", "id-en") in spoken)


def test_a_remembered_voice_of_the_new_language_that_is_gone_is_said(make_application: Open) -> None:
    application = make_application(Settings(welcomed=True, language="en", voices={"de": "id-sold"}))
    heard: list[str] = []
    application.presenter.caption.connect(heard.append)
    application.voices.listed.emit((VoiceInfo("id-de", "Anna", "de"),))
    application.keeper.set("language", "de")
    wait_until(lambda: any("nicht mehr da" in words for words in heard))


def test_what_is_being_read_and_was_told_is_said_anew(open_in: Callable[[str], Application]) -> None:
    application = open_in("en")
    application.reading.use(DrawnSource("live"), say("firstrun.drawn"))
    page = application.conversation
    wait_until(lambda: page.sight.label.accessibleName().startswith(("Looks", "Maybe")))
    text = say("cue.looks", expression=say("expression.happy"))
    application.presenter.tell(CueEvent(1.0, 1, text, frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE))
    application.keeper.set("language", "de")
    assert page.sight.notice.accessibleName() == say("ui.reading_on", source=sentences("de")["firstrun.drawn"])
    assert not page.sight.label.accessibleName().startswith(("Looks", "Maybe"))
    application.reading.pause()  # or the drawn face may change its look before the caption is back
    application.handlers["repeat"]()
    wait_until(lambda: page.caption.text() == "Zuletzt gesagt: wirkt fröhlich")
    assert left_over(application, "de") == []


def test_trouble_is_said_anew(open_in: Callable[[str], Application], tmp_path: Path) -> None:
    application = open_in("en")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    application.opening.open(broken)
    wait_until(lambda: application.reading.state is State.FAILED)
    wait_until(lambda: "broken.mp4" in application.conversation.trouble.text())
    application.photos.open([broken])
    wait_until(lambda: "broken.mp4" in application.photo.words.text())
    application.keeper.set("language", "es")
    wait_until(lambda: application.conversation.caption.text().endswith("Idioma: Español."))
    assert left_over(application, "es") == []
    assert "broken.mp4" in application.photo.words.text()
    assert "broken.mp4" in application.conversation.trouble.text()


def test_what_every_part_of_the_window_complains_of_is_said_anew(
    open_in: Callable[[str], Application], tmp_path: Path
) -> None:
    """The caption keeps the last complaint: on its way there the sentence must not become plain text."""
    application = open_in("en")
    told: list[str] = []
    application.presenter.told.connect(told.append)
    sentence = say("error.no_camera")
    for part in vars(application).values():
        if hasattr(part, "failed") and part is not application.global_mute:
            part.failed.emit(sentence)
    application.batch.noticed.emit(sentence)
    application.opening.absent.emit("", sentence)
    assert len(told) >= 9
    application.opening.open(tmp_path / "missing.mp4")
    missing = say("error.source_missing", name=tmp_path / "missing.mp4")
    no_key = say("error.global_key_none")
    application.global_mute.failed.emit(no_key)
    wait_until(lambda: any(no_key in words for _, words in all_words(application)))
    application.keeper.set("language", "de")
    *those, last = map(messages.again, told)
    assert all(words.startswith(messages.again(sentence)) for words in those)
    assert last == messages.again(missing) != missing
    assert left_over(application, "de") == []


def test_a_described_picture_is_described_anew(open_in: Callable[[str], Application], tmp_path: Path) -> None:
    path = tmp_path / "portrait.png"
    cv2.imwrite(str(path), paint(demo_clip().drawing(0.0), 640, 480)[..., ::-1])
    application = open_in("en")
    application.window.go(Page.PHOTO)
    application.photos.open([path])
    wait_until(lambda: "One face in view." in application.photo.words.text())
    application.keeper.set("language", "de")
    assert application.photo.words.text().startswith(sentences("de")["answer.faces.0"])
    assert application.photo.view.isVisible()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("answered", [False, True])
def test_a_practice_card_is_put_into_the_new_language_and_stays_the_same(
    open_in: Callable[[str], Application], kind: Kind, answered: bool
) -> None:
    application = open_in("en")
    application.window.go(Page.PRACTICE)
    start, page = application.practice_page.start, application.practice_page
    start.kind.setCurrentIndex(start.kind.findData(kind))
    press(application, "Return")
    press(application, "D")
    session = application.practice._round.session
    assert session is not None
    assert session.card is not None
    if answered and session.card.choices:
        press(application, "1")
    before = session.card
    application.window.go(Page.SETTINGS)
    application.keeper.set("language", "de")
    assert session.card is before
    assert messages.again(before.question) != before.question
    assert page.view is page.card
    wait_until(lambda: left_over(application, "de") == [])
    assert not application.reading.running
    application.window.go(Page.PRACTICE)
    assert page.card.question.text() == messages.again(before.question)


def test_the_end_and_the_progress_of_practice_are_said_anew(open_in: Callable[[str], Application]) -> None:
    application = open_in("en")
    application.window.go(Page.PRACTICE)
    page = application.practice_page
    press(application, "Return")
    press(application, "1")
    press(application, "E")
    press(application, "E")
    assert page.view is page.end
    application.keeper.set("language", "de")
    assert page.end.words.text().startswith(sentences("de")["practicepage.over"])
    application.keeper.set("language", "en")
    page.end.progress.click()
    assert page.view is page.progress
    application.keeper.set("language", "de")
    wait_until(lambda: application.conversation.caption.text().endswith("Sprache: Deutsch."))
    assert left_over(application, "de") == []


def test_the_window_is_soon_at_hand_again(open_in: Callable[[str], Application]) -> None:
    application = open_in("en")
    began = time.monotonic()
    application.keeper.set("language", "de")
    assert time.monotonic() - began < 5  # a tenth of a second where the machine has nothing else to do
