"""Recipes of the docs, followed to the letter in a copy of the project."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from shutil import which

from tests.helpers.places import ROOT

PATIENCE = 600.0
"""Seconds after which a command of a recipe is taken not to end."""

_ENVIRONMENT = {"PYTEST_ADDOPTS": "-p no:cacheprovider"}
_COPIED = ("assistant", "training", "tests", "docs", "benchmarks", "models", "assets", "pyproject.toml", "README.md")
_LEFT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache")


@dataclass(frozen=True)
class Step:
    """One block of a recipe.

    Attributes:
        kind: "sh" for commands, "diff" for a change, anything else for a whole new file.
        path: of the file that the paragraph before it names last; empty where it names none.
        text: the block's lines.
    """

    kind: str
    path: str
    text: str


def steps(page: Path) -> Iterator[Step]:
    """The blocks of a page in their order."""
    text = page.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        paragraph = text[: found.start()].rstrip().rpartition("\n\n")[2]
        paths = re.findall(r"`([\w.-]+(?:/[\w.-]+)+)`", paragraph)
        yield Step(found[1], paths[-1] if paths else "", found[2])


def copy_project(folder: Path) -> Path:
    """A copy of what is needed to run and test the project, in a folder of its own."""
    copy = folder / "project"
    copy.mkdir()
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=_LEFT)
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


def contents(copy: Path) -> dict[str, str]:
    """A checksum of each file of the copy, but for what running it leaves in caches."""
    return {
        str(file.relative_to(copy).as_posix()): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in copy.rglob("*")
        if file.is_file() and not re.search(r"__pycache__|_cache/|/\.hypothesis/", str(file))
    }


def follow(step: Step, copy: Path) -> None:
    """Do what a step says; an AssertionError tells where it cannot be done."""
    if step.kind == "sh":
        for line in step.text.splitlines():
            run(line, copy)
        return
    assert step.path, f"no file is named before the block {step.text!r}"
    file = copy / step.path
    if step.kind == "diff":
        change(file, step.text)
    else:
        assert not file.exists(), f"{step.path} is there already"
        file.write_text(step.text, encoding="utf-8", newline="\n")


def change(file: Path, diff: str) -> None:
    """Apply the hunks of a block, which blank lines part: the lines of each must stand in the file just once."""
    text = file.read_text(encoding="utf-8")
    for hunk in re.split(r"\n{2,}", diff.strip("\n")):
        lines = hunk.split("\n")
        assert all(line[:1] in " +-" for line in lines), hunk
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
        assert f"\n{text}".count(f"\n{old}") == 1, f"{file.name} does not have these lines just once:\n{old}"
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
    file.write_text(text, encoding="utf-8", newline="\n")


def run(line: str, folder: Path, project: Path | None = None) -> None:
    """Run a command in a folder, with this Python and its scripts and with a home of its own.

    It must end without complaint, or, after "!", with one sentence.

    Args:
        line: as a page has it.
        folder: where it is typed; a home is made beside it.
        project: whose code runs, that in the folder where it is None.
    """
    fails = line.startswith("! ")
    words = shlex.split(line.removeprefix("! "))
    own = dict(word.split("=", 1) for word in takewhile(re.compile(r"[A-Z]+=").match, words))
    program, *arguments = words[len(own) :]
    if program == "expression-assistant":
        program, arguments = "python", ["-m", "assistant", *arguments]
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "XDG_"))}
    environment = kept | _ENVIRONMENT | {"PYTHONPATH": str(project or folder), "HOME": str(home)} | own
    found = (
        sys.executable
        if program == "python"
        else which(program, path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.defpath}")
    )
    assert found, f"{program} is not installed"
    done = subprocess.run(
        [found, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == (2 if fails else 0), f"{line}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    assert not fails or len(done.stderr.splitlines()) == 1, done.stderr
