"""What the program says of itself, and where its documentation lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from assistant import __version__
from assistant.commands import Page
from assistant.system import resources
from assistant.ui.application import Application
from assistant.ui.controllers import about


def test_about_says_version_licences_and_places_and_stands_on_the_help_page(
    application: Application, heard: list[str]
) -> None:
    application.handlers["about"]()
    assert application.window.page is Page.HELP
    words = application.help.about
    assert heard[-1] == words
    assert f"Expression Assistant {__version__}, under the Apache License 2.0" in words
    from assistant.settings_file import default_path  # noqa: PLC0415 # tests/conftest.py moves it for each test

    assert (resources.folder("assets") / "LICENSES").is_dir()
    assert str(resources.folder("assets") / "LICENSES") in words
    assert default_path().parent.name in words
    assert application.help._texts["about"].hasFocus()


def test_the_documentation_opens_from_this_computer(
    application: Application, heard: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(about.QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page = resources.documentation()
    assert page
    application.handlers["documentation"]()
    assert [url.toLocalFile() for url in opened] == [page.as_posix()]
    assert heard[-1] == "The documentation opens in another window."
    monkeypatch.setattr(about, "documentation", lambda: None)
    application.handlers["documentation"]()
    assert "did not come with this installation" in heard[-1]


def test_the_built_site_comes_before_its_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "assistant")
    assert resources.documentation() is None
    pages = [tmp_path / "docs" / "index.md", tmp_path / "build" / "site" / "index.html"]
    for page in (*pages, tmp_path / "assistant" / "site" / "index.html"):
        page.parent.mkdir(parents=True)
        page.touch()
        assert resources.documentation() == page
