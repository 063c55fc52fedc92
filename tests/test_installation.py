"""A missing shared library ends in one sentence with the line to type, whichever library notices it first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import InstallationError
from assistant.installation import DEBIAN_PACKAGES, check_window_libraries, is_missing_library, missing_library
from tests.helpers.places import ROOT

LINKER = "libGL.so.1: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize("module", ["cv2", "ai_edge_litert.interpreter"])
def test_the_console_says_which_library_and_what_to_type(module: str, tmp_path: Path) -> None:
    """An importer in front of all others fails for one module as the dynamic linker does."""
    library, pictures = tmp_path / "library", tmp_path / "pictures"
    for folder in (library, pictures):
        folder.mkdir()
    (library / "sitecustomize.py").write_text(
        "import sys\n"
        "class Linker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: raise ImportError({LINKER!r})\n"
        "sys.meta_path.insert(0, Linker())\n"
    )
    (pictures / "frame.png").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "watch", str(pictures), "--no-window"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(library)},
    )
    assert done.returncode == 2
    (sentence,) = done.stderr.splitlines()
    assert "libGL.so.1" in sentence
    assert f"apt-get install {DEBIAN_PACKAGES}" in sentence


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the X11 plugin")
def test_a_window_without_its_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(InstallationError, match="apt-get install"):
        check_window_libraries(tmp_path)


def test_no_check_where_there_is_no_x11(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    check_window_libraries(tmp_path)


def test_a_defect_is_no_missing_library() -> None:
    assert not is_missing_library(ImportError("cannot import name 'x' from 'assistant'"))
    assert is_missing_library(ImportError(LINKER))


@pytest.mark.parametrize(
    ("system", "error", "advice"),
    [
        ("win32", "DLL load failed while importing cv2: The specified module could not be found.", "Redistributable"),
        ("darwin", "dlopen(…): Library not loaded: @rpath/libc++.1.dylib", "macOS 13"),
    ],
)
def test_other_systems_are_not_sent_to_debians_packages(
    monkeypatch: pytest.MonkeyPatch, system: str, error: str, advice: str
) -> None:
    assert is_missing_library(ImportError(error))
    monkeypatch.setattr(sys, "platform", system)
    words = str(missing_library(ImportError(error)))
    assert error in words
    assert advice in words
    assert "apt-get" not in words
