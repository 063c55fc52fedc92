"""Lists as assistive programs are told of them: whole, and gone with what shows them."""

from __future__ import annotations

import gc

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.commands import COMMANDS, Page
from assistant.ui.application import Application
from assistant.ui.widgets import accessible_list
from assistant.ui.widgets.basic import Entries
from assistant.ui.widgets.choice import Choice
from tests.helpers.accessible_tree import NAME, below, of


def test_a_list_has_all_its_entries_whether_they_are_scrolled_away_or_not(application: Application) -> None:
    application.window.go(Page.SETTINGS)
    keys = application.settings.keys.findChild(Entries)
    interface = of(keys)
    assert (interface.role(), interface.childCount()) == (QAccessible.Role.List, len(COMMANDS))
    keys.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(keys, Qt.Key.Key_End)
    last = interface.child(len(COMMANDS) - 1)
    assert last.text(NAME).startswith(COMMANDS[-1].title)
    assert (last.state().focused, last.state().selected, last.state().offscreen) == (1, 1, 0)
    assert (interface.child(0).state().invisible, interface.child(0).state().offscreen) == (0, 1)
    assert interface.focusChild() is last
    assert interface.selectionInterface().selectedItemCount() == 1
    assert interface.indexOfChild(last) == len(COMMANDS) - 1


def test_what_is_filtered_out_of_the_log_is_not_there(application: Application) -> None:
    application.keeper.set("log", True)
    application.window.go(Page.LOG)
    application.log.list.addItems(["looks happy", "Too dark.", "looks sad"])
    application.log.search.setText("looks")
    interface = of(application.log.list)
    assert [interface.child(number).text(NAME) for number in range(interface.childCount())] == [
        "looks happy",
        "looks sad",
    ]


def test_a_closed_box_of_choices_claims_to_show_none_of_them(qt: QApplication) -> None:
    box = Choice()
    for number in range(20):
        box.addItem(str(number))
    box.setCurrentIndex(12)
    box.show()
    entries = [each for each in below(of(box)) if each.role() is QAccessible.Role.ListItem]
    assert len(entries) == 20
    assert all(each.state().invisible for each in entries)
    assert entries[0].parent().parent().object() is box, "another window would be told of on the way out"
    assert [each.text(NAME) for each in entries if each.state().selected] == ["12"]
    box.close()


def test_entries_go_with_their_list(qt: QApplication) -> None:
    before = len(accessible_list._kept)
    entries = Entries()
    entries.addItems(["one", "two"])
    kept = of(entries).child(1)
    assert len(accessible_list._kept) == before + 2
    entries.clear()
    assert not kept.isValid()
    entries.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    gc.collect()
    assert len(accessible_list._kept) == before


def test_a_list_that_is_filled_in_the_background_draws_nobody_to_it(application: Application) -> None:
    application.window.go(Page.SETTINGS)
    keys = application.settings.keys.findChild(Entries)
    keys.setCurrentRow(3)
    assert of(keys).selectionInterface().selectedItemCount() == 0
    box = next(each for each in application.settings.findChildren(Choice) if each.accessibleName() == "Words a minute")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.setCurrentIndex(4)
    chosen = of(box.view()).selectionInterface().selectedItem(0)
    assert chosen.text(NAME) == box.currentText()
