"""A button that asks for a command, for the ear and for the finger."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant.commands import BY_ID
from assistant.ui.pages.command_button import command_button


class Asking(QObject):
    asked = Signal(str)


def test_it_asks_for_its_command_and_tells_what_that_does() -> None:
    page, heard = Asking(), list[str]()
    page.asked.connect(heard.append)
    made = command_button("repeat", "Again", page.asked)
    made.click()
    assert heard == ["repeat"]
    assert made.text() == "Again"
    assert made.accessibleDescription() == BY_ID["repeat"].help
    assert made.property("role") is None
    assert command_button("repeat", "Again", page.asked, primary=True).property("role") == "primary"
