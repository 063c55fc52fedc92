"""The licences of everything in a bundle, one folder for each part."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

_TEXTS = {
    "espeakng-loader": ("licences/GPL-3.0.txt",),
    "flatbuffers": ("../../LICENSE",),
    "pyobjc": ("licences/PyObjC.txt",),
    "pyside6-essentials": ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"),
    "shiboken6": ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"),
}
"""Of packages that carry none, and of those whose names begin so, before a hyphen."""

_IS_ONE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|(^|/)licenses/", re.IGNORECASE)

_NOTICE = """\
This folder holds the licences of all parts of Expression Assistant's bundle, one folder for each part.

Expression Assistant itself is under the Apache License 2.0. Two parts are under licences that give you more rights:

- eSpeak NG, which speaks where the system has no eSpeak of its own, is under the GNU General Public License, version 3
  or later. Its sources are those of the package espeakng-loader {espeak}, which names the version of eSpeak NG.
- Qt and PySide are under the GNU Lesser General Public License, version 3. They lie as files of their own in _internal,
  and may be replaced by others of the same version, {qt}.

Sources of each package are published beside the package of the same name and version:

{packages}
"""


def gather(out: Path, system_libraries: Iterable[Path]) -> None:
    """Copy them.

    Args:
        out: a folder that is made.
        system_libraries: libraries that were taken from the system that builds.

    Raises:
        LookupError: a package has no licence that is known.
    """
    packages = dict(sorted(_packages()))
    _copy(out / "expression-assistant", [ROOT / "LICENSE", *(ROOT / "assets" / "LICENSES").iterdir()])
    _copy(out / f"python-{sys.version_info.major}.{sys.version_info.minor}", [_of_python()])
    for name in packages:
        if texts := list(_of_package(name)):
            _copy(out / name, texts)
    for package, text in _of_system(system_libraries):
        _copy(out / "system" / package, [text])
    listed = "\n".join(f"  {name} {version}" for name, version in packages.items())
    espeak, qt = packages.get("espeakng-loader", "(not in this bundle)"), packages["pyside6-essentials"]
    (out / "README.txt").write_text(_NOTICE.format(espeak=espeak, qt=qt, packages=listed), encoding="utf-8")


def _packages() -> Iterator[tuple[str, str]]:
    """Names and versions of all that the program requires, and PyInstaller, whose loader starts it."""
    ahead, seen = ["expression-assistant", "pyinstaller"], set()
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        found = importlib.metadata.distribution(name)
        if name != "expression-assistant":
            yield name, found.version
        if name != "pyinstaller":  # its own requirements build, and stay behind
            for wanted in map(Requirement, found.requires or []):
                if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                    ahead.append(canonicalize_name(wanted.name))


def _of_package(name: str) -> Iterator[Path]:
    files = importlib.metadata.files(name) or []
    carried = [file for file in files if ".dist-info" in file.parts[0]]
    own = [Path(str(file.locate())) for file in carried if _IS_ONE.search(file.as_posix())]
    texts = own or [HERE / text for text in _TEXTS.get(name) or _TEXTS.get(name.partition("-")[0], ())]
    # Some packages only require others, as pypiwin32 and pyobjc do: nothing of them is in the bundle.
    if not texts and len(carried) < len(files):
        raise LookupError(f"{name} carries no licence: add its text to .ci/bundle/licences.py.")
    yield from texts


def _of_python() -> Path:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path("/usr/share/doc/python3"))
    texts = [place / name for place in places for name in ("LICENSE.txt", "LICENSE", "copyright")]
    return next(text for text in texts if text.is_file())


def _of_system(libraries: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """As Debian keeps them: the package of each library, and the text of its copyright."""
    if shutil.which("dpkg-query") is None:
        return
    # dpkg knows a library by either of the names that /lib and /usr/lib give it.
    asked = {name for path in libraries for name in (str(path), str(path).removeprefix("/usr"), f"/usr{path}")}
    command = ["dpkg-query", "--search", *sorted(asked)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout if asked else ""
    for package in sorted({line.split(":")[0] for line in told.splitlines()}):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            yield package, text


def _copy(out: Path, texts: list[Path]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for text in texts:
        target = out / text.name
        if target.exists():  # one of several that a package carries for its own parts
            target = out / f"{text.parent.name}-{text.name}"
        shutil.copyfile(text, target)
