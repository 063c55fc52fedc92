"""A full disk behind the training's files: an ordinary error, where libraries that write ended the whole process.

A limit on the size of files stands in for the disk, for anyone may set it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from matplotlib.figure import Figure

from tests.helpers.full_disk import room, run_with_room, said
from tests.helpers.places import ROOT
from tests.helpers.striped_faces import write_class_folders
from training.data.faces import Faces
from training.data.prepared import read_fold, write_fold
from training.errors import TrainingError
from training.fit.logs import Logs
from training.fit.runs import Run
from training.reports.page import Page

_SAVING = """
import os, resource, sys
from pathlib import Path
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
from training.fit import checkpoints
from training.errors import TrainingError
from training.fit.runs import Run
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(512), keras.layers.Dense(7)])
model.compile(optimizer="sgd", loss="mse")
run = Run(Path(sys.argv[1]))
run.folder.mkdir()
checkpoints.save(run, model, model, [{"epoch": 1}])
checkpoints.finish(run, model, [{"epoch": 1}])
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
for write in (checkpoints.save, lambda *_: checkpoints.finish(run, model, [{"epoch": 2}])):
    try:
        write(run, model, model, [{"epoch": 1}, {"epoch": 2}])
    except TrainingError as error:
        print(error)
"""


def test_checkpoints_and_members_are_refused_and_the_old_ones_stay(tmp_path: Path) -> None:
    run = tmp_path / "run"
    done = subprocess.run(
        [sys.executable, "-c", _SAVING, str(run)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    checkpoint, member = done.stdout.splitlines()
    assert checkpoint.startswith(f"The checkpoint of epoch 2 cannot be written to {run} (")
    assert member.startswith(f"The finished member cannot be written to {run} (")
    assert all("make room on the disk" in sentence for sentence in (checkpoint, member))
    files = sorted(str(path.relative_to(run)) for path in run.rglob("*") if path.is_file())
    weights = ["checkpoint-0001/average.weights.h5", "checkpoint-0001/history.json", "checkpoint-0001/model.keras"]
    assert files == [*weights, "history.json", "member.weights.h5"]
    assert (run / "member.weights.h5").stat().st_size > 50_000


def test_logs_that_find_no_room_are_said_and_the_checkpoint_stays(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    run.folder.mkdir()
    logs = Logs(run)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    model.compile(optimizer="sgd", loss="mse")
    logs.set_model(model)
    with room(200), pytest.raises(TrainingError, match=r"The log for TensorBoard cannot be written to .*: make room"):
        for epoch in range(100):
            logs.on_epoch_end(epoch, {"loss": 1.0})
    # What is wrong with anything else stays what it is.
    with pytest.raises(ZeroDivisionError), logs._explained():
        raise ZeroDivisionError


def test_a_prepared_set_stays_as_it_was(tmp_path: Path) -> None:
    faces, out = write_class_folders(tmp_path / "faces", {"train": 12, "validation": 4}), tmp_path / "set"
    command = ("training", "prepare", faces, "--out", out, "--held-back", "0.3")
    assert run_with_room(10_000_000, *command).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    # The pictures as they come, and the fold that they are copied to.
    for limit in (100_000, 100):
        sentence = said(run_with_room(limit, *command))
        assert sentence == f"{out} cannot be read or written: File too large."
        assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
        assert not list(out.glob("scratch-*"))


def test_a_fold_finds_no_room(tmp_path: Path) -> None:
    pixels = np.arange(50 * 48 * 48, dtype=np.uint32).astype(np.uint8).reshape(50, 48, 48)
    votes = np.zeros((50, 7), np.float32)
    faces = Faces(pixels, np.zeros(50, np.int64), votes, np.array(["x"] * 50), np.ones(50, np.float32), ("a",) * 7)
    with room(60_000), pytest.raises(OSError, match=r"pixels\.npy"):
        write_fold(tmp_path / "train", faces)
    write_fold(tmp_path / "train", faces)
    (tmp_path / "set.json").write_text(json.dumps({"classes": ["a"] * 7, "sources": [], "faces": {}}))
    assert np.array_equal(read_fold(tmp_path, "train").pixels, pixels)


def test_an_old_report_stays_whole(tmp_path: Path) -> None:
    def page(words: str) -> Page:
        made = Page(tmp_path / "report", "Report")
        made.paragraph(words)
        made.picture(Figure(), "chart", words)
        return made

    page("old").write()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(before) == 2
    with room(500), pytest.raises(OSError, match=r"chart\.png"):
        page("new").write()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert len(list((tmp_path / "report").iterdir())) == 2
    page("new").write()
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == ["index.html", "pictures"]
    assert [path.name for path in (tmp_path / "report" / "pictures").iterdir()] == ["chart.png"]
