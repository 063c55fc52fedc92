"""The commands `autostart` and `uninstall-data`, as they are typed."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import pytest

from assistant.adapters.desktop.autostart import autostart
from assistant.cli import main
from assistant.errors import OutputError
from assistant.settings import Settings
from assistant.settings_file import default_path, save
from assistant.system import own_data

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="plays Linux, whose files Windows cannot write")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of Linux, in which something is kept."""
    monkeypatch.setattr(sys.modules["assistant.adapters.desktop.autostart"].sys, "platform", "linux")
    for name, folder in (("HOME", "."), ("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", "share")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    save(Settings(language="en"), default_path())
    (scratch / "expression-assistant-abcd1234.log").touch()
    assert main(["autostart", "on"]) == 0
    return tmp_path


def test_the_start_at_login_is_switched_and_its_place_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    place = autostart().place
    assert main(["autostart", "on"]) == 0
    assert capsys.readouterr().out == f"The program starts when you log in. This is written in {place}.\n"
    assert autostart().on
    assert main(["autostart", "off"]) == 0
    assert place in capsys.readouterr().out
    assert not autostart().on


@pytest.mark.parametrize("answer", ["no\n", "\n", "", "y\n"])
def test_without_agreement_everything_stays(
    answer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = own_data.kept()
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert main(["uninstall-data"]) == 1
    printed = capsys.readouterr().out
    assert all(f"  {path}\n" in printed for path in (*before, autostart().place))
    assert printed.endswith("Nothing was removed.\n")
    assert own_data.kept() == before
    assert autostart().on


@pytest.mark.parametrize(("arguments", "answer"), [(["--yes"], ""), ([], "yes\n"), ([], " YES \n")])
def test_with_agreement_everything_goes(
    arguments: list[str], answer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert main(["uninstall-data", *arguments]) == 0
    assert "All of it is removed." in capsys.readouterr().out
    assert not autostart().on
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert main(["uninstall-data"]) == 0
    assert capsys.readouterr().out == "Nothing about you is kept on this computer.\n"


def test_what_cannot_be_removed_is_said_and_the_rest_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    remove = own_data.remove

    def refuse(path: Path) -> None:
        if path.suffix == ".log":
            raise PermissionError(13, "In use")
        remove(path)

    monkeypatch.setattr(own_data, "remove", refuse)
    assert main(["uninstall-data", "--yes"]) == 2
    assert "expression-assistant-abcd1234.log cannot be removed (In use): close" in capsys.readouterr().err
    assert not default_path().exists()
    assert not autostart().on


def test_what_cannot_be_removed_is_said_where_the_start_at_login_stays_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object, *, on: bool) -> None:
        raise OutputError("The entry cannot be removed.")

    monkeypatch.setattr(type(autostart()), "switch", refuse)
    monkeypatch.setattr(own_data, "remove", lambda path: (_ for _ in ()).throw(PermissionError(13, "In use")))
    assert main(["uninstall-data", "--yes"]) == 2
    told = capsys.readouterr().err
    assert "expression-assistant-abcd1234.log cannot be removed (In use): close" in told
    assert "The entry cannot be removed." in told
