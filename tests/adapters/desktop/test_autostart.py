"""The start at login, on each system by what it documents; the registry is a stand-in with the documented calls."""

from __future__ import annotations

import configparser
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from assistant.adapters.desktop import autostart
from assistant.errors import OutputError

WORDS = ["/home/anna/my tools/python", "-m", 'a "b" $c `d` 100% \\e']


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's home."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("APPIMAGE", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


def on(monkeypatch: pytest.MonkeyPatch, platform: str) -> autostart.Autostart:
    monkeypatch.setattr(autostart.sys, "platform", platform)
    return autostart.autostart()


def desktop_entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.mark.skipif(not shutil.which("sh"), reason="a shell takes the command line apart")
def test_linux_starts_what_an_entry_names(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "command", lambda: WORDS)
    entry, file = on(monkeypatch, "linux"), home / ".config" / "autostart" / "expression-assistant.desktop"
    assert entry.place == str(file)
    assert not entry.on
    entry.switch(on=True)
    assert entry.on
    made = desktop_entry(file)
    assert (made["Type"], made["Terminal"], made["Name"]) == ("Application", "false", "Expression Assistant")
    # First the escapes of a string of the file, then those of the command line, whose quotes are a shell's.
    line = made["Exec"].replace("\\\\", "\\").replace("%%", "%")
    shell = subprocess.run(["sh", "-c", f"printf '%s\\n' {line}"], check=True, capture_output=True, text=True)
    assert shell.stdout.splitlines() == WORDS
    entry.switch(on=False)
    assert not entry.on
    entry.switch(on=False)


@pytest.mark.parametrize(("variable", "folder"), [("{home}/conf", "conf"), ("conf", ".config"), ("", ".config")])
def test_linux_has_the_entry_where_the_desktop_looks(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, folder: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", variable.format(home=home))
    assert Path(on(monkeypatch, "linux").place).parents[1] == home / folder


@pytest.mark.skipif(sys.platform == "win32", reason="who plays another system there renames files that are open")
def test_macos_starts_what_an_agent_names(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "command", lambda: WORDS)
    entry, file = on(monkeypatch, "darwin"), home / "Library" / "LaunchAgents" / "expression-assistant.plist"
    entry.switch(on=True)
    agent = plistlib.loads(file.read_bytes())
    assert (agent["ProgramArguments"], agent["RunAtLoad"], agent["Label"]) == (WORDS, True, file.stem)
    entry.switch(on=False)
    assert not file.exists()


def test_a_place_that_cannot_be_written_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".config").write_text("")
    entry = on(monkeypatch, "linux")
    with pytest.raises(OutputError, match="cannot be written"):
        entry.switch(on=True)


class Registry(ModuleType):
    """Stands in for `winreg`: one key, made by CreateKeyEx; what is not there is a FileNotFoundError."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = 1, 2, 1

    def __init__(self) -> None:
        super().__init__("winreg")
        self.keys: dict[str, dict[str, str]] = {}
        self.closed = False

    @contextmanager
    def OpenKey(self, root: int, name: str, _: int = 0, access: int = 0) -> Iterator[dict[str, str]]:  # noqa: N802 # the name in Windows
        assert root == self.HKEY_CURRENT_USER
        assert access in (0, self.KEY_SET_VALUE)
        if name not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield self.keys[name]

    @contextmanager
    def CreateKeyEx(self, root: int, name: str, _: int, access: int) -> Iterator[dict[str, str]]:  # noqa: N802 # the name in Windows
        assert (root, access) == (self.HKEY_CURRENT_USER, self.KEY_SET_VALUE)
        if self.closed:
            raise PermissionError(13, "Access is denied")
        yield self.keys.setdefault(name, {})

    def QueryValueEx(self, key: dict[str, str], name: str) -> tuple[str, int]:  # noqa: N802 # the name in Windows
        if name not in key:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return key[name], self.REG_SZ

    def SetValueEx(self, key: dict[str, str], name: str, _: int, kind: int, value: str) -> None:  # noqa: N802 # the name in Windows
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteValue(self, key: dict[str, str], name: str) -> None:  # noqa: N802 # the name in Windows
        self.QueryValueEx(key, name)
        del key[name]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Of a Windows on which nothing is started at login."""
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    return registry


@pytest.mark.parametrize("switched", [True, False])
def test_what_was_switched_off_in_the_task_manager_is_so_no_more(
    registry: Registry, switched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = on(monkeypatch, "win32")
    entry.switch(on=True)
    kept = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
    registry.keys[kept] = {"Expression Assistant": "\3", "Another": "\3"}
    entry.switch(on=switched)
    assert registry.keys[kept] == {"Another": "\3"}
    assert entry.on is switched


def test_windows_starts_what_the_registry_names(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "command", lambda: ["C:\\My Tools\\pythonw.exe", "-m", "assistant"])
    entry = on(monkeypatch, "win32")
    assert not entry.on
    entry.switch(on=False)
    entry.switch(on=True)
    assert entry.on
    assert registry.keys == {
        r"Software\Microsoft\Windows\CurrentVersion\Run": {
            "Expression Assistant": '"C:\\My Tools\\pythonw.exe" -m assistant'
        }
    }
    entry.switch(on=False)
    assert not entry.on
    registry.closed = True
    with pytest.raises(OutputError, match=r"CurrentVersion\\Run.*Access is denied"):
        entry.switch(on=True)


def test_what_is_started_is_the_bundle_or_the_python_that_has_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("APPIMAGE", raising=False)
    monkeypatch.setattr(autostart.sys, "platform", "linux")
    assert autostart.command() == [sys.executable, "-m", "assistant"]
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
    monkeypatch.setattr(autostart.sys, "executable", str(tmp_path / "python.exe"))
    monkeypatch.setattr(autostart.sys, "platform", "win32")
    assert autostart.command() == [str(tmp_path / "pythonw.exe"), "-m", "assistant"]
    monkeypatch.setattr(autostart.sys, "frozen", True, raising=False)
    assert autostart.command() == [str(tmp_path / "python.exe")]
    (tmp_path / "python-window.exe").touch()
    assert autostart.command() == [str(tmp_path / "python-window.exe")], "it opens no console"
    monkeypatch.setenv("APPIMAGE", "/opt/ea.AppImage")
    assert autostart.command() == ["/opt/ea.AppImage"]
