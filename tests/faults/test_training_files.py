"""What training reads, as nobody should write it: recipes, tables, runs, prepared sets, weights."""

import io
import json
import os
import re
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from assistant.expressions import EXPRESSIONS
from tests.faults.hostile import MALFORMED_JSON, MALFORMED_TOML, NO_FILES, make_no_file, run
from tests.practice.conftest import write_picture
from training.config import config_from_dict, read_config
from training.data.faces import Faces
from training.data.learned import read_learned
from training.data.prepared import FOLDS, is_prepared, read_fold, write_fold
from training.data.sources.ferplus import read_votes
from training.data.sources.opening import read_records
from training.errors import TrainingError
from training.fit.runs import Run
from training.networks.dlib_weights import convolutions
from training.recipes import read_ensemble


def refused(read: Callable[[], object]) -> str:
    """The one sentence with which something is refused, as the command line says it."""
    with pytest.raises((TrainingError, OSError)) as caught:
        read()
    error = caught.value
    said = f"{error.filename}: {error.strerror}." if isinstance(error, OSError) else str(error)
    assert "\n" not in said
    assert said.endswith(".")
    assert len(said) < 1000
    return said


@pytest.mark.parametrize("kind", MALFORMED_TOML)
@pytest.mark.parametrize("read", [read_config, read_ensemble])
def test_a_malformed_recipe(tmp_path: Path, kind: str, read: Callable[[Path], object]) -> None:
    (tmp_path / "recipe.toml").write_bytes(MALFORMED_TOML[kind])
    assert "recipe.toml is no readable recipe" in refused(lambda: read(tmp_path / "recipe.toml"))


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_recipe_that_is_no_file(tmp_path: Path, kind: str) -> None:
    make_no_file(kind, tmp_path / "recipe.toml")
    assert "recipe.toml is no readable recipe" in refused(lambda: read_config(tmp_path / "recipe.toml"))


@pytest.mark.parametrize("kind", ["pipe", "nested"])
def test_training_by_such_a_recipe_ends_with_one_sentence(tmp_path: Path, kind: str) -> None:
    if kind in NO_FILES:
        make_no_file(kind, tmp_path / "recipe.toml")
    else:
        (tmp_path / "recipe.toml").write_bytes(MALFORMED_TOML[kind])
    ended = run("training", "train", tmp_path / "recipe.toml", "--data", tmp_path, "--out", tmp_path / "run")
    assert "recipe.toml" in ended.sentence()


@pytest.mark.parametrize("value", [None, True, -1, 2**63, float("nan"), float("inf"), "x" * 10_000, [], {}, [[[]]]])
def test_every_key_of_a_recipe_with_every_type(value: object) -> None:
    for table, keys in config_from_dict({}, "recipe.toml").as_dict().items():
        for key in keys:
            # Some values fit some keys.
            with suppress(TrainingError):
                config_from_dict({table: {key: value}}, "recipe.toml")
        refused(lambda table=table: config_from_dict({table: {"k" * 10_000: value}}, "recipe.toml"))  # type: ignore[misc] # bound in the loop on purpose
        refused(lambda table=table: config_from_dict({table: 7}, "recipe.toml"))  # type: ignore[misc] # bound in the loop on purpose


HEADING = "emotion,pixels,Usage\n"
GREY = " ".join(["7"] * 2304)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\0" * 1000,
        b"\xff\xfee\0m\0",
        HEADING.encode() + b'3,"' + b"1 " * 5_000_000,
        HEADING.encode() + b"3," + b"1" * 5_000_000,
        HEADING.encode() + b'3,"' + b"1\n" * 5_000_000,
        HEADING.encode() + b'"1\n",' * 1_000_000,
        HEADING.encode() + b"3," * 3_000_000,
        b"," * 5_000_000,
        HEADING.encode() + b"9" * 5000 + b"," + GREY.encode() + b",Training",
        HEADING.encode() + b"3," + b"9" * 5000 + b" " + GREY.encode() + b",Training",
        b"path,label\na.png," + b"9" * 5000 + b"\n",
        b"path,label\n" + b"x" * 6000 + b".png,\xc2\xb2\n",
        b"path,label\n../../etc/passwd,3\n",
    ],
    ids=lambda text: f"{text[:24]!r}",
)
def test_a_table_that_is_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "table.csv").write_bytes(text)
    tracemalloc.start()
    try:
        assert "table.csv" in refused(lambda: list(read_records(tmp_path / "table.csv")))
        assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    finally:
        tracemalloc.stop()


def test_rows_that_name_what_cannot_be_read_are_pictures_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "circle.png").symlink_to("circle.png")
    make_no_file("pipe", tmp_path / "pipe.png")
    names = ("circle.png", "pipe.png", "x" * 6000 + ".png", "nowhere.png", "circle.png/b.png")
    (tmp_path / "table.csv").write_text("path,label\n" + "".join(f"{name},3\n" for name in names))
    assert [record.pixels for record in read_records(tmp_path / "table.csv")] == [None] * len(names)


@pytest.mark.parametrize("kind", NO_FILES)
def test_tables_that_are_no_file(tmp_path: Path, kind: str) -> None:
    make_no_file(kind, tmp_path / "table.csv")
    if kind not in ("folder", "circle"):
        refused(lambda: list(read_records(tmp_path / "table.csv")))
    refused(lambda: read_votes(tmp_path / "table.csv"))


@pytest.mark.parametrize("count", ["1e308", "1e39", "nan", "inf", "-1", "9" * 5000, "ten", ""])
def test_votes_that_are_none(tmp_path: Path, count: str) -> None:
    columns = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    (tmp_path / "votes.csv").write_text(f"{columns}\nTraining,a.png,{count},0,0,0,0,0,0,0,0,0\n")
    assert "where votes are counted" in refused(lambda: read_votes(tmp_path / "votes.csv"))


def header(shape: str, kind: str = "<U1") -> bytes:
    text = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY",
        bytes(100),
        header("()"),
        header("(1000000000000,)"),
        header("(10**9,)"),
        header("(-1,)"),
        header("(2,)") + bytes(8),
        header("(" * 5000),
        header("()", "|O"),
        header("()", "<U1000000000"),
    ],
)
def test_an_annotation_that_is_none(tmp_path: Path, data: bytes) -> None:
    write_picture(tmp_path / "images" / "1.jpg")
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "1_exp.npy").write_bytes(data)
    assert "1_exp.npy is damaged" in refused(lambda: list(read_records(tmp_path)))


@pytest.mark.parametrize("kind", NO_FILES)
def test_an_annotation_that_is_no_file(tmp_path: Path, kind: str) -> None:
    (tmp_path / "annotations").mkdir()
    make_no_file(kind, tmp_path / "annotations" / "1_exp.npy")
    assert "1_exp.npy is damaged" in refused(lambda: list(read_records(tmp_path)))


@pytest.mark.parametrize("kind", MALFORMED_JSON)
def test_a_malformed_run(tmp_path: Path, kind: str) -> None:
    for name in ("config.json", "history.json"):
        (tmp_path / name).write_bytes(MALFORMED_JSON[kind])
    refused(Run(tmp_path).config)
    assert "history.json is missing or damaged" in refused(Run(tmp_path).history)
    (tmp_path / "set.json").write_bytes(MALFORMED_JSON[kind])
    assert not is_prepared(tmp_path)


EPOCH = {"epoch": 1, "held_back_macro_f1": 0.5, "validation_accuracy": 0.5, "loss": 1.0}


@pytest.mark.parametrize(
    "history",
    [
        [],
        {},
        [7],
        [[]],
        [{}],
        [EPOCH | {"epoch": 2}],
        [EPOCH | {"loss": "1"}],
        [EPOCH | {"loss": None}],
        [EPOCH, EPOCH],
    ],
)
def test_a_history_that_is_none(tmp_path: Path, history: object) -> None:
    (tmp_path / "history.json").write_text(json.dumps(history))
    assert "history.json is missing or damaged" in refused(Run(tmp_path).history)


@pytest.mark.parametrize("kind", NO_FILES)
def test_parts_of_a_run_that_are_no_file(tmp_path: Path, kind: str) -> None:
    for name in ("config.json", "history.json", "learned.txt", "member.weights.h5"):
        make_no_file(kind, tmp_path / name)
    refused(Run(tmp_path).config)
    refused(Run(tmp_path).history)
    refused(lambda: read_learned(tmp_path))
    assert Run(tmp_path).finished == (kind in ("huge", "system"))


@pytest.mark.parametrize("text", [b"\xff\xfe", b"short", b"0" * 1000, b"\0" * 12, "é".encode() * 6])
def test_checksums_that_are_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "learned.txt").write_bytes(text)
    assert "learned.txt is damaged" in refused(lambda: read_learned(tmp_path))


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A small prepared set."""
    summary = {"classes": list(map(str, EXPRESSIONS)), "sources": [], "faces": {}, "side": 48, "colour": False}
    (tmp_path / "set.json").write_text(json.dumps(summary))
    for fold in FOLDS:
        write_fold(tmp_path / fold, Faces.of(np.zeros((3, 48, 48), np.uint8), [0, 1, 2]))
    assert len(read_fold(tmp_path, "train")) == 3
    return tmp_path


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("labels", np.array([0, 1, 7])),
        ("labels", np.array([0, 1, -1])),
        ("labels", np.array([0, 1])),
        ("labels", np.array([0.0, 1.0, 2.0])),
        ("votes", np.full((3, 7), np.nan, np.float32)),
        ("votes", np.full((3, 7), -1, np.float32)),
        ("votes", np.zeros((3, 8), np.float32)),
        ("weights", np.array([1, np.inf, 1], np.float32)),
        ("weights", np.array([1, np.nan, 1], np.float32)),
        ("names", np.array([1, 2, 3])),
        ("other", np.array([1])),
    ],
)
def test_a_prepared_set_with_another_array(prepared: Path, name: str, array: np.ndarray) -> None:
    with np.load(prepared / "train" / "faces.npz") as table:
        arrays = dict(table)
    np.savez(prepared / "train" / "faces.npz", **arrays | {name: array})
    assert "it is damaged: prepare it again" in refused(lambda: read_fold(prepared, "train"))


@pytest.mark.parametrize("file", ["pixels.npy", "faces.npz"])
@pytest.mark.parametrize("kind", [*NO_FILES, "cut off", "zeros", "objects"])
def test_a_damaged_prepared_set(prepared: Path, file: str, kind: str) -> None:
    path = prepared / "train" / file
    if kind in NO_FILES:
        make_no_file(kind, path)
    else:
        objects = io.BytesIO()
        np.save(objects, np.array([[]], dtype=object), allow_pickle=True)
        path.write_bytes({"cut off": path.read_bytes()[:-40], "zeros": bytes(500), "objects": objects.getvalue()}[kind])
    assert "it is damaged: prepare it again" in refused(lambda: read_fold(prepared, "train"))


def integer(value: int) -> bytes:
    size = max((value.bit_length() + 7) // 8, 1)
    return bytes([size]) + value.to_bytes(size, "little")


def tensor(values: np.ndarray, sides: tuple[int, int, int, int]) -> bytes:
    return integer(2) + b"".join(map(integer, sides)) + values.astype("<f4").tobytes()


def layer(values: np.ndarray, sides: tuple[int, int, int, int], width: int = 1) -> bytes:
    affine = b"\x01\x07affine_" + tensor(np.ones(2), (2, 1, 1, 1))
    return b"\x01\x05con_4" + tensor(values, sides) + integer(width) + integer(1) + integer(1) + affine


@pytest.mark.parametrize(
    "data",
    [
        layer(np.array([np.nan, 0]), (2, 1, 1, 1)),
        layer(np.array([1, np.inf]), (2, 1, 1, 1)),
        layer(np.ones(2), (2**63, 2**63, 2**63, 2**63)),
        layer(np.ones(2), (2**31, 1, 1, 1)),
        layer(np.ones(2), (2, 1, 1, 1), width=0),
        layer(np.ones(2), (2, 1, 1, 1), width=2**70),
        layer(np.ones(2), (2, 1, 1, 1))[:30],
        b"\x01\x05con_4",
    ],
)
def test_dlib_weights_that_are_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "faces.dat").write_bytes(data)
    assert "holds no network of dlib's" in refused(lambda: list(convolutions(tmp_path / "faces.dat")))


@pytest.mark.parametrize("kind", NO_FILES)
def test_dlib_weights_that_are_no_file(tmp_path: Path, kind: str) -> None:
    make_no_file(kind, tmp_path / "faces.dat")
    assert "faces.dat holds no network of dlib's" in refused(lambda: list(convolutions(tmp_path / "faces.dat")))


def test_many_unknown_classes_are_not_all_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_picture(tmp_path / "happy" / "1.png")
    for number in range(100):
        write_picture(tmp_path / f"class{number}\n{'x' * 200}" / "1.png")
    assert len([record for record in read_records(tmp_path) if record.pixels is not None]) == 1
    assert len(caplog.messages) <= 21
    assert not re.search(r"\n|x{100}", "".join(caplog.messages))
    assert os.linesep not in caplog.messages[-1]
