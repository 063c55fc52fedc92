"""A display server that is named and does not answer is none."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.system.display import has_screen
from tests.helpers.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")

GONE = ":4711"


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def wayland(tmp_path: Path) -> Iterator[str]:
    """A server that takes who comes."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        yield "wayland-0"


def test_what_answers_is_a_screen(monkeypatch: pytest.MonkeyPatch, wayland: str, tmp_path: Path) -> None:
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", GONE)
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    assert has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / wayland))
    assert has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    assert not has_screen()


@pytest.mark.parametrize(
    ("chosen", "shown"), [("offscreen", True), ("xcb", False), ("wayland-egl", True), ("xcb:a=b;wayland", True)]
)
def test_qt_may_be_told_what_to_use(chosen: str, shown: bool, monkeypatch: pytest.MonkeyPatch, wayland: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", chosen)
    monkeypatch.setenv("DISPLAY", GONE)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    assert has_screen() is shown


@pytest.mark.parametrize("command", [[], ["practice"]])
def test_a_window_for_a_screen_that_is_gone_is_refused_in_a_sentence(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", GONE)
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("There is no screen to show a window on")
