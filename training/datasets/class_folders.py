"""Data sets laid out as one folder per class, plain or zipped, with or without folders for the folds.

Fits the Kaggle copy of FER2013, AffectNet and RAF-DB exports with named classes, and FERG, whose
folders join the character's name and the class ("aia_anger").
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from training.classes import parse_class
from training.datasets.records import SUFFIXES, Record, decode, fold_named, warn_unknown
from training.errors import TrainingError

_LARGEST_PICTURE = 32 * 2**20
_LARGEST_RATIO = 100
"""A zipped picture hardly shrinks; one that grows a hundredfold was made to fill the memory."""


def read_class_folders(path: Path, colour: bool = False) -> Iterator[Record]:
    """The pictures under `path`, a folder or a zip with `[<fold>/]<class>/<picture>` in it.

    Raises:
        TrainingError: no class folder, an empty one, or a zip that is unreadable, unsafe or a bomb.
    """
    files = _from_folder(path) if path.is_dir() else _from_zip(path)
    unknown: set[str] = set()
    found = False
    for file, data in files:
        label = parse_class(file.parent.name)
        if label is None:
            unknown.add(file.parent.name)
            continue
        found = True
        folds = (fold_named(part) for part in file.parts[:-2])
        yield Record(decode(data, colour), label, next(filter(None, folds), ""), str(file.with_suffix("")))
    warn_unknown(unknown)
    if not found:
        raise TrainingError(f"{path} holds no pictures in folders named after expressions: make one folder for each.")


def _from_folder(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    for folder in sorted(p for p in path.rglob("*") if p.is_dir()):
        if parse_class(folder.name) is not None and not any(folder.iterdir()):
            raise TrainingError(f"The class folder {folder} is empty: put pictures into it or delete it.")
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() in SUFFIXES:
            yield PurePosixPath(file.relative_to(path).as_posix()), file.read_bytes()


def _from_zip(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise TrainingError(f"{path} is neither a folder nor a zip of class folders: {error}.") from error
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            _refuse_unsafe(path, info)
            name = PurePosixPath(info.filename)
            if name.suffix.lower() in SUFFIXES and not info.is_dir():
                try:
                    yield name, archive.read(info)
                except (zipfile.BadZipFile, RuntimeError, OSError) as error:
                    raise TrainingError(f"{info.filename} in {path} cannot be unpacked: copy the zip again.") from error


def _refuse_unsafe(path: Path, info: zipfile.ZipInfo) -> None:
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise TrainingError(f"{path} names a path outside itself ({info.filename}) and is refused: do not trust it.")
    if info.file_size > _LARGEST_PICTURE or info.file_size > max(info.compress_size, 1024) * _LARGEST_RATIO:
        raise TrainingError(
            f"{info.filename} in {path} would unpack to {info.file_size / 2**20:.0f} MiB and is refused: "
            f"it is no picture of a face."
        )
