"""A release is whole, small, the same each time, and knows its version from one place."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assistant import __version__
from tests.helpers.places import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

builds = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("hatchling", "mkdocs", "material"))) or not (ROOT / ".git").exists(),
    reason='building needs a clone, hatchling and MkDocs: python -m pip install ".[supply]"',
)


def build(out: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / ".ci" / "release.py"), "--out", str(out), *options]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("released") / "dist"
    done = build(out, "--draft")
    assert done.returncode == 0, done.stderr
    return out


@builds
@pytest.mark.slow
def test_two_builds_are_the_same_byte_for_byte(released: Path, tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        done = build(tmp_path / "again", "--draft", TZ="Pacific/Apia", PYTHONHASHSEED="1")
    finally:
        os.umask(mask)
    assert done.returncode == 0, done.stderr
    first, second = ({path.name: path.read_bytes() for path in out.iterdir()} for out in (released, tmp_path / "again"))
    assert {Path(name).suffix for name in first} == {".whl", ".gz", ".json", ""}
    assert first == second


@builds
@pytest.mark.slow
def test_the_checksums_are_those_of_all_other_files(released: Path) -> None:
    lines = (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in released.iterdir()}
    there.pop("SHA256SUMS")
    assert stated == there


@builds
@pytest.mark.slow
def test_the_wheel_is_small_and_holds_the_program_alone(released: Path) -> None:
    (wheel,) = released.glob("*.whl")
    assert wheel.name.startswith(f"expression_assistant-{__version__}-")
    assert wheel.stat().st_size < 25e6
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"assistant", "training"}
    for needed in (
        "models/ensemble.json",
        "assets/face_landmark.tflite",
        "assets/face_landmarker.task",
        "assets/mouth_cover.tflite",
        "assets/earcons/positive.wav",
        "languages/fr.toml",
        "site/users/first-day.html",
    ):
        assert f"assistant/{needed}" in names
    assert not [name for name in names if "__pycache__" in name]


@builds
def test_a_release_without_its_changelog_is_refused(tmp_path: Path) -> None:
    if re.search(rf"^## \[{re.escape(__version__)}\]", CHANGELOG, re.MULTILINE):
        pytest.skip("the changelog has this version")
    done = build(tmp_path / "dist")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        line for line in done.stderr.splitlines() if line.startswith("CHANGELOG.md has no")
    ]
    assert not (tmp_path / "dist").exists()


@builds
def test_nothing_is_built_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept", encoding="utf-8")
    done = build(tmp_path, "--draft")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    versions = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert [
        version for version in versions[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", version)
    ] == []
    assert set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE)) <= KINDS


def test_the_version_stands_in_one_place() -> None:
    named = [
        path.relative_to(ROOT).as_posix()
        for path in (*ROOT.glob("*.*"), *(ROOT / "assistant").rglob("*.py"))
        if path.is_file()
        and path.suffix in {".py", ".toml", ".cff", ".yml"}
        and re.search(
            rf"""version\w*["']?\s*[:=]\s*["']?{re.escape(__version__)}\b""", path.read_text(encoding="utf-8")
        )
    ]
    assert named == ["assistant/__init__.py"]


def test_the_citation_file_has_what_reference_managers_read() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert {"cff-version", "message", "title", "authors"} <= set(re.findall(r"^([\w-]+):", citation, re.MULTILINE))
    assert re.search(r"^license: Apache-2.0$", citation, re.MULTILINE)
