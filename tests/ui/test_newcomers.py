"""What the window offers to who has just come: a face without a camera, what the program is, and where to read on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton

from assistant import __version__
from assistant.commands import Page
from assistant.errors import SourceError
from assistant.events import Frame
from assistant.system import resources
from assistant.ui.application import Application
from assistant.ui.controllers import about
from assistant.ui.sight import State
from tests.ui.conftest import wait_until

OFFER = "To try it without a camera: the key Ctrl+D reads a drawn face."


class NoCamera:
    """A camera that is not there."""

    returns = True

    def frames(self) -> Iterator[Frame]:
        raise SourceError("No camera was found.")
        yield


@pytest.fixture
def captions(application: Application) -> list[str]:
    heard: list[str] = []
    application.mouthpiece.caption.connect(heard.append)
    return heard


def test_without_a_camera_a_drawn_face_is_offered_and_read(application: Application, captions: list[str]) -> None:
    page = application.conversation
    application.opening.use(NoCamera(), "the camera")
    wait_until(lambda: application.reading.state is State.FAILED)
    wait_until(lambda: f"No camera was found. {OFFER}" in captions)
    assert page.trouble.text() == f"No camera was found. {OFFER}"
    offered = next(b for b in page.findChildren(QPushButton) if b.text() == "Drawn face")
    assert offered.isVisible()
    offered.click()
    wait_until(lambda: application.reading.state is State.READING)
    assert application.reading.name == "Drawn face"
    application.handlers["start_pause"]()
    application.handlers["start_pause"]()
    assert application.reading.name == "Drawn face"
    application.reading.pause()


def test_a_recording_that_cannot_be_read_is_no_reason_for_the_offer(
    application: Application, captions: list[str], tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"no film" * 100)
    application.opening.open(tmp_path / "film.mp4")
    wait_until(lambda: any("film.mp4" in words for words in captions))
    assert not any(OFFER in words for words in captions)


def test_about_says_version_licences_and_places_and_stands_on_the_help_page(
    application: Application, captions: list[str]
) -> None:
    application.handlers["about"]()
    assert application.window.page is Page.HELP
    words = application.help.about
    assert captions[-1] == words
    assert f"Expression Assistant {__version__}, under the Apache License 2.0" in words
    from assistant.settings_file import default_path  # noqa: PLC0415 # tests/conftest.py moves it for each test

    assert (resources.folder("assets") / "LICENSES").is_dir()
    assert str(resources.folder("assets") / "LICENSES") in words
    assert default_path().parent.name in words
    assert application.help._texts["about"].hasFocus()


def test_the_documentation_opens_from_this_computer(
    application: Application, captions: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(about.QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page = resources.documentation()
    assert page
    application.handlers["documentation"]()
    assert [url.toLocalFile() for url in opened] == [page.as_posix()]
    assert captions[-1] == "The documentation opens in another window."
    monkeypatch.setattr(about, "documentation", lambda: None)
    application.handlers["documentation"]()
    assert "did not come with this installation" in captions[-1]


def test_the_built_site_comes_before_its_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "assistant")
    assert resources.documentation() is None
    pages = [tmp_path / "docs" / "index.md", tmp_path / "build" / "site" / "index.html"]
    for page in (*pages, tmp_path / "assistant" / "site" / "index.html"):
        page.parent.mkdir(parents=True)
        page.touch()
        assert resources.documentation() == page


def test_the_demo_ends_with_what_to_do_next(
    application: Application, captions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.ui.application._FOR_A_WORD", 1)
    application.close_when_ended(State.READING)
    assert captions == []
    application.close_when_ended(State.ENDED)
    assert captions[-1].startswith("That was the demo. Start the program without the word demo")
    assert application.window.isVisible()
    wait_until(lambda: not application.window.isVisible())
