"""The page for pictures: the picture comes with its words, where pictures are wanted, and takes only files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from assistant.events import Box, FoundFace
from assistant.ui.pages.photo_page import PhotoPage, local_files
from assistant.ui.widgets.theme import LIGHT, Look
from assistant.ui.workers.aiming import Described
from tests.helpers.scenes import CENTRED

FACE = FoundFace(Box(10, 10, 50, 50), ((20, 20), (40, 20)), (30, 30), (30, 40), 0.9)
DESCRIBED = Described(CENTRED, (FACE,), "One face in view.")


@pytest.fixture
def page(shown: Callable[[QWidget], None]) -> PhotoPage:
    made = PhotoPage()
    made.set_look(Look(LIGHT, 18, pictures=True))
    made.resize(1000, 600)
    shown(made)
    return made


def test_a_picture_stays_until_there_is_something_else_to_say(page: PhotoPage) -> None:
    page.show_described(DESCRIBED)
    assert (page.view.isVisible(), page.words.text()) == (True, "One face in view.")
    page.show_words("One moment…")
    assert (page.view.isVisible(), page.view.filled, page.words.text()) == (False, False, "One moment…")


def test_without_a_picture_words_have_the_whole_width(page: PhotoPage) -> None:
    page.resize(1200, 700)
    page.show()
    page.show_hint()
    QApplication.processEvents()
    assert page.words.width() > 0.9 * page.viewport().width() - 60


def test_no_picture_is_shown_where_none_is_wanted(page: PhotoPage) -> None:
    page.set_look(Look(LIGHT, 18, pictures=False))
    page.show_described(DESCRIBED)
    assert (page.view.isVisible(), page.view.filled, page.words.text()) == (False, False, "One face in view.")


def test_the_picture_stands_beside_the_words_or_beneath_them(page: PhotoPage) -> None:
    page.show_described(DESCRIBED)
    QApplication.processEvents()
    assert page.view.x() > page.words.x()
    page.resize(600, 800)
    QApplication.processEvents()
    assert page.view.y() > page.words.y()


def test_only_files_of_this_computer_are_taken(tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png")), QUrl("https://example.org/b.png")])
    assert local_files(data) == [tmp_path / "a.png"]
    assert local_files(QMimeData()) == []
    assert local_files(None) == []


@pytest.mark.parametrize("size", [(1000, 600), (600, 800)])
def test_however_many_people_the_picture_is_large(page: PhotoPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.show_described(replace(DESCRIBED, words="Row 1, first from the left: looks happy.\n" * 44))
    QApplication.processEvents()
    assert page.view.height() > page.viewport().height() / 3
    if size[0] > size[1]:
        shown = page.view.rect().translated(page.view.mapTo(page.viewport(), page.view.rect().topLeft()))
        assert page.viewport().rect().contains(shown.topLeft())
        assert page.view.height() <= page.viewport().height()
