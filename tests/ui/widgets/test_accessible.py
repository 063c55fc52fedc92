"""The accessible tree as it is told to assistive programs: what is hidden is not in it, and lists are whole."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from assistant.commands import COMMANDS, Page
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.widgets import accessible
from assistant.ui.widgets.basic import Entries
from assistant.ui.widgets.choice import Choice

NAME = QAccessible.Text.Name


def of(widget: QWidget) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def below(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield child
            yield from below(child)


def test_only_the_page_in_view_is_in_the_tree(application: Application) -> None:
    for page in Page:
        application.window.go(page)
        found = {id(each.object()) for each in below(of(application.window)) if each.object() is not None}
        for other, widget in application.pages.items():
            assert (id(widget) in found) == (other is page), (page, other)
        assert of(application.pages[page]).parent().indexOfChild(of(application.pages[page])) == 0


def test_nothing_that_is_hidden_claims_to_be_shown(application: Application) -> None:
    application.keeper.replace(Settings(welcomed=True, log=True, language="en"))
    for page in Page:
        application.window.go(page)
        for interface in below(of(application.window)):
            parent = interface.parent()
            if parent is not None and parent.isValid() and parent.state().invisible:
                assert interface.state().invisible, (page, interface.text(NAME))
            assert interface.role() is not QAccessible.Role.LayeredPane


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
    before = len(accessible._kept)
    entries = Entries()
    entries.addItems(["one", "two"])
    kept = of(entries).child(1)
    assert len(accessible._kept) == before + 2
    entries.clear()
    assert not kept.isValid()
    entries.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    gc.collect()
    assert len(accessible._kept) == before


def test_a_box_is_named_by_what_is_chosen(application: Application) -> None:
    application.window.go(Page.SETTINGS)
    box = application.settings.findChild(QComboBox)
    assert of(box).text(QAccessible.Text.Value) == box.currentText()


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


def test_a_group_has_its_name_and_nothing_in_it_that_orca_would_read_along(application: Application) -> None:
    application.window.go(Page.SETTINGS)
    groups = [each for each in below(of(application.settings)) if each.role() is QAccessible.Role.Grouping]
    assert [each.text(NAME) for each in groups] == ["Voice", "What is told", "Look", "Camera and keys"]
    for group in groups:
        labels = [each.text(NAME) for each in below(group) if each.role() is QAccessible.Role.StaticText]
        assert labels == [group.text(NAME)]
    helps = [each.text(NAME) for each in below(groups[0]) if each.role() is QAccessible.Role.Paragraph]
    assert "How fast the voice speaks." in helps, "what is shown can be found by review"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt tells name and value apart")
def test_a_box_of_choices_is_called_by_its_name_and_tells_its_value_once(shown: Callable[[QWidget], None]) -> None:
    box = Choice()
    box.setAccessibleName("Theme")
    box.setAccessibleDescription("Of the window.")
    for words in ("Calm", "White on black"):
        box.addItem(words)
    shown(box)
    box.setCurrentIndex(1)
    told = of(box)
    texts = [told.text(kind) for kind in (NAME, QAccessible.Text.Value, QAccessible.Text.Description)]
    assert texts == ["Theme", "White on black", "Of the window."]
    assert told.role() is QAccessible.Role.ComboBox
    assert (told.state().expandable, told.state().expanded) == (1, 0)
    entries = of(box.view())
    assert (told.childCount(), told.indexOfChild(entries)) == (1, 0)
    assert told.child(0).object() is box.view()
    assert told.child(1) is None
    box.showPopup()
    assert told.state().expanded
    box.hidePopup()
