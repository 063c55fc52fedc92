"""Widgets in one place: one is shown, and the others are not there for assistive programs either."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton

from assistant.ui.widgets.basic import text
from assistant.ui.widgets.stack import Stack


def test_one_is_shown_and_the_others_are_not_there(qt: QApplication) -> None:
    stack, pages = Stack(), [QPushButton(name) for name in "abc"]
    assert stack.current is None
    for page in pages:
        stack.add(page)
    assert stack.current is pages[0]
    told = QAccessible.queryAccessibleInterface(stack)
    for page in (pages[2], pages[0], pages[1]):
        stack.show_only(page)
        assert stack.current is page
        assert [each for each in pages if each.isVisibleTo(stack)] == [page]
        assert [told.child(number).object() for number in range(told.childCount())] == [page]
        assert told.child(1) is None
        assert [told.indexOfChild(QAccessible.queryAccessibleInterface(each)) for each in pages] == [
            0 if each is page else -1 for each in pages
        ]


def test_it_keeps_no_room_for_what_is_hidden(qt: QApplication) -> None:
    stack, small, large = Stack(), text("a"), text("a sentence with extraordinarily long words " * 9)
    for page in (small, large):
        stack.add(page)
    for page in (large, small):
        stack.show_only(page)
        assert stack.minimumSizeHint() == page.minimumSizeHint()
        assert stack.heightForWidth(300) == page.heightForWidth(300)
