"""A terminal shows what we wrote and nothing else: each command of README and docs, recorded on a pseudo-terminal."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import pytest

from assistant import cli
from assistant.expressions import Expression
from tests.helpers.command_lines import commands
from tests.helpers.faces import drawn_picture, save_face
from tests.helpers.places import ROOT
from tests.helpers.striped_faces import write_class_folders
from training import cli as training_cli

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals for this")

needs_training = pytest.mark.skipif(
    importlib.util.find_spec("tensorflow") is None,
    reason='training needs TensorFlow: python -m pip install ".[test,training]"',
)

FOREIGN = re.compile(
    r"(?m)^\s*(?:INFO|WARNING|DEBUG|ERROR|[IWEF]\d{4}\b|\[ ?(?:INFO|WARN|ERROR))|oneDNN|CUDA|cuda|cuDNN|absl|XNNPACK"
    r"|TensorFlow|TF-TRT|fontManager|font cache|ALSA|qt\.qpa|QStandardPaths|libpng|ffmpeg|\[\w+ @ 0x|Saved artifact"
    r"|Epoch \d|Traceback|\w+Warning|\(\w+ pid=\d+"
)
"""How the lines of libraries begin, and words that stand in them."""

BAR = re.compile(r"[^\n]*: +(?:\d+%\|.*\||\d+ ?\w* ?\w+ \[)[^\n]*")
"""A line of tqdm's as it is left."""

RECIPE = """
[network]
family = "vgg"
size = 40
options = { widths = [8], blocks = [1] }
[fit]
epochs = 1
steps = 2
batch = 16
vote_share = 0.0
precision = "float32"
"""


class Recorded:
    """What a command showed on two terminals, one for each of its streams."""

    def __init__(self, *arguments: str, environment: Mapping[str, str]) -> None:
        ends = [pty.openpty() for _ in range(2)]
        command = [sys.executable, "-m", *arguments]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=ends[0][1], stderr=ends[1][1], env=environment
        ) as process:
            for _, theirs in ends:
                os.close(theirs)
            with ThreadPoolExecutor() as pool:
                self.output, self.errors = pool.map(_read, (ours for ours, _ in ends))
        self.code = process.returncode

    @property
    def lines(self) -> list[str]:
        """What stays of standard error, each bar drawn over itself."""
        drawn = [line.rstrip("\r").rpartition("\r")[2].replace("\x1b[A", "") for line in self.errors.split("\n")]
        return [line for line in drawn if line.strip()]


def _read(terminal: int) -> str:
    parts = []
    try:
        while part := os.read(terminal, 4096):
            parts.append(part)
    except OSError:  # on Linux the end of the other side
        pass
    os.close(terminal)
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands find something of each kind."""
    folder = tmp_path_factory.mktemp("consoles")
    for number, expression in enumerate((Expression.NEUTRAL, Expression.HAPPY)):
        save_face(folder / "pictures" / f"{number}.jpg", expression)
    film = cv2.VideoWriter(str(folder / "film.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 10, (400, 400))
    for _ in range(10):
        film.write(cv2.cvtColor(drawn_picture(Expression.HAPPY), cv2.COLOR_RGB2BGR))
    film.release()
    write_class_folders(folder / "faces", {"train": 24, "validation": 6})
    (folder / "recipe.toml").write_text(RECIPE)
    (folder / "ensemble.toml").write_text('[ensemble]\nmembers = ["recipe.toml"]\nabstain_accuracy = 0.5\n')
    return folder


def recorded(command: str, place: Path, **environment: str) -> Recorded:
    """Run a command; {} in it stands for the place."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "TF_CPP_MIN_LOG_LEVEL", "PYTHONWARNINGS")
    ours = {name: value for name, value in os.environ.items() if name not in hidden}
    home = place / "home"
    home.mkdir(exist_ok=True)
    ours |= {"HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    result = Recorded(*command.replace("{}", str(place)).split(), environment=ours | environment)
    for words in (result.output, result.errors):
        assert not (found := FOREIGN.search(words)), f"{command}: {words[max(found.start() - 200, 0) :][:600]}"
    assert not [*home.glob("expression-assistant-*")], "the log of the libraries was left although nothing named it"
    return result


ASSISTANT = {
    "demo": "--no-window --pace fast --speech off",
    "watch": "{}/film.mp4 --no-window --pace fast --speech off",
    "photo": "{}/pictures",
    "events": "{}/film.mp4 {}/pictures --out {}/events --overwrite",
}
OWN_DATA = {"autostart": "on", "uninstall-data": "--yes"}
TRAINING = {
    "inspect": "{}/faces --out {}/look",
    "draw": "--people 1 --out {}/drawn",
    "prepare": "{}/faces --held-back 0.3 --out {}/set",
    "train": "{}/recipe.toml --data {}/set --out {}/runs/one",
    "export": "{}/runs/one --data {}/set --out {}/models --precision float16",
    "calibrate": "--model {}/models --data {}/set",
    "evaluate": "--model {}/models --data {}/faces --fold validation --json {}/scores.json",
    "read": "--model {}/models --data {}/faces --fold train --out {}/read.csv",
    "cover": "--data {}/set --epochs 1 --out {}/mouth_cover.tflite",
    "report": "{}/runs/one --model {}/models --data {}/set --out {}/report",
    "compare": "--help",  # it trains members as `ensemble` does, only more of them
    "ensemble": "{}/ensemble.toml --data {}/faces --out {}/ensemble",
}
"""In an order in which each finds what those before it made."""

BENCHMARKS = {
    "drawn_faces": "--persons 1",
    "deck_opening": "--pictures 20",
    "soak": "--minutes 0.1 --console --json {}/soak.json",
    **dict.fromkeys(
        (
            "copies_between_folds",
            "cues",
            "gestures",
            "peers",
            "practice_simulation",
            "range",
            "silence",
            "talk",
            "talk.weights",
            "speed",
            "window",
        ),
        "--help",
    ),
}


def test_each_command_of_the_docs_is_recorded() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    known = {*ASSISTANT, *OWN_DATA, "practice", "doctor"}
    assert set(re.findall(r"(?:expression-assistant|python -m assistant) ([a-z][a-z-]*)", text)) <= known
    assert set(re.findall(r"python -m training ([a-z]+)", text)) <= set(TRAINING)
    assert set(re.findall(r"python -m benchmarks\.([a-z_]+(?:\.[a-z_]+)?)", text)) <= set(BENCHMARKS)


@pytest.mark.parametrize("command", ASSISTANT)
def test_a_command_of_the_assistant_shows_our_words_alone(command: str, place: Path) -> None:
    told = recorded(f"assistant {command} {ASSISTANT[command]}", place)
    assert told.code == 0
    assert "happy" in told.output or command == "events"
    assert told.errors == ""


@pytest.mark.parametrize("command", OWN_DATA)
def test_a_command_that_cares_for_our_files_shows_our_words_alone(command: str, place: Path) -> None:
    told = recorded(f"assistant {command} {OWN_DATA[command]}", place)
    assert (told.code, told.errors) == (0, "")
    assert told.output


@pytest.mark.parametrize("command", ["", "practice"])
def test_without_a_screen_a_window_says_how_to_go_on(command: str, place: Path) -> None:
    told = recorded(f"assistant {command}", place)
    assert told.code == 2
    assert told.output == ""
    assert re.fullmatch(r"There is no screen .*--no-window.*\.\n", told.errors)


def test_the_doctor_shows_our_words_alone(place: Path) -> None:
    told = recorded("assistant doctor", place)
    assert told.code in (0, 1)
    assert told.errors == ""


def test_the_window_leaves_the_console_alone(place: Path) -> None:
    told = recorded("assistant demo --pace fast --speech off", place, QT_QPA_PLATFORM="offscreen")
    assert (told.code, told.output, told.errors) == (0, "", "")


@needs_training
def test_the_commands_of_the_training_show_our_words_and_one_line_for_each_bar(place: Path) -> None:
    for command, arguments in TRAINING.items():
        told = recorded(f"training {command} {arguments}", place)
        assert told.code == 0, f"{command}: {told.output} {told.errors}"
        assert told.output
        assert [line for line in told.lines if not BAR.fullmatch(line)] == [], command
        labels = [line.partition(":")[0] for line in told.lines]
        assert len(labels) <= 12, f"{command}: {labels}"


@needs_training
def test_without_a_terminal_there_is_no_bar_and_nothing_on_standard_error(place: Path) -> None:
    command = [sys.executable, "-m", "training", "inspect", str(place / "faces"), "--out", str(place / "piped")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@needs_training
@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_shows_our_words_alone(name: str, place: Path) -> None:
    told = recorded(f"benchmarks.{name} {BENCHMARKS[name]}", place)
    assert told.code in (0, 1)
    assert told.errors == ""
    assert told.output


@needs_training
def test_a_missing_file_of_dlib_is_said_before_the_libraries_are_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from training.cli import main; code = main(sys.argv[1:]);"
        "print([name for name in ('keras', 'tensorflow') if name in sys.modules]); sys.exit(code)"
    )
    recipe = tmp_path / "recipe.toml"
    recipe.write_text('[network]\nfamily = "dlib-resnet"\noptions = { weights = "dlib.dat" }\n')
    (tmp_path / "all.toml").write_text('[ensemble]\nmembers = ["recipe.toml"]\n')
    command = ["ensemble", str(tmp_path / "all.toml"), "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "[]\n")
    assert re.fullmatch(r"recipe begins with dlib\.dat, which is not there: .*\.\n", done.stderr)
    assert not (tmp_path / "out").exists()


def test_every_default_is_in_the_help() -> None:
    missing = []
    for parser in (cli.make_parser(), training_cli.make_parser()):
        for name, command in commands(parser).items():
            for action in command._actions:
                takes_value = bool(action.option_strings) and action.nargs != 0
                if takes_value and not action.required and "(default: " not in (action.help or ""):
                    missing.append(f"{name} {action.option_strings[0]}")
    assert missing == []
