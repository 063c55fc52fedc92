"""Starting the program when its user logs in, by what each system documents for that.

Linux: https://specifications.freedesktop.org/autostart-spec/latest/
Windows: https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys
macOS: `man launchd.plist`, for agents of one user
"""

from __future__ import annotations

import importlib
import os
import plistlib
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import list2cmdline
from typing import Any, Protocol

from assistant.errors import OutputError
from assistant.messages import say
from assistant.system.atomic_file import write_atomically
from assistant.system.own_data import NAME

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_SWITCHED_OFF = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the Task Manager keeps which entries its user has switched off, beyond the end of an entry; an undocumented
place: https://github.com/electron/electron/issues/20122"""

_TITLE = "Expression Assistant"
_RESERVED = re.compile(r'(["`$\\])')


class Autostart(Protocol):
    """The entry of this program among those that the system starts at login."""

    @property
    def place(self) -> str:
        """Where the entry stands, for the user to read."""

    @property
    def on(self) -> bool:
        """Whether there is an entry."""

    def switch(self, on: bool) -> None:
        """Make the entry, or remove it; where it is as wanted already, it is made anew or nothing happens.

        Raises:
            OutputError: the system does not allow it.
        """


def autostart() -> Autostart:
    """The entry on this system."""
    if sys.platform == "win32":
        return _RunKey()
    if sys.platform == "darwin":
        return _EntryFile(Path.home() / "Library" / "LaunchAgents" / f"{NAME}.plist", _launch_agent)
    configuration = os.environ.get("XDG_CONFIG_HOME", "")
    # The specification has relative paths ignored.
    folder = Path(configuration) if os.path.isabs(configuration) else Path.home() / ".config"  # noqa: PTH117 # as text
    return _EntryFile(folder / "autostart" / f"{NAME}.desktop", _desktop_entry)


def command() -> list[str]:
    """What starts the window: a bundle by itself, an installed package by its Python."""
    if bundle := os.environ.get("APPIMAGE"):
        return [bundle]
    started, frozen = Path(sys.executable), getattr(sys, "frozen", False)
    # On Windows the usual one would open a console beside the window.
    silent = started.with_name(f"{started.stem}-window.exe" if frozen else "pythonw.exe")
    program = silent if sys.platform == "win32" and silent.exists() else started
    return [str(program)] if frozen else [str(program), "-m", "assistant"]


class _EntryFile:
    """An entry that is a file in a folder which the system looks through."""

    def __init__(self, path: Path, make: Callable[[list[str]], str]) -> None:
        self._path, self._make = path, make

    @property
    def place(self) -> str:
        return str(self._path)

    @property
    def on(self) -> bool:
        return self._path.is_file()

    def switch(self, on: bool) -> None:
        try:
            if on:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(self._path, self._make(command()))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(say("error.file_unwritable", file=self._path, detail=error.strerror)) from error


class _RunKey:
    """A value of the registry key whose commands Windows runs when the user logs in."""

    place = f"HKEY_CURRENT_USER\\{_RUN}\\{_TITLE}"

    @property
    def on(self) -> bool:
        winreg = _winreg()
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.QueryValueEx(key, _TITLE)
        except FileNotFoundError:
            return False
        return True

    def switch(self, on: bool) -> None:
        winreg = _winreg()
        try:
            if on:
                with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _RUN, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.SetValueEx(key, _TITLE, 0, winreg.REG_SZ, list2cmdline(command()))
            else:
                _remove(winreg, _RUN)
            _remove(winreg, _SWITCHED_OFF)
        except OSError as error:
            raise OutputError(say("error.file_unwritable", file=self.place, detail=error.strerror)) from error


def _remove(winreg: Any, name: str) -> None:
    """Remove what a key holds of this program, if anything."""
    with (
        suppress(FileNotFoundError),
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, name, 0, winreg.KEY_SET_VALUE) as key,
    ):
        winreg.DeleteValue(key, _TITLE)


def _winreg() -> Any:
    # Is on Windows alone, and elsewhere unknown to the type checker.
    return importlib.import_module("winreg")


def _desktop_entry(words: list[str]) -> str:
    line = " ".join(map(_quoted, words))
    return f"[Desktop Entry]\nType=Application\nName={_TITLE}\nExec={line}\nTerminal=false\n"


def _quoted(word: str) -> str:
    """As the key Exec of the Desktop Entry Specification takes it, within a string that has escapes of its own."""
    quoted = _RESERVED.sub(r"\\\1", word).replace("%", "%%")
    return f'"{quoted}"'.replace("\\", "\\\\")


def _launch_agent(words: list[str]) -> str:
    agent = {"Label": NAME, "ProgramArguments": words, "RunAtLoad": True, "ProcessType": "Interactive"}
    return plistlib.dumps(agent).decode("utf-8")
