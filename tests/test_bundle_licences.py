"""Each part of a bundle has its licence beside it, on the systems where nobody builds one here, too."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers.places import ROOT

PLACE = ROOT / ".ci" / "bundle"


@pytest.fixture
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", PLACE / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def install(place: Path, package: str, *files: str) -> None:
    """A package of these files, relative to the environment, as pip would leave it."""
    about = f"{package.replace('-', '_')}-1.0.dist-info"
    (place / about).mkdir()
    (place / about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
    names = [f"{about}/METADATA", f"{about}/RECORD", *(file.format(about=about) for file in files)]
    (place / about / "RECORD").write_text("".join(f"{each},,\n" for each in names), "utf-8")
    for name in names[2:]:  # importlib.metadata lists what exists alone from Python 3.12 on
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).touch()


def test_a_licence_is_the_packages_own_or_ours_to_add_or_not_needed(
    licences: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "carries-one", "it.py", "{about}/licenses/LICENSE")
    install(tmp_path, "pyobjc-framework-Cocoa", "AppKit/__init__.py")
    install(tmp_path, "pypiwin32")
    install(tmp_path, "bare", "it.py")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert [text.name for text in licences._of_package("carries-one")] == ["LICENSE"]
    assert [*licences._of_package("pyobjc-framework-cocoa")] == [PLACE / "licences" / "PyObjC.txt"]
    assert [*licences._of_package("pypiwin32")] == [], "it only requires another"
    with pytest.raises(LookupError, match="bare carries no licence"):
        [*licences._of_package("bare")]


def test_the_texts_that_we_add_are_there(licences: ModuleType) -> None:
    for texts in licences._TEXTS.values():
        for text in texts:
            assert (PLACE / text).read_text("utf-8").strip()
