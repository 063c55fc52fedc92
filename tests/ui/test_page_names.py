"""The name of the page that the user has come to is heard once, before the control that has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from assistant.adapters.desktop.screen_reader import ScreenReader
from assistant.commands import BY_ID, Page
from assistant.settings import Speaker
from assistant.ui.application import Application


@pytest.mark.parametrize("names", [True, False])
def test_the_page_is_announced_only_where_the_screen_reader_does_not_name_it(
    application: Application, monkeypatch: pytest.MonkeyPatch, names: bool
) -> None:
    application.presenter.router.reader = ScreenReader("Orca 48.1", announces=True, names_sections=names)
    application.keeper.set("speaker", Speaker.SCREEN_READER)
    announced: list[str] = []
    channel = application.presenter.router.channel
    assert channel is not None
    monkeypatch.setattr(channel, "say", lambda words, _priority: announced.append(words))
    application.window.go(Page.LOG)
    assert announced == ([] if names else ["Log page."])
    assert application.conversation.caption.text() == "What is said appears here.", (
        "the page shows by itself which it is"
    )


@pytest.mark.parametrize("page", Page)
def test_a_page_is_a_section_with_its_name_whose_first_control_gets_the_focus_at_once(
    application: Application, page: Page
) -> None:
    application.window.go(Page.LOG if page is not Page.LOG else Page.HELP)
    focused: list[QWidget] = []
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    program.focusChanged.connect(lambda _old, new: focused.append(new))
    application.window.go(page)
    assert len({id(widget) for widget in focused if widget is not None}) == 1
    assert not isinstance(focused[-1], QComboBox), "of a box of choices Orca does not say where it is"
    part = QAccessible.queryAccessibleInterface(focused[-1])
    while part is not None and part.role() is not QAccessible.Role.Section:
        part = part.parent()
    assert part is not None
    assert part.text(QAccessible.Text.Name) == BY_ID[f"go_{page.value}"].title
    assert part.state().focusable
