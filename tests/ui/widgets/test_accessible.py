"""The accessible tree as it is told to assistive programs: what is hidden is not in it, groups and boxes have names."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from assistant.commands import Page
from assistant.settings import Settings
from assistant.ui.application import Application
from assistant.ui.widgets.choice import Choice
from tests.helpers.accessible_tree import NAME, below, of


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
