"""One practice card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget

from assistant.expressions import Expression
from assistant.messages import say
from assistant.practice.cards import Card, Choice, Kind
from assistant.ui.application import Application
from assistant.ui.practice.card import CardView
from assistant.ui.widgets.theme import LIGHT, Look
from tests.helpers.practice_window import begin, buttons, kept


def test_a_face_is_picked_with_the_mouse_too(application: Application) -> None:
    page = begin(application, Kind.PICK)
    page.card.faces.pressed.emit(1)
    assert page.card.feedback.isVisible()
    page.card.faces.pressed.emit(0)
    assert len(kept()) == 1


def test_a_deck_s_words_stand_on_the_buttons_as_they_are(application: Application) -> None:
    page = begin(application, Kind.NAME)
    choices = (Choice(Expression.HAPPY, "sweet & sour"), Choice(Expression.SAD, "blue"))
    page.card.show_card(Card(Kind.NAME, Expression.HAPPY, "Which?", choices=choices, right=0), "", [], [])
    assert buttons(page) == ["1: sweet && sour", "2: blue"]


@pytest.fixture
def view(shown: Callable[[QWidget], None]) -> CardView:
    made = CardView()
    made.set_look(Look(LIGHT, 18, pictures=True))
    made.resize(900, 600)
    shown(made)
    return made


@pytest.fixture
def asked(view: CardView) -> list[str]:
    commands: list[str] = []
    view.asked.connect(commands.append)
    return commands


def card(choices: int, descriptions: tuple[str, ...] = ()) -> Card:
    made = tuple(Choice(Expression.HAPPY, f"choice {number}") for number in range(choices))
    return Card(Kind.PICK, Expression.HAPPY, "Which is happy?", choices=made, descriptions=descriptions)


def images(count: int) -> list[QImage]:
    return [QImage(60, 60, QImage.Format.Format_RGB888) for _ in range(count)]


def visible_buttons(view: CardView) -> list[str]:
    return [made.text() for made in view.findChildren(QPushButton) if made.isVisible()]


def test_a_card_offers_what_can_be_done_with_it_and_nothing_else(view: CardView) -> None:
    view.show_card(card(2, ("A smile.",)), "Card 1 of 10", images(1), [])
    assert view.position.hasFocus()
    assert visible_buttons(view)[:2] == ["1: choice 0", "2: choice 1"]
    assert {say(f"practicepage.{each}") for each in ("describe", "skip", "end")} <= {*visible_buttons(view)}
    assert not view.next.isVisible()
    view.show_card(card(0), "Card 2 of 10", images(1), [])
    assert view.next.isVisible()
    assert not {say("practicepage.describe"), say("practicepage.skip")} & {*visible_buttons(view)}


@pytest.mark.parametrize(("choices", "faces", "picks"), [(3, 3, True), (2, 3, False), (1, 1, False)])
def test_a_face_can_be_clicked_only_where_each_face_is_a_choice(
    view: CardView, asked: list[str], choices: int, faces: int, picks: bool
) -> None:
    view.show_card(card(choices), "", images(faces), [])
    view.faces.pressed.emit(faces - 1)
    assert asked == [f"answer_{faces}"] * picks
    view.show_feedback("Right.", images(faces), [])
    view.faces.pressed.emit(0)
    assert len(asked) == picks, "an answer was given twice"


def test_what_follows_an_answer_takes_the_place_of_the_question(view: CardView) -> None:
    view.show_card(card(2, ("A smile.",)), "Card 1 of 10", images(1), [])
    view.show_description("A smile.")
    view.show_feedback("Right: happy.", images(1), ["happy"])
    assert view.feedback.isVisible()
    assert view.next.hasFocus()
    for widget in (view.question, view.description, view.choices, view.replay):
        assert not widget.isVisible()
    view.show_card(card(2), "Card 2 of 10", images(1), [])
    assert (view.feedback.text(), view.description.text()) == ("", "")
    assert not view.feedback.isVisible()


def test_the_question_about_the_end_stands_in_place_of_the_card(view: CardView, asked: list[str]) -> None:
    view.show_card(card(2), "", images(1), [])
    view.ask_end("End practice?")
    assert view.ending.isVisible()
    assert not view.question.isVisible()
    view.ending.confirmed.emit()
    assert asked == ["end_practice"]
    view.stop_asking()
    assert view.position.hasFocus()
    assert not view.ending.isVisible()


def test_how_near_the_mirror_comes_is_shown_until_the_next_card(view: CardView) -> None:
    view.show_card(card(0), "", images(1), [])
    view.show_nearness(0.456)
    assert (view.nearness.isVisible(), view.nearness.value()) == (True, 46)
    view.show_card(card(0), "", images(1), [])
    assert not view.nearness.isVisible()


def test_faces_are_never_higher_than_the_page(view: CardView) -> None:
    view.set_room(300)
    assert view.faces.maximumHeight() == 300
    view.set_room(10)
    assert view.faces.maximumHeight() == view.faces.minimumHeight() > 10
