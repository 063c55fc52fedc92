"""Data sets, recipes and what the training leaves in its folders."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.adapters.models.ensemble import MANIFEST, read_manifest
from assistant.system.resources import folder as resource_folder
from tests.fuzz import seeds
from tests.helpers.places import ROOT
from training.config import read_config
from training.data.faces import Faces
from training.data.learned import read_learned
from training.data.prepared import is_prepared, read_fold, write_fold
from training.data.records import shaped
from training.data.sources.ferplus import RULES, read_votes
from training.data.sources.opening import read_records, read_soft_labels
from training.fit.runs import Run
from training.recipes import read_ensemble

_MOST = 50
_COUNTS = "neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"


def data_set(path: Path) -> None:
    """The pictures of a data set, brought into shape as `training prepare` does."""
    for colour in (False, True):
        for record in islice(read_records(path, colour), _MOST):
            assert record.pixels is None or shaped(record.pixels, 48, colour).shape[:2] == (48, 48)


def annotation(path: Path) -> None:
    """AffectNet's annotation of one picture."""
    list(read_records(path.parent.parent))


def votes(path: Path) -> None:
    """FERPlus's votes by every rule, joined to a table of pictures."""
    for rule in RULES:
        found = read_votes(path, rule)
        assert len(found.soft_labels) == len(found.folds)
        assert all(np.isfinite(soft_label.share).all() for soft_label in found.soft_labels)
        read_soft_labels(path.with_suffix(".zip"), found)


def manifest(path: Path) -> None:
    """The ensemble's manifest."""
    found = read_manifest(path.parent)
    assert found.members
    assert abs(sum(member.weight for member in found.members) - 1) < 0.01
    assert np.isfinite([*found.bias, found.temperature, *found.abstain]).all()
    assert all(member.size > 0 for member in found.members)


def recipe(path: Path) -> None:
    """A member's recipe."""
    assert read_config(path).as_dict()


def ensemble_recipe(path: Path) -> None:
    """An ensemble's recipe beside its members'."""
    assert read_ensemble(path).members


def run_recipe(path: Path) -> None:
    """The recipe that a run keeps."""
    assert Run(path.parent).config().as_dict()


def run_history(path: Path) -> None:
    """The history that a run keeps."""
    assert all(isinstance(entry, dict) for entry in Run(path.parent).history())


def learned(path: Path) -> None:
    """The checksums of what was learned from."""
    assert all(read_learned(path.parent))


def prepared(path: Path) -> None:
    """A prepared set, whichever of its files was changed."""
    folder = path.parents[0 if path.name == "set.json" else 1]
    is_prepared(folder)
    faces = read_fold(folder, "train")
    assert len(faces.select(np.arange(len(faces)))) == len(faces)
    assert all(name.upper() is not None for name in faces.names.tolist())
    assert faces.targets(0.5).shape == (len(faces), len(faces.classes))
    assert len(faces.counts) == len(faces.classes)


def dlib(path: Path) -> None:
    """The weights of dlib's network."""
    from training.networks.dlib_weights import convolutions  # noqa: PLC0415 - brings Keras, which takes seconds

    for kernel, bias in convolutions(path):
        assert kernel.shape[-1:] == bias.shape


def openvino(path: Path) -> None:
    """The weights of a network of OpenVINO's."""
    from training.networks.openvino_weights import affines  # noqa: PLC0415 - brings Keras, which takes seconds

    for factor, offset in affines(path):
        assert np.isfinite(factor).all()
        assert offset.ndim == 1


def fer2013_tables() -> Sequence[bytes]:
    """FER2013's table with two rows."""
    pixels = " ".join("7" for _ in range(48 * 48))
    return list(seeds.texts(f"emotion,pixels,Usage\n3,{pixels},Training\n6,{pixels},PublicTest\n"))


def path_tables() -> Sequence[bytes]:
    """Tables of paths and labels as several data sets have them."""
    return list(
        seeds.texts(
            "path,label\n1.png,happy\n2.jpg,sad\n",
            "subDirectory_filePath,face_x,face_y,face_width,face_height,expression\n1.png,1,1,9,9,1\n2.jpg,0,0,5,5,2\n",
            "image,emotion,split\nsub/3.png,anger,train\n1.png,contempt,test\n",
            "pth,label\n1.png,9\n.\\1.png,7\n",
        )
    )


def pictures() -> Mapping[str, bytes]:
    """What lies beside a table of paths."""
    return {"1.png": seeds.picture(".png"), "2.jpg": seeds.picture(".jpg"), "sub/3.png": seeds.picture(".png")}


def vote_tables() -> Sequence[bytes]:
    """FERPlus's votes on three pictures."""
    rows = (
        "Training,fer0000000.png,4,0,0,1,3,2,0,0,0,0\nPublicTest,,0,0,0,0,0,0,0,0,0,10\nPrivateTest,a.png,10" + ",0" * 9
    )
    return list(seeds.texts(f"Usage,Image name,{_COUNTS}\n{rows}\n"))


def annotations() -> Sequence[bytes]:  # type: ignore[no-redef] # no import, but what AffectNet calls them
    """Labels as AffectNet's files hold them."""
    return [_saved(np.array(value)) for value in ("1", 3, 2.0)]


def images() -> Mapping[str, bytes]:
    """The picture that is annotated."""
    return {"images/1.png": seeds.picture(".png")}


def manifests() -> Sequence[bytes]:
    """The shipped manifest, and one with a single member."""
    shipped = (resource_folder("models") / MANIFEST).read_bytes()
    table = json.loads(shipped)
    table["members"] = [table["members"][0] | {"weight": 1.0}]
    return [shipped, json.dumps(table).encode()]


def recipes() -> Sequence[bytes]:
    """Two shipped recipes."""
    return [(_configs() / name).read_bytes() for name in ("tiny.toml", "vgg-wide.toml")]


def ensemble_recipes() -> Sequence[bytes]:
    """An ensemble of the recipes beside it."""
    whole = '[prepare]\nside = 48\n[ensemble]\nmembers = ["tiny.toml"]\nprecision = "int8"\nabstain_accuracy = 0.7\n'
    return list(seeds.texts(whole, '[ensemble]\nmembers = ["tiny.toml", "vgg.toml"]\n'))


def member_recipes() -> Mapping[str, bytes]:
    """What lies beside an ensemble's recipe."""
    return {name: (_configs() / name).read_bytes() for name in ("tiny.toml", "vgg.toml")}


def run_recipes(folder: str = "tiny.toml") -> Sequence[bytes]:
    """A resolved recipe as a run keeps it."""
    return list(seeds.texts(json.dumps(read_config(_configs() / folder).as_dict())))


def histories() -> Sequence[bytes]:
    """A history of two epochs."""
    epochs = [dict.fromkeys(("loss", "held_back_macro_f1", "validation_accuracy"), 0.5) for _ in "ab"]
    return list(seeds.texts(json.dumps([epoch | {"epoch": number} for number, epoch in enumerate(epochs, 1)])))


def learned_files() -> Sequence[bytes]:
    """Two checksums."""
    return list(seeds.texts("0011223344ff\naabbccddeeff\n"))


def prepared_set() -> Mapping[str, bytes]:
    """A prepared set of three faces."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pixels = np.zeros((3, 48, 48), dtype=np.uint8)
        write_fold(folder / "train", Faces.of(pixels, [0, 3, 6], ["a", "b", "c"]))
        summary = {"classes": list(Faces.of(pixels, [0, 1, 2]).classes), "faces": {}, "sources": []}
        (folder / "set.json").write_text(json.dumps(summary), encoding="utf-8")
        files = [file for file in folder.rglob("*") if file.is_file()]
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def one_of_prepared(file: str) -> Sequence[bytes]:
    """That file of a prepared set."""
    return [prepared_set()[file]]


def dlib_files() -> Sequence[bytes]:
    """A network of dlib's with two convolutions."""
    from tests.training.dlib_file import write_dlib_file  # noqa: PLC0415 # for this reader alone

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.dat")
        write_dlib_file(path, [(2, 3, 3), (2, 2, 3)])
        return [path.read_bytes()]


def openvino_graphs() -> Sequence[bytes]:
    """The graph of a network of OpenVINO's with a factor and a convolution."""
    return [openvino_files()["network.xml"]]


def openvino_files() -> Mapping[str, bytes]:
    """Graph and numbers."""
    from tests.training.openvino_file import write_openvino_file  # noqa: PLC0415 # for this reader alone

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.xml")
        write_openvino_file(path, [(3,), (2, 2, 3, 2)])
        return {file.name: file.read_bytes() for file in (path, path.with_suffix(".bin"))}


def _configs() -> Path:
    return ROOT / "training" / "configs"


def _saved(value: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, value)
    return file.getvalue()
