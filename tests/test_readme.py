"""What README promises exists."""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from assistant.cli import main
from assistant.commands import COMMANDS
from assistant.installation import DEBIAN_PACKAGES
from tests.helpers.places import ROOT

ONLY = {
    "--faces": ("practice",),
    "--out": ("events",),
    "--format": ("events",),
    "--overwrite": ("events",),
    "--film": ("events",),
}
"""The commands that take an option, where they are not those that read a source."""
README = (ROOT / "README.md").read_text(encoding="utf-8")


def documented_options() -> set[str]:
    return set(re.findall(r"`(--[a-z-]+)", README))


def test_commands_and_options_are_those_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    commands = set(re.findall(r"`expression-assistant (\w+)", README))
    assert commands == {"demo", "watch", "photo", "events", "practice", "doctor"}
    helps = {}
    for command in sorted(commands):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        helps[command] = capsys.readouterr().out
    for option in documented_options():
        where = ONLY.get(option, ("watch", "demo"))
        assert [command for command in where if option not in helps[command]] == []


@pytest.mark.parametrize("page", ["README.md", "docs/users/install.md"])
def test_the_shared_libraries_line_is_said_where_one_is_missing(page: str) -> None:
    line = re.search(r"sudo apt-get install (.*)", (ROOT / page).read_text(encoding="utf-8"))
    assert line
    assert line[1] == f"python3-venv {DEBIAN_PACKAGES}"
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [package for package in line[1].split() if package not in ci.split()] == []


def test_the_page_about_installing_states_the_same_sizes() -> None:
    page = (ROOT / "docs" / "users" / "install.md").read_text(encoding="utf-8")
    sizes = re.search(r"fetches about (\d+ MB) and takes about (\d+ MB) on disk", README)
    assert sizes
    assert f"about {sizes[1]} to download once, and {sizes[2]} on disk" in page


@pytest.mark.skipif(sys.platform != "linux", reason="README states the size on Linux")
def test_installation_takes_what_it_says() -> None:
    stated = re.search(r"fetches about \d+ MB and takes about (\d+) MB on disk", README)
    assert stated
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = with_requirements(project["dependencies"])
    files = {path for library in installed for file in library.files or () if (path := Path(file.locate())).is_file()}
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    assert megabytes == pytest.approx(int(stated[1]), rel=0.25), "the libraries take another place by now"


def with_requirements(lines: Iterable[str]) -> list[metadata.Distribution]:
    """The installed libraries of these requirements, and those that they require, without extras."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(lines)
    while waiting:
        wanted = Requirement(waiting.pop())
        if wanted.name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            found[wanted.name] = metadata.distribution(wanted.name)
            waiting += found[wanted.name].requires or []
    return list(found.values())


def test_keys_are_those_of_the_command_table() -> None:
    keys = {command.key for command in COMMANDS}
    sentence = re.search(r"In the window, (.*?)\.\n", README, re.DOTALL)
    assert sentence
    named = re.findall(r"\b(Space|Esc|F1|[A-Z])\b", sentence[1])
    assert len(named) >= 7
    assert [key for key in named if key not in keys] == []


def test_pictures_and_pages_exist() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_extras_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    training = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    lists = re.findall(r'"\.\[([\w,]+)\]"', README + contributing + training)
    assert {name for names in lists for name in names.split(",")} == set(project["optional-dependencies"])
    versions = re.search(r"Python (3\.\d+) to (3\.\d+)", README)
    assert versions
    assert f">={versions[1]}" in project["requires-python"]


def test_the_pythons_are_those_that_it_installs_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert f"with Python {listed[0]} to {listed[-1]}" in README
    wanted = SpecifierSet(project["requires-python"])
    assert [minor for minor in range(30) if f"3.{minor}" in wanted] == [int(each[2:]) for each in listed]
