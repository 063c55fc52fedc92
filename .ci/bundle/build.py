"""Build what people install, on the system that runs this: `python .ci/bundle/build.py --out dist`.

Linux: an archive of a folder with the program, its menu entry, and an `install`. Windows: an installer, made by Inno
Setup. macOS: a disk image with the app. Each holds Python, all libraries and the documentation, and no part of the
training. It needs `pip install ".[bundle]"`, in an environment with what `requirements.lock` names.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import os
import platform
import plistlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from pathlib import Path

import licences

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "expression-assistant"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels of the icons' sides, as the menus of all desktops ask for them."""


class BundleError(Exception):
    """Why there is no bundle, in one sentence with what to do."""


def build(out: Path, archive: bool = True) -> Path:
    """Build it for this system, and return what was built, in the folder `out`.

    Args:
        out: a folder, which is made.
        archive: whether to pack it; otherwise the folder itself is left, or on macOS the app.

    Raises:
        BundleError: a tool is missing, or fails.
    """
    for tool in ("PyInstaller", "mkdocs", "material"):
        if importlib.util.find_spec(tool) is None:
            raise BundleError(f'{tool} is missing: python -m pip install ".[bundle]"')
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        icons = Path(work) / "icons"
        _draw_icons(icons)
        _run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(Path(work) / "site")])
        built = _freeze(Path(work), icons)
        match sys.platform:
            case "linux":
                return _for_linux(built, icons, out, archive)
            case "win32":
                return _for_windows(built, icons, out, archive)
            case "darwin":
                return _for_macos(Path(work), out, archive)
    raise BundleError(f"There is no recipe for {sys.platform}.")


def version() -> str:
    """As the program states it."""
    found = re.search(r'^__version__ = "(.+)"$', (ROOT / "assistant" / "__init__.py").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def _draw_icons(out: Path) -> None:
    """One PNG of each size from the drawing, and all in one for Windows and macOS."""
    script = """
import sys
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
qt = QGuiApplication([])
drawing = QSvgRenderer(sys.argv[1])
for size in map(int, sys.argv[3:]):
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    assert picture.save(f"{sys.argv[2]}/{size}.png")
from PIL import Image
largest = Image.open(f"{sys.argv[2]}/{sys.argv[-1]}.png")
largest.save(f"{sys.argv[2]}/icon.ico", sizes=[(int(size),) * 2 for size in sys.argv[3:] if int(size) <= 256])
largest.save(f"{sys.argv[2]}/icon.icns")
"""
    out.mkdir()
    command = [sys.executable, "-c", script, str(HERE / "icon.svg"), str(out), *map(str, SIZES)]
    _run(command, QT_QPA_PLATFORM="offscreen")


def _freeze(work: Path, icons: Path) -> Path:
    """The folder with the program and the licences."""
    _run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", str(work / "dist"), "--workpath", str(work / "build"), str(HERE / f"{NAME}.spec")),
        ],
        EXPRESSION_ASSISTANT_ICONS=str(icons),
        EXPRESSION_ASSISTANT_SITE=str(work / "site"),
        EXPRESSION_ASSISTANT_VERSION=version(),
        PYTHONHASHSEED="0",  # the same order of modules each time
    )
    built = work / "dist" / NAME
    libraries = [path.name for path in (built / "_internal").glob("*.so*")] if sys.platform == "linux" else []
    places = [Path("/lib"), Path("/usr/lib"), *Path("/usr/lib").glob("*-linux-gnu")]
    licences.gather(
        built / "LICENSES", [place / name for name in libraries for place in places if (place / name).exists()]
    )
    return built


def _for_linux(built: Path, icons: Path, out: Path, archive: bool) -> Path:
    name = f"{NAME}-{version()}-linux-{platform.machine()}"
    target = out / name
    if target.exists():
        raise BundleError(f"{target} is there already: give another folder.")
    share = built / "share"
    for size in SIZES:
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        shutil.copyfile(icons / f"{size}.png", place / f"{NAME}.png")
    for place, source, file in (
        ("icons/hicolor/scalable/apps", HERE / "icon.svg", f"{NAME}.svg"),
        ("applications", HERE / "linux" / f"{NAME}.desktop", f"{NAME}.desktop"),
    ):
        (share / place).mkdir(parents=True)
        shutil.copyfile(source, share / place / file)
    (share / "metainfo").mkdir()
    words = (HERE / "linux" / "metainfo.xml").read_text(encoding="utf-8")
    day = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    (share / "metainfo" / "io.github.expression_assistant.metainfo.xml").write_text(
        words.replace("@VERSION@", version()).replace("@DATE@", day), encoding="utf-8"
    )
    shutil.copy(HERE / "linux" / "install", built / "install")
    if not archive:
        return Path(shutil.move(built, target))
    return _pack(built, name, out)


def _pack(folder: Path, name: str, out: Path) -> Path:
    """The same bytes for the same files, whoever packs them."""
    target = out / f"{name}.tar.gz"
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = moment
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=moment) as packed,
        tarfile.open(fileobj=packed, mode="w") as whole,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            whole.add(path, Path(name, path.relative_to(folder)).as_posix(), recursive=False, filter=plain)
    return target


def _for_windows(built: Path, icons: Path, out: Path, archive: bool) -> Path:
    if not archive:
        return Path(shutil.move(built, out / NAME))
    places = [Path(os.environ.get(name, "")) / "Inno Setup 6" for name in ("ProgramFiles(x86)", "ProgramFiles")]
    compiler = shutil.which("iscc") or shutil.which("iscc", path=os.pathsep.join(map(str, places)))
    if compiler is None:
        raise BundleError("Inno Setup 6 is missing: winget install JRSoftware.InnoSetup")
    given = {"Version": version(), "Program": built, "Output": out.resolve(), "Icon": icons / "icon.ico"}
    _run([compiler, "/Q", *(f"/D{name}={value}" for name, value in given.items()), str(HERE / "windows.iss")])
    return out / f"{NAME}-{version()}-windows-x64.exe"


def _for_macos(work: Path, out: Path, archive: bool) -> Path:
    """Signed for this Mac alone: without a developer's certificate, others ask before they open it."""
    app = work / "dist" / "Expression Assistant.app"
    # In Resources, for a signature covers it there, and in no other folder of an app may there be plain texts.
    shutil.copytree(work / "dist" / NAME / "LICENSES", app / "Contents" / "Resources" / "LICENSES")
    translate(app / "Contents" / "Resources")
    _run(["codesign", "--force", "--deep", "--sign", "-", str(app)])
    if not archive:
        return Path(shutil.move(app, out / app.name))
    image = work / "image"
    image.mkdir()
    shutil.move(app, image / app.name)
    (image / "Applications").symlink_to("/Applications")
    target = out / f"{NAME}-{version()}-macos-{platform.machine()}.dmg"
    _run(
        [
            *("hdiutil", "create", "-volname", "Expression Assistant", "-srcfolder", str(image)),
            *("-format", "UDZO", "-ov", str(target)),
        ]
    )
    return target


def translate(resources: Path) -> None:
    """Have macOS ask for the camera and the microphone in each language of the program.

    By these folders it also knows which languages the program has: its file dialog is in English in one that has none.
    """
    for file in (ROOT / "assistant" / "languages").glob("*.toml"):
        # A regional variant has only what differs from its language.
        words = tomllib.loads(file.read_text(encoding="utf-8")).get("permission", {})
        told = {f"NS{name.title()}UsageDescription": sentence for name, sentence in words.items()}
        folder = resources / f"{file.stem}.lproj"
        folder.mkdir()
        (folder / "InfoPlist.strings").write_bytes(plistlib.dumps(told))


def _run(command: list[str], **environment: str) -> None:
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, cwd=ROOT, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).decode(errors="replace")
        raise BundleError(f"{Path(command[0]).name} failed:\n{words}")


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the bundle or installer of the system that runs this.")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the folder to build it in (default: dist)")
    parser.add_argument("--folder", action="store_true", help="leave a folder, and pack nothing (default: packed)")
    wanted = parser.parse_args(arguments)
    try:
        print(build(wanted.out, archive=not wanted.folder))
    except (BundleError, LookupError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
