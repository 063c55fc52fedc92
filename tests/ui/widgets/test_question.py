"""The question before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from assistant.ui.widgets.question import Question


@pytest.fixture
def question(shown: Callable[[QWidget], None]) -> Question:
    page, made = QWidget(), Question("Keep it", "Delete it")
    column = QVBoxLayout(page)
    column.addWidget(QPushButton("Delete all"))
    column.addWidget(made)
    shown(page)
    return made


@pytest.fixture
def answers(question: Question) -> list[str]:
    given: list[str] = []
    question.kept.connect(lambda: given.append("kept"))
    question.confirmed.connect(lambda: given.append("confirmed"))
    return given


def test_it_comes_when_it_is_asked_and_the_first_key_leaves_all_as_it_is(
    question: Question, answers: list[str]
) -> None:
    assert not question.isVisible()
    question.ask("Delete what is kept?")
    assert question.isVisible()
    assert question.words.text() == "Delete what is kept?"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert answers == ["kept"]


def test_one_step_further_it_is_done(question: Question, answers: list[str]) -> None:
    question.ask("Delete what is kept?")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Delete it"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert answers == ["confirmed"]
