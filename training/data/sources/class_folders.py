"""Data sets laid out as one folder per class, plain or zipped, with or without folders for the folds.

Fits the Kaggle copy of FER2013, AffectNet and RAF-DB exports with named classes, and FERG, whose
folders join the character's name and the class ("aia_anger").
"""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path, PurePosixPath

from assistant.system.bounded_file import NotRegularError, TooLargeError, read_bounded
from assistant.system.bounded_zip import BoundedZip, EncryptedZipError, NoZipError, UnsafeZipError, ZipError
from assistant.system.folder_walk import TooManyEntriesError, walk
from assistant.system.picture_files import PICTURE_SUFFIXES
from assistant.system.printable import brief
from training.data.classes import parse_class
from training.data.records import LARGEST_PICTURE, Record, decode, fold_of, groups_of, warn_unknown
from training.errors import TrainingError

_MOST_ENTRIES = 2_000_000
_MOST_INDEX = 64 * 2**20
"""Bytes of a zip's list of files, which tell of some 700,000: more of them would take a gigabyte of memory."""

_LARGEST_RATIO = 100
"""A zipped picture hardly shrinks; one that grows a hundredfold was made to fill the memory."""

_Files = Iterator[tuple[PurePosixPath, Callable[[], bytes | None]]]
"""Each picture's name in the data set, and how to read it; it gives None where the file cannot be a picture."""


def read_class_folders(path: Path, colour: bool = False) -> Iterator[Record]:
    """The pictures under `path`, a folder or a zip with `[<fold>/][<group>/]<class>/<picture>` in it.

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
        data = read()
        around = file.parent.parent
        yield Record(decode(data, colour) if data else None, label, fold_of(around), str(file), groups_of(around))
    warn_unknown(unknown)
    if not found:
        raise TrainingError(f"{path} holds no pictures in folders named after expressions: make one folder for each.")


def _from_folder(path: Path) -> _Files:
    try:
        folders: set[PurePosixPath] = set()
        filled: set[PurePosixPath] = set()
        for place, name in _walked(path):
            if os.path.isdir(place):  # noqa: PTH112 (a Path for each file would cost much)
                folders.add(name)
            elif name.suffix.lower() in PICTURE_SUFFIXES:
                filled.update(name.parents)
        _refuse_empty(path, folders - filled)
        for place, name in _walked(path):
            if name.suffix.lower() in PICTURE_SUFFIXES and not os.path.isdir(place):  # noqa: PTH112 (likewise)
                yield name, partial(_read, Path(place.path))
    except TooManyEntriesError as error:
        raise TrainingError(f"{path} holds more than {_MOST_ENTRIES} files: split it into several sets.") from error


def _walked(path: Path) -> Iterator[tuple[os.DirEntry[str], PurePosixPath]]:
    for place in walk(path, _MOST_ENTRIES):
        yield place, PurePosixPath(Path(place.path).relative_to(path).as_posix())


def _read(picture: Path) -> bytes | None:
    try:
        return read_bounded(picture, LARGEST_PICTURE)
    except OSError as error:
        # Links to nowhere are no pictures; what else fails may concern the disk, and all pictures.
        if isinstance(error, NotRegularError | TooLargeError) or error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise


def _from_zip(path: Path) -> _Files:
    try:
        archive = BoundedZip(path, _MOST_INDEX)
    except UnsafeZipError as error:
        raise TrainingError(f"{path} {error} and is refused: do not trust it.") from error
    except NoZipError as error:
        raise TrainingError(f"{path} is neither a folder nor a zip of class folders: choose another.") from error
    except ZipError as error:
        raise TrainingError(f"{path} {error}: pack it again as an ordinary zip.") from error
    except OSError as error:
        raise TrainingError(f"{path} cannot be read: {error.strerror}.") from error
    with closing(archive):
        try:
            everything = archive.entries()
        except UnsafeZipError as error:
            raise TrainingError(f"{path} {error} and is refused: do not trust it.") from error
        # macOS repeats all folders in one of its own and puts no pictures there.
        places = [entry for entry in everything if entry.path.parts[:1] != ("__MACOSX",)]
        pictures = [entry for entry in places if entry.path.suffix.lower() in PICTURE_SUFFIXES and not entry.is_folder]
        folders = {entry.path if entry.is_folder else entry.path.parent for entry in places}
        _refuse_empty(path, folders - {parent for entry in pictures for parent in entry.path.parents})
        for entry in pictures:
            if parse_class(entry.path.parent.name) is not None:
                _refuse_bomb(path, entry.info)
        for entry in pictures:
            yield entry.path, partial(_unpack, path, archive, entry.info)


def _unpack(path: Path, archive: BoundedZip, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info, LARGEST_PICTURE)
    except EncryptedZipError as error:
        raise TrainingError(f"{brief(info.filename)} in {path} is protected by a password: unpack the zip.") from error
    except ZipError as error:
        raise TrainingError(f"{brief(info.filename)} in {path} cannot be unpacked: copy the zip again.") from error


def _refuse_empty(path: Path, folders: set[PurePosixPath]) -> None:
    """Refuse class folders among `folders`, which have no pictures: the class would silently not be learned."""
    for folder in sorted(folders):
        if parse_class(folder.name) is not None:
            raise TrainingError(
                f"The class folder {path / folder} is empty of pictures: put some into it or delete it."
            )


def _refuse_bomb(path: Path, info: zipfile.ZipInfo) -> None:
    if info.file_size > LARGEST_PICTURE or info.file_size > max(info.compress_size, 1024) * _LARGEST_RATIO:
        raise TrainingError(
            f"{brief(info.filename)} in {path} would unpack to {info.file_size / 2**20:.0f} MiB and is refused: "
            f"it is no picture of a face."
        )
