from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.helpers.places import ROOT
from tests.helpers.striped_faces import draw_face, write_class_folders
from tests.training.conftest import write_recipe
from training.cli import main
from training.commands import COMMANDS
from training.config import read_config, read_toml
from training.data.sources.opening import read_faces
from training.data.sources.readings import read_readings
from training.networks import build
from training.recipes import read_ensemble

CONFIGS = ROOT / "training" / "configs"


def _csv(folder: Path, heading: str, label: str = "3", pixels: int = 2304) -> list[str]:
    path = folder / "fer2013.csv"
    values = " ".join(map(str, draw_face(3, 1).ravel()[:pixels]))
    path.write_text(f"{heading}\n{label},{values},Training\n")
    return ["prepare", str(path), "--out", str(folder / "out")]


def _zip(folder: Path, name: str, data: bytes) -> list[str]:
    with zipfile.ZipFile(folder / "faces.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return ["prepare", str(folder / "faces.zip"), "--out", str(folder / "out")]


def _empty_class(folder: Path) -> list[str]:
    write_class_folders(folder / "faces", {"train": 1})
    (folder / "faces" / "train" / "contempt").mkdir()
    return ["inspect", str(folder / "faces"), "--out", str(folder / "out")]


def _no_votes(folder: Path) -> list[str]:
    (folder / "votes.csv").write_text("a,b\n1,2\n")
    write_class_folders(folder / "faces", {"train": 1})
    return ["prepare", str(folder / "faces"), "--votes", str(folder / "votes.csv"), "--out", str(folder / "out")]


def _recipe(folder: Path, text: str | bytes) -> list[str]:
    (folder / "recipe.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return ["train", str(folder / "recipe.toml"), "--data", str(folder), "--out", str(folder / "run")]


def _evaluate(folder: Path) -> list[str]:
    faces = write_class_folders(folder / "faces", {"train": 1})
    return ["evaluate", "--model", str(folder / "none"), "--data", str(faces), "--json", str(folder / "e.json")]


def _strange_votes(folder: Path) -> list[str]:
    heading = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    (folder / "votes.csv").write_text(f"{heading}\nTraining,stranger.png,10,0,0,0,0,0,0,0,0,0\n")
    write_class_folders(folder / "faces", {"train": 1})
    return ["prepare", str(folder / "faces"), "--votes", str(folder / "votes.csv"), "--out", str(folder / "out")]


def _prepare(folder: Path, *options: str) -> list[str]:
    return ["prepare", str(folder), *options, "--out", str(folder / "out")]


def _ensemble(folder: Path, *options: str) -> list[str]:
    config = CONFIGS / "tiny-ensemble.toml"
    return ["ensemble", str(config), "--data", str(folder / "none"), "--out", str(folder / "out"), *options]


def _foreign_page(folder: Path, command: list[str], name: str) -> list[str]:
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("mine")
    return command


def _in_another_set(folder: Path, command: str, *options: str) -> list[str]:
    other = str(folder / "other")
    return [command, "run", *options, "--data", "set", "--also", other, "--out", str(folder / "other" / "out")]


def _nothing_left(folder: Path) -> list[str]:
    (folder / "faces" / "happy").mkdir(parents=True)
    (folder / "faces" / "happy" / "1.png").write_bytes(b"no picture")
    return ["prepare", str(folder / "faces"), "--out", str(folder / "out")]


def _nowhere(folder: Path) -> list[str]:
    (folder / "file").write_text("")
    write_class_folders(folder / "faces", {"train": 1})
    return ["prepare", str(folder / "faces"), "--out", str(folder / "file" / "out")]


_HEADING = "emotion,pixels,Usage"

_BAD: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "missing column": (lambda p: _csv(p, "emotion,pixels"), "3 cells instead of 2"),
    "missing labels": (lambda p: _csv(p, "id,pixels,Usage"), "no column 'emotion'"),
    "missing pixels": (lambda p: _csv(p, "emotion,picture,Usage"), "lacks columns|lacks the columns pixels"),
    "2303 pixels": (lambda p: _csv(p, _HEADING, pixels=2303), "2303 pixels instead of 2304"),
    "unknown label": (lambda p: _csv(p, _HEADING, label="9"), "unknown label '9'"),
    "empty class folder": (_empty_class, "is empty"),
    "zip bomb": (lambda p: _zip(p, "happy/1.png", bytes(2**24)), "refused"),
    "zip that leaves itself": (lambda p: _zip(p, "../happy/1.png", b"1"), "refused"),
    "no zip": (lambda p: ["inspect", __file__, "--out", str(p)], "neither a folder nor a zip"),
    "no data set": (lambda p: ["inspect", str(p / "none"), "--out", str(p)], "no data set at"),
    "no class folders": (lambda p: ["inspect", str(CONFIGS), "--out", str(p)], "folders named after expressions"),
    "no votes": (_no_votes, "holds no FERPlus votes"),
    "votes on others": (_strange_votes, "votes on none of the pictures"),
    **{
        f"weight {weight}": (
            (lambda p, weight=weight: _prepare(p, "--also", str(p), weight)),
            "a number from 0.01 to 100",
        )
        for weight in ("-1", "0", "nan", "inf", "much")
    },
    **{
        f"side {side}": ((lambda p, side=side: _prepare(p, "--side", side)), "a whole number from 48 to 224")
        for side in ("0", "16", "5000")
    },
    "nobody to draw": (lambda p: ["draw", "--people", "0", "--out", str(p / "drawn")], "name 1 or more"),
    "no cores": (lambda p: _ensemble(p, "--cores", "-1"), "--cores -1 leaves nothing to train with: give 1 or more"),
    "set beside its pictures": (_prepare, "are not apart: name a folder elsewhere"),
    "page in its set": (lambda p: ["inspect", str(p), "--out", str(p / "page")], "are not apart: name a folder"),
    "page in another set": (
        lambda p: _in_another_set(p, "report", "--model", "models"),
        "are not apart: name a folder",
    ),
    "models in another set": (lambda p: _in_another_set(p, "export"), "are not apart: name a folder elsewhere"),
    "page over another": (
        lambda p: _foreign_page(p, ["inspect", str(p / "none"), "--out", str(p / "home")], "home/index.html"),
        "of no report: name another folder",
    ),
    "page over pictures": (
        lambda p: _foreign_page(p, _ensemble(p), "out/report/pictures/holiday.jpg"),
        "of no report: name another folder",
    ),
    "unprepared data": (lambda p: _recipe(p, ""), "no prepared set"),
    "unreadable recipe": (lambda p: _recipe(p, "[network"), "no readable recipe"),
    "unknown table": (lambda p: _recipe(p, "[optimizer]"), r"\[optimizer\] is unknown"),
    "unknown key": (lambda p: _recipe(p, "[fit]\nmomentum = 1"), "unknown key 'momentum'"),
    "unknown value": (lambda p: _recipe(p, '[fit]\nloss = "l2"'), "use one of cross-entropy"),
    "value of another kind": (lambda p: _recipe(p, '[fit]\nepochs = "ten"'), "use a whole number from 1"),
    "no table": (lambda p: _recipe(p, "network = 3"), r"\[network\] is 3, which is no table"),
    "no text": (lambda p: _recipe(p, "# é".encode("latin-1")), "no readable recipe"),
    "no run": (lambda p: ["report", str(p), "--model", str(p), "--data", str(p), "--out", str(p)], "no prepared set"),
    "no models": (_evaluate, "cannot be read"),
    "no faces left": (_nothing_left, "leaves no face to learn from"),
    "no place for the result": (_nowhere, "cannot be read or written: "),
}


@pytest.mark.parametrize("name", _BAD)
def test_bad_input_gives_one_sentence_and_code_2(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, words = _BAD[name]
    command = arguments(tmp_path)
    capsys.readouterr()
    assert main(command) == 2
    # tqdm's bar shares standard error: the sentence is its last line.
    lines = [line for line in capsys.readouterr().err.replace("\r", "\n").splitlines() if line]
    assert not any("Traceback" in line for line in lines)

    assert re.search(words, lines[-1])
    assert lines[-1].rstrip().endswith(".")


@pytest.mark.parametrize("library", ["PIL", "keras"])
def test_a_missing_library_is_named_with_what_installs_it(library: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; from training.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *_recipe(tmp_path, "")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert re.fullmatch(
        rf"A library cannot be loaded \(.*{library}.*\): install it with .*\[training\].*\.\n", done.stderr
    )


def test_a_shared_library_that_the_system_lacks_is_named_with_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(options: object) -> None:
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr("training.commands.train.run", load)
    assert main(_recipe(tmp_path, "")) == 2
    assert re.search(r"\(libGL.*sudo apt-get install .*libgl1", capsys.readouterr().err)


def test_a_page_replaces_older_pages_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 2})
    out = tmp_path / "out"
    command = ["inspect", str(faces), "--out", str(out)]
    for name in ("index.html", "pictures/holiday.jpg"):
        (out / name).parent.mkdir(parents=True)
        (out / name).write_text("mine")
        assert main(command) == 2
        assert "of no report: name another folder" in capsys.readouterr().err
        assert (out / name).read_text() == "mine"
        assert [path for path in out.rglob("*") if path.is_file()] == [out / name]
        shutil.rmtree(out)

    out.mkdir()
    (out / "notes.txt").write_text("mine")
    assert main(command) == 0
    (out / "pictures" / "old.png").write_bytes(b"of an older page")
    assert main(["inspect", str(tmp_path / "typo"), "--out", str(out)]) == 2
    assert (out / "pictures" / "old.png").exists()
    assert main(command) == 0
    assert not (out / "pictures" / "old.png").exists()
    assert (out / "notes.txt").read_text() == "mine"


def test_a_command_needs_no_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 2})
    (faces / "notes.txt").write_text("left out, which is told where somebody listens")
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["inspect", str(faces), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="another process can send no signal there")
@pytest.mark.parametrize(
    ("number", "said"), [(signal.SIGINT, "Stopped: repeat the command to go on.\n"), (signal.SIGTERM, "")]
)
def test_a_signal_ends_a_command_in_order(tmp_path: Path, number: int, said: str) -> None:
    code = (
        "import os, runpy; from training.commands import inspect\n"
        f"inspect.run = lambda options: os.kill(os.getpid(), {number})\n"
        "runpy.run_module('training', run_name='__main__', alter_sys=True)"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code, "inspect", "faces", "--out", "page"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (128 + number, said)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("command", [command.__name__.rpartition(".")[2] for command in COMMANDS])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert "--" in capsys.readouterr().out


@pytest.fixture(scope="module")
def made(class_folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set, a run and its models, each made by its command."""
    folder = tmp_path_factory.mktemp("made")
    data, run, models = (str(folder / name) for name in ("data", "run", "models"))
    recipe = write_recipe(folder / "recipe.toml", epochs=6)
    assert main(["prepare", str(class_folders), "--held-back", "0.3", "--out", data]) == 0
    assert main(["train", str(recipe), "--data", data, "--out", run]) == 0
    assert main(["export", run, "--data", data, "--out", models, "--precision", "float16"]) == 0
    return folder


@pytest.fixture(scope="module")
def shipped(made: Path) -> Path:
    return made / "models"


def test_the_steps_one_by_one(
    made: Path, shipped: Path, class_folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(class_folders), "--out", str(tmp_path / "look")]) == 0
    look = json.loads((tmp_path / "look" / "inspect.json").read_text())
    assert look["classes"]["train"]["fear"] == 24
    assert (tmp_path / "look" / "pictures" / "samples.png").exists()

    models = shutil.copytree(shipped, tmp_path / "models")
    data = ["--model", str(models), "--data", str(made / "data")]
    assert main(["calibrate", *data, "--abstain-accuracy", "0.6"]) == 0
    assert main(["report", str(made / "run"), *data, "--out", str(tmp_path / "report")]) == 0
    assert (tmp_path / "report" / "index.html").exists()
    scores = tmp_path / "scores.json"
    command = ["evaluate", "--model", str(models), "--data", str(class_folders), "--fold", "validation"]
    assert main([*command, "--json", str(scores)]) == 0
    assert set(json.loads(scores.read_text())) >= {
        *("images", "accuracy", "macro_f1", "mean_recall", "recall", "ece", "brier"),
        *("coverage_at_90", "coverage_at_95", "confusion", "milliseconds_per_face"),
    }
    assert json.loads(scores.read_text())["images"] == 42
    assert "accuracy" in capsys.readouterr().out


def test_several_sets_stand_in_one_table(tmp_path: Path, shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for people in ("women", "men"):
        write_class_folders(tmp_path / "outside" / "faces" / people, {"test": 5})
    home = write_class_folders(tmp_path / "home" / "faces", {"train": 1, "validation": 2})
    out = tmp_path / "scores.json"
    command = ["evaluate", "--model", str(shipped), "--data", str(home), "--fold", "validation", "--json", str(out)]
    assert main(command) == 0
    alone = json.loads(out.read_text())
    assert "also" not in alone
    assert main([*command, "--also", str(tmp_path / "outside" / "faces")]) == 0
    both = json.loads(out.read_text())
    assert {k: v for k, v in both.items() if k not in ("also", "milliseconds_per_face")} == {
        k: v for k, v in alone.items() if k != "milliseconds_per_face"
    }
    (outside,) = both["also"].values()
    assert outside["images"] == 70
    assert {name: group["images"] for name, group in outside["groups"].items()} == {"women": 35, "men": 35}
    table = capsys.readouterr().out
    assert all(row in table for row in ("home/faces", "outside/faces", "  women", "neutral told as angry"))
    assert main([*command, "--also", str(home)]) == 2
    assert "given twice" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["read", "evaluate"])
def test_what_is_read_is_never_written_over(
    command: str, tmp_path: Path, shipped: Path, class_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models, archive = Path(shutil.copytree(shipped, tmp_path / "models")), tmp_path / "faces.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for picture in sorted(class_folders.rglob("*.png"))[:9]:
            made.write(picture, picture.relative_to(class_folders))
    before = {path: path.read_bytes() for path in (archive, models / "ensemble.json")}
    for path in before:
        out = ["--out" if command == "read" else "--json", str(path)]
        assert main([command, "--model", str(models), "--data", str(archive), *out]) == 2
        assert "are not apart: name a folder elsewhere." in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


def test_readings_of_an_ensemble_can_be_learned_from(tmp_path: Path, shipped: Path, class_folders: Path) -> None:
    out = tmp_path / "ours.csv"
    command = ["read", "--model", str(shipped), "--data", str(class_folders), "--fold", "train", "--out", str(out)]
    assert main(command) == 0
    faces, readings = read_faces(class_folders, "train"), read_readings(out)
    assert readings.of.keys() == set(faces.names)
    read = np.stack([readings.of[name] for name in faces.names])
    assert (read.argmax(axis=1) == faces.labels).mean() > 0.6


def test_the_csv_is_evaluated_like_its_pictures(tmp_path: Path, shipped: Path) -> None:
    path = tmp_path / "fer2013.csv"
    rows = [
        f"{label},{' '.join(map(str, draw_face(place, 7).ravel()))},PublicTest" for label, place in ((3, 3), (4, 5))
    ]
    path.write_text("\n".join([" emotion, pixels, Usage", *rows]) + "\n")
    out = tmp_path / "e.json"
    assert (
        main(["evaluate", "--model", str(shipped), "--data", str(path), "--fold", "PublicTest", "--json", str(out)])
        == 0
    )
    confusion = np.array(json.loads(out.read_text())["confusion"])
    assert confusion.sum(axis=1).tolist() == [0, 0, 0, 1, 0, 1, 0]


def test_a_set_that_is_partly_in_folds_is_refused_before_faces_are_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faces = write_class_folders(tmp_path / "faces", {"train": 1, ".": 1})
    write_recipe(tmp_path / "member.toml")
    recipe = tmp_path / "recipe.toml"
    recipe.write_text('[ensemble]\nmembers = ["member.toml"]\ndrawn = 1\n')
    assert main(["ensemble", str(recipe), "--data", str(faces), "--out", str(tmp_path / "out")]) == 2
    assert "are in folds" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_drawn_faces_become_class_folders_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["draw", "--people", "1", "--out", str(tmp_path / "drawn")]
    assert main(command) == 0
    faces = read_faces(tmp_path / "drawn")
    assert 5 <= len(faces) <= 7
    assert len(set(faces.labels.tolist())) == len(faces)
    assert main(command) == 2
    assert "exists: name a new folder" in capsys.readouterr().err


@pytest.mark.parametrize("config", sorted(CONFIGS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_config_that_is_shipped_can_be_built(config: Path) -> None:
    if "ensemble" in read_toml(config):
        assert read_ensemble(config).members
    else:
        assert build(read_config(config).network, pretrained=False).output_shape == (None, 7)
