"""What people install without a terminal is whole, needs nothing of the system, and comes into the menu and out."""

from __future__ import annotations

import configparser
import importlib.util
import os
import plistlib
import re
import runpy
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import wave
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from assistant import __version__
from assistant.adapters.desktop import autostart
from assistant.messages import LANGUAGES
from tests.helpers.desktop import MISSING, PATIENCE, plain_desktop, x_server, xdotool
from tests.helpers.places import ROOT

PLACE = ROOT / ".ci" / "bundle"
NAME = "expression-assistant"

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the menu entry is that of Linux desktops")
is_built = [
    on_linux,
    pytest.mark.slow,
    pytest.mark.timeout(900),  # building takes a minute of an idle machine, and four of a busy one
    pytest.mark.skipif(
        not all(map(importlib.util.find_spec, ("PyInstaller", "mkdocs", "material"))),
        reason='building the bundle needs PyInstaller and MkDocs: python -m pip install ".[bundle]"',
    ),
]

C_LIBRARY = (
    *("ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1"),
    *("libutil.so.1", "libresolv.so.2", "libstdc++.so.6", "libgcc_s.so.1", "libz.so.1"),
)
"""All that a bare system has here."""


def desktop_entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def command_of(entry: configparser.SectionProxy) -> list[str]:
    """The words of its Exec line, as desktops read them."""
    (quoted,) = re.findall(r'^"(.*)"$', re.sub(r"\\(.)", r"\1", entry["Exec"]))
    return [re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%")]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that can be the root of a system: a C library, and the bundle in /app."""
    root = tmp_path_factory.mktemp("root")
    command = [sys.executable, str(PLACE / "build.py"), "--out", str(root), "--folder"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    Path(done.stdout.strip()).rename(root / "app")
    for name in ("lib64", "dev", "proc", "tmp", "home"):
        (root / name).mkdir()
    for name in C_LIBRARY:
        places = (Path("/lib64"), Path("/lib/x86_64-linux-gnu"), Path("/usr/lib64"))
        source = next((place / name for place in places if (place / name).exists()), None)
        if source:
            shutil.copy(source, root / "lib64")
    return root


def in_the_bare_system(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the bundle, where there is nothing else."""
    alone = ["unshare", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a root of one's own needs unshare, and a system that allows it")
    script = 'for one in dev proc; do mount --rbind "/$one" "$0/$one"; done; exec "$(command -v chroot)" "$0" "$@"'
    program = f"/app/{NAME}"
    clean = {"HOME": "/home", "LANG": "C.UTF-8", "LD_LIBRARY_PATH": "/lib64", "PATH": os.environ["PATH"]}
    return subprocess.run(
        [*alone, "sh", "-c", script, str(root), program, *arguments],
        env=clean,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


class TestBuilt:
    pytestmark = is_built

    def test_the_demo_runs_and_speaks_where_there_is_no_python_and_no_espeak(self, root: Path) -> None:
        done = in_the_bare_system(root, "demo", "--no-window", "--pace", "fast", "--speech", "/tmp/speech")
        assert (done.returncode, done.stderr) == (0, "")
        assert "looks happy" in done.stdout
        sounds = sorted((root / "tmp" / "speech").glob("*.wav"))
        assert len(sounds) >= 4
        for path in sounds:
            with wave.open(str(path)) as sound:
                assert sound.getnframes() > sound.getframerate() / 4
                assert any(sound.readframes(sound.getnframes()))

    def test_every_part_is_found_but_the_sound_card(self, root: Path) -> None:
        done = in_the_bare_system(root, "doctor")
        assert done.stderr == ""
        for part in ("Finding faces", "Reading expressions", "Movements of the face", "Voice"):
            assert f"✓ {part}: " in done.stdout
        assert not re.search(r"No module named|Traceback", done.stdout)

    def test_it_holds_the_program_and_no_training(self, root: Path) -> None:
        inside = root / "app" / "_internal"
        names = {path.name.lower() for path in inside.rglob("*")}
        assert {
            "ensemble.json",
            "face_landmark.tflite",
            "face_landmarker.task",
            "mouth_cover.tflite",
            "positive.wav",
            "libqxcb.so",
            "phontab",
        } <= names
        assert (inside / "assistant" / "site" / "users" / "first-day.html").is_file()
        assert {f"{language}.toml" for language in LANGUAGES} <= names
        unwanted = ("tensorflow", "keras", "sklearn", "matplotlib", "ray", "training", "tkinter", "libgtk-3.so.0")
        assert names & {*unwanted, "libqt6network.so.6"} == set()
        assert [path for path in inside.rglob("*") if path.is_symlink() and not path.exists()] == []

    def test_every_part_has_its_licence(self, root: Path) -> None:
        texts = root / "app" / "LICENSES"
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        for wanted in map(Requirement, project["dependencies"]):
            if wanted.marker is None or wanted.marker.evaluate():
                assert list((texts / wanted.name.lower()).iterdir()), wanted.name
        assert "GNU GENERAL PUBLIC LICENSE" in (texts / "espeakng-loader" / "GPL-3.0.txt").read_text(encoding="utf-8")
        assert (texts / "expression-assistant" / "LICENSE").is_file()
        assert list(texts.glob("python-3*/*"))

    @pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")
    def test_it_starts_from_the_menu_entry(self, root: Path, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir()
        install(root / "app", home)
        entry = desktop_entry(home / ".local/share/applications" / f"{NAME}.desktop")
        with x_server() as display:
            clean = {"HOME": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
            with subprocess.Popen(command_of(entry), env=clean | plain_desktop(display, tmp_path)) as program:
                try:
                    wait_for_window(display, entry["StartupWMClass"], program)
                finally:
                    program.send_signal(signal.SIGTERM)
                program.wait(PATIENCE)


def wait_for_window(display: str, kind: str, program: subprocess.Popen[bytes]) -> None:
    # xdotool waits for a window by itself, but not for a program that has ended.
    looking = ["timeout", str(PATIENCE), "xdotool", "search", "--sync", "--onlyvisible", "--class", f"^{kind}$"]
    with subprocess.Popen(looking, env=os.environ | {"DISPLAY": display}, stdout=subprocess.PIPE) as search:
        while search.poll() is None and program.poll() is None:
            time.sleep(0.05)
        search.terminate()
        assert search.wait() == 0, f"no window; the program ended with {program.poll()}"
    assert "Expression Assistant" in xdotool(display, "search", "--class", f"^{kind}$", "getwindowname", "%@")


def install(bundle: Path, home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(bundle / "install"), *options],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A bundle whose program only says that it runs."""
    bundle = tmp_path / "unpacked"
    (bundle / "share/applications").mkdir(parents=True)
    shutil.copy(PLACE / "linux" / f"{NAME}.desktop", bundle / "share/applications")
    shutil.copy(PLACE / "linux" / "install", bundle / "install")
    (bundle / "share/icons/hicolor/48x48/apps").mkdir(parents=True)
    (bundle / "share/icons/hicolor/48x48/apps" / f"{NAME}.png").write_bytes(b"")
    (bundle / NAME).write_text("#!/bin/sh\necho runs\n", encoding="utf-8")
    (bundle / NAME).chmod(0o755)
    return bundle


@on_linux
@pytest.mark.parametrize("name", ["plain", "with a space", 'odd "$HOME" `x` 100% \\ ü'])
def test_the_menu_entry_starts_what_is_installed_wherever_home_is(small: Path, tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    home.mkdir()
    install(small, home)
    shutil.rmtree(small)
    entry = desktop_entry(home / ".local/share/applications" / f"{NAME}.desktop")
    for command in (command_of(entry), [str(home / ".local/bin" / NAME)]):
        assert subprocess.run(command, capture_output=True, check=True).stdout == b"runs\n"
    assert (home / ".local/share/icons/hicolor/48x48/apps" / f"{NAME}.png").is_file()


@on_linux
def test_a_newer_one_replaces_the_old_and_removing_keeps_what_is_the_users(small: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept = home / ".local/share/expression-assistant/practice.sqlite"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"answers")
    (small / "old").touch()
    install(small, home)
    (small / "old").unlink()
    icons = home / ".local/share/icons/hicolor"
    os.utime(icons, (0, 0))
    install(small, home)
    assert icons.stat().st_mtime > 0, "an older cache of icons would hide ours"
    installed = home / ".local/lib" / NAME
    assert not (installed / "old").exists()
    told = shlex.split(install(installed, home, "--remove").stdout)
    assert "removed." in told
    files = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file() or path.is_symlink()]
    assert files == [kept.relative_to(home).as_posix()]


def test_the_menu_entry_is_in_every_language_of_the_program() -> None:
    entry = desktop_entry(PLACE / "linux" / f"{NAME}.desktop")
    others = LANGUAGES.keys() - {"en"}
    for key in ("Comment", "Keywords"):
        assert {name for name in entry if name.startswith(f"{key}[")} == {f"{key}[{tag}]" for tag in others}
    for tag in LANGUAGES:
        words = tomllib.loads((ROOT / f"assistant/languages/{tag}.toml").read_text(encoding="utf-8"))
        assert words["ui"]["title"] == entry["Name"]
    summaries = {
        summary.get("{http://www.w3.org/XML/1998/namespace}lang", "en"): summary.text
        for summary in ET.parse(PLACE / "linux" / "metainfo.xml").iter("summary")
    }
    assert summaries == {tag: entry["Comment" if tag == "en" else f"Comment[{tag}]"] for tag in LANGUAGES}


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_menu_entry_is_valid() -> None:
    entry = PLACE / "linux" / f"{NAME}.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstream")
def test_the_description_for_software_centres_is_valid(tmp_path: Path) -> None:
    words = (PLACE / "linux" / "metainfo.xml").read_text(encoding="utf-8")
    file = tmp_path / "io.github.expression_assistant.metainfo.xml"
    file.write_text(words.replace("@VERSION@", __version__).replace("@DATE@", "2027-01-31"), encoding="utf-8")
    done = subprocess.run(["appstreamcli", "validate", "--no-net", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_sandbox_has_no_network_and_the_same_names() -> None:
    words = (PLACE / "linux" / "flatpak.yml").read_text(encoding="utf-8")
    arguments = re.findall(r"^  - (--\S+)$", words, re.MULTILINE)
    assert "--socket=pulseaudio" in arguments
    assert not [one for one in arguments if "network" in one or "filesystem=h" in one]
    metainfo = ET.parse(PLACE / "linux" / "metainfo.xml")
    assert f"\nid: {metainfo.findtext('id')}\n" in words
    assert f"\nrename-desktop-file: {metainfo.findtext('launchable')}\n" in words


def test_the_installer_for_windows_asks_for_no_administrator_and_knows_the_languages() -> None:
    words = (PLACE / "windows.iss").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]$", words, re.MULTILINE)
    assert {"Setup", "Files", "Icons", "Languages"} <= set(sections)
    assert "\nPrivilegesRequired=lowest\n" in words
    assert set(re.findall(r'^Name: "(\w\w)"; MessagesFile', words, re.MULTILINE)) == set(LANGUAGES)
    # Each definition that it uses is given by the script, and each program that it names is built.
    script = (PLACE / "build.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"\{#(\w+)\}", words)):
        assert f'"{name}":' in script
    assert set(re.findall(r"\{app\}\\([\w-]+)\.exe", words)) == {f"{NAME}-window"}
    assert '"{NAME}-window"' in (PLACE / f"{NAME}.spec").read_text(encoding="utf-8")


def test_what_the_installer_for_windows_removes_is_not_started_at_login_any_more() -> None:
    words = (PLACE / "windows.iss").read_text(encoding="utf-8")
    removed = r'^Root: HKCU; Subkey: "(.+?)"; .*ValueName: "(.+?)"; Flags: dontcreatekey uninsdeletevalue$'
    assert re.findall(removed, words, re.MULTILINE) == [
        (autostart._RUN, autostart._TITLE),
        (autostart._SWITCHED_OFF, autostart._TITLE),
    ]


def test_the_app_for_the_mac_asks_for_the_camera_in_each_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(PLACE)
    runpy.run_path(str(PLACE / "build.py"))["translate"](tmp_path)
    told = {path.parent.name: plistlib.loads(path.read_bytes()) for path in tmp_path.glob("*.lproj/InfoPlist.strings")}
    assert told.keys() == {f"{language}.lproj" for language in LANGUAGES}
    spec = (PLACE / f"{NAME}.spec").read_text(encoding="utf-8")
    for words in told.values():
        assert set(words) == {f"NS{what}UsageDescription" for what in ("Camera", "Microphone")}
        assert all(f'"{key}": ENGLISH[' in spec for key in words)
    assert told["de.lproj"]["NSCameraUsageDescription"].startswith("Die Bilder der Kamera")
