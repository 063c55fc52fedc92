import subprocess
import sys
from collections.abc import Iterator

import pytest

from assistant.languages import system


@pytest.fixture
def asked_anew() -> Iterator[None]:
    system._preferred_on_macos.cache_clear()
    yield
    system._preferred_on_macos.cache_clear()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de_AT.UTF-8"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_CA.UTF-8"}, "fr_CA.UTF-8"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "es_MX"}, "es_MX"),
        ({"LC_ALL": "", "LANG": "pl_PL"}, "pl_PL"),
        ({}, ""),
    ],
)
def test_the_environment_names_the_language(told: dict[str, str], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in ("LANG", "LC_MESSAGES", "LC_ALL"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in told.items():
        monkeypatch.setenv(variable, value)
    assert system.preferred() == name


@pytest.mark.usefixtures("asked_anew")
def test_macos_is_asked_once_for_the_users_first_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, '(\n    "fr-CA",\n    "en-US"\n)\n')

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("LANG", raising=False)
    assert [system.preferred() for _ in range(2)] == ["fr-CA", "fr-CA"]
    assert len(asked) == 1
