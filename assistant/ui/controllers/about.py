"""About the program and its documentation: what is told of them, and the pages that lie on this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from assistant.commands import Page
from assistant.messages import say
from assistant.system.resources import documentation
from assistant.ui.pages.help_page import HelpPage


class About(QObject):
    """Answers the two commands of the help menu.

    Args:
        page: shows the same words.
        go: shows a page.

    Signals:
        answered: what there is to say.
    """

    answered = Signal(str)

    def __init__(self, page: HelpPage, go: Callable[[Page], None]) -> None:
        super().__init__()
        self._page, self._go = page, go

    def tell(self) -> None:
        """Show and say version, licences, and where data lie."""
        self._go(Page.HELP)
        self._page.show_about()
        self.answered.emit(self._page.about)

    def open_documentation(self) -> None:
        """Open the pages with what this computer opens such files with."""
        page = documentation()
        opened = page is not None and _open(page)
        self.answered.emit(say("ui.documentation_opened" if opened else "ui.documentation_missing"))


def _open(page: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
