"""Data sets laid out as one folder per class, plain or zipped, with or without folders for the folds.

Fits the Kaggle copy of FER2013, AffectNet and RAF-DB exports with named classes, and FERG, whose
folders join the character's name and the class ("aia_anger").
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from training.data.classes import parse_class
from training.data.records import SUFFIXES, Record, decode, fold_of, warn_unknown
from training.errors import TrainingError

_LARGEST_PICTURE = 32 * 2**20
_LARGEST_RATIO = 100
"""A zipped picture hardly shrinks; one that grows a hundredfold was made to fill the memory."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, OSError)

_Files = Iterator[tuple[PurePosixPath, Callable[[], bytes]]]
"""Each picture's name in the data set, and how to read it."""


def read_class_folders(path: Path, colour: bool = False) -> Iterator[Record]:
    """The pictures under `path`, a folder or a zip with `[<fold>/]<class>/<picture>` in it.

    Raises:
        TrainingError: no class folder, one without pictures, or a zip that is unreadable, unsafe or a bomb.
    """
    files = _from_folder(path) if path.is_dir() else _from_zip(path)
    unknown: set[str] = set()
    found = False
    for file, read in files:
        label = parse_class(file.parent.name)
        if label is None:
            unknown.add(file.parent.name)
            continue
        found = True
        yield Record(decode(read(), colour), label, fold_of(file.parent.parent), str(file))
    warn_unknown(unknown)
    if not found:
        raise TrainingError(f"{path} holds no pictures in folders named after expressions: make one folder for each.")


def _from_folder(path: Path) -> _Files:
    everything = sorted(path.rglob("*"))
    folders = {place for place in everything if place.is_dir()}
    pictures = [place for place in everything if place.suffix.lower() in SUFFIXES and place not in folders]
    names = [PurePosixPath(picture.relative_to(path).as_posix()) for picture in pictures]
    _refuse_empty(path, (PurePosixPath(folder.relative_to(path).as_posix()) for folder in folders), names)
    for name, picture in zip(names, pictures, strict=True):
        yield name, picture.read_bytes


def _from_zip(path: Path) -> _Files:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, RuntimeError, ValueError, zipfile.BadZipFile) as error:
        raise TrainingError(f"{path} is neither a folder nor a zip of class folders: {error}.") from error
    with archive:
        for info in archive.infolist():
            # Some programs on Windows write backslashes; the archive itself goes by `orig_filename`.
            info.filename = info.filename.replace("\\", "/")
            _refuse_outside(path, info)
        everything = sorted(archive.infolist(), key=lambda info: info.filename)
        # macOS repeats all folders in one of its own and puts no pictures there.
        places = [(PurePosixPath(i.filename), i) for i in everything if not i.filename.startswith("__MACOSX/")]
        pictures = [(name, info) for name, info in places if name.suffix.lower() in SUFFIXES and not info.is_dir()]
        folders = (name if info.is_dir() else name.parent for name, info in places)
        _refuse_empty(path, folders, [name for name, _ in pictures])
        for name, info in pictures:
            if parse_class(name.parent.name) is not None:
                _refuse_bomb(path, info)
        for name, info in pictures:
            yield name, partial(_unpack, path, archive, info)


def _unpack(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        # No more than it claims: to read it all would unpack what a false claim hides, and cut it off only then.
        with archive.open(info) as file:
            return file.read(info.file_size)
    except _DAMAGED as error:
        raise TrainingError(f"{info.filename} in {path} cannot be unpacked: copy the zip again.") from error


def _refuse_empty(path: Path, folders: Iterable[PurePosixPath], pictures: Iterable[PurePosixPath]) -> None:
    """Whoever has a folder for an expression means to learn it."""
    filled = {parent for picture in pictures for parent in picture.parents}
    for folder in sorted(set(folders) - filled):
        if parse_class(folder.name) is not None:
            raise TrainingError(
                f"The class folder {path / folder} is empty of pictures: put some into it or delete it."
            )


def _refuse_outside(path: Path, info: zipfile.ZipInfo) -> None:
    name = PurePosixPath(info.filename)
    if name.is_absolute() or ".." in name.parts or ":" in "".join(name.parts[:1]):
        raise TrainingError(f"{path} names a path outside itself ({info.filename}) and is refused: do not trust it.")


def _refuse_bomb(path: Path, info: zipfile.ZipInfo) -> None:
    if info.file_size > _LARGEST_PICTURE or info.file_size > max(info.compress_size, 1024) * _LARGEST_RATIO:
        raise TrainingError(
            f"{info.filename} in {path} would unpack to {info.file_size / 2**20:.0f} MiB and is refused: "
            f"it is no picture of a face."
        )
