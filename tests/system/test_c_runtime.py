"""Where the C++ runtime lies that LiteRT needs on Windows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from assistant.system.c_runtime import LIBRARY, find_runtime, folder_of_runtime


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A virtual environment with the package, laid out as pip does it on Windows."""
    packages = tmp_path / "Lib" / "site-packages"
    about = packages / "msvc_runtime-14.44.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: msvc_runtime\nVersion: 14.44\n", "utf-8")
    (about / "RECORD").write_text(f"../../{LIBRARY},,\n../../Scripts/{LIBRARY},,\n", "utf-8")
    (tmp_path / LIBRARY).touch()
    monkeypatch.setattr(sys, "path", [str(packages)])
    return tmp_path


def test_it_lies_where_the_package_was_installed(environment: Path) -> None:
    assert folder_of_runtime() == environment.resolve()


def test_windows_is_told(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[str] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "add_dll_directory", added.append, raising=False)
    find_runtime()
    assert added == [str(environment.resolve())]


def test_a_bundle_and_other_systems_need_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    assert folder_of_runtime() is None
    find_runtime()
    monkeypatch.setattr(sys, "platform", "win32")
    find_runtime()
