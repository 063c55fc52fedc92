"""Data sets laid out as one folder per class, plain or zipped, with or without folders for the folds.

Fits the Kaggle copy of FER2013, AffectNet and RAF-DB exports with named classes, and FERG, whose
folders join the character's name and the class ("aia_anger").
"""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from assistant.system.bounded_file import NotRegularError, TooLargeError, read_bounded
from assistant.system.bounded_zip import (
    BoundedZip,
    EncryptedZipError,
    Entry,
    NoZipError,
    SplitZipError,
    UnsafeZipError,
    UnusualPackingError,
    ZipError,
)
from assistant.system.folder_walk import has_suffix, is_folder
from assistant.system.media_files import PICTURE_SUFFIXES
from assistant.system.printable import brief, listed
from training.data.classes import parse_class
from training.data.records import LARGEST_PICTURE, Record, decode, fold_of, groups_of, log, warn_unknown
from training.data.sources.set_walk import walk_set
from training.data.sources.tables import TABLE_SUFFIXES
from training.errors import TrainingError

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
        label = _label(file)
        if label is None:
            unknown.add(file.parent.name)
            continue
        found = True
        data = read()
        yield Record(
            decode(data, colour) if data else None,
            label,
            fold_of(file.parent),
            str(file),
            groups_of(file.parent),
        )
    warn_unknown(unknown)
    if not found:
        raise TrainingError(f"{path} holds no pictures in folders named after expressions: make one folder for each.")


def folds(path: Path) -> Iterator[tuple[str, str]]:
    """Fold and name of each picture that `read_class_folders` reads.

    Raises:
        TrainingError: a zip that is unreadable or unsafe.
    """
    for name in _pictures(path):
        if _label(name) is not None:
            yield fold_of(name.parent), str(name)


def _pictures(path: Path) -> Iterator[PurePosixPath]:
    if path.is_dir():
        yield from (name for place, name in _walked(path) if _is_picture(name) and not is_folder(place))
    else:
        with _opened(path) as (_, everything):
            yield from (entry.path for entry in everything if _is_picture(entry.path) and not entry.is_folder)


def _is_picture(name: PurePosixPath) -> bool:
    return has_suffix(name.name, PICTURE_SUFFIXES)


def _label(file: PurePosixPath) -> int | None:
    """The class of a picture: that of the nearest folder which names one, for below it may be one for each person."""
    known = (parse_class(folder.name) for folder in file.parents)
    return next((label for label in known if label is not None), None)


def _from_folder(path: Path) -> _Files:
    contents = _Contents(path)
    for place, name in _walked(path):
        contents.add(name, is_folder(place))
    contents.check()
    for place, name in _walked(path):
        if _is_picture(name) and not is_folder(place):
            yield name, partial(_read, Path(place.path))


class _Contents:
    """What lies in a data set, to see at once what will be missing from it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folders: set[PurePosixPath] = set()
        self._filled: set[PurePosixPath] = set()
        self._others: dict[PurePosixPath, list[str]] = {}
        self._tables: list[str] = []

    def add(self, name: PurePosixPath, is_folder: bool) -> None:
        """Remember a file or folder of the set."""
        if is_folder:
            self._folders.add(name)
            return
        self._folders.update(name.parents)
        if _is_picture(name):
            self._filled.update(name.parents)
            return
        self._others.setdefault(name.parent, []).append(name.name)
        if has_suffix(name.name, TABLE_SUFFIXES | {".zip"}):
            self._tables.append(str(name))

    def check(self) -> None:
        """Name what is left out.

        Raises:
            TrainingError: a class folder has no pictures, so that the class would silently not be learned; or the set
                has none, and a file in it may be meant.
        """
        for folder in sorted(self._folders - self._filled):
            if parse_class(folder.name) is not None:
                raise TrainingError(self._empty(folder))
        if not self._filled and self._tables:
            raise TrainingError(
                f"{self._path} holds no pictures in folders named after expressions, but {listed(self._tables)}: give "
                f"that file itself, a zip in it unpacked."
            )
        names = [name for others in self._others.values() for name in others]
        if names:
            some = "1 file" if len(names) == 1 else f"{len(names)} files"
            log.info("%s left out of %s: %s.", some, self._path, listed(names))

    def _empty(self, folder: PurePosixPath) -> str:
        where = f"The class folder {self._path / folder}"
        others = [name for place, names in self._others.items() if folder in (place, *place.parents) for name in names]
        if not others:
            return f"{where} is empty of pictures: put some into it, or take it out of the set."
        return f"{where} holds no pictures that are read here, only {listed(others)}: save them as JPEG or PNG."


def _walked(path: Path) -> Iterator[tuple[os.DirEntry[str], PurePosixPath]]:
    for place in walk_set(path):
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
    with _opened(path) as (archive, everything):
        pictures = [entry for entry in everything if _is_picture(entry.path) and not entry.is_folder]
        contents = _Contents(path)
        for entry in everything:
            contents.add(entry.path, entry.is_folder)
        contents.check()
        for entry in pictures:
            if _label(entry.path) is not None:
                _refuse_bomb(path, entry.info)
        for entry in pictures:
            yield entry.path, partial(_unpack, path, archive, entry.info)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BoundedZip, list[Entry]]]:
    """A zip, and all that lies in it."""
    try:
        archive = BoundedZip(path, _MOST_INDEX)
    except UnsafeZipError as error:
        raise TrainingError(f"{path} {error} and is refused: do not trust it.") from error
    except SplitZipError as error:
        raise TrainingError(f"{path} {error}: unpack it with the others.") from error
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
        yield archive, everything


def _unpack(path: Path, archive: BoundedZip, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info, LARGEST_PICTURE)
    except EncryptedZipError as error:
        raise TrainingError(f"{brief(info.filename)} in {path} is protected by a password: unpack the zip.") from error
    except UnusualPackingError as error:
        raise TrainingError(f"{brief(info.filename)} in {path} {error}: pack it again as an ordinary zip.") from error
    except ZipError as error:
        raise TrainingError(f"{brief(info.filename)} in {path} cannot be unpacked: copy the zip again.") from error


def _refuse_bomb(path: Path, info: zipfile.ZipInfo) -> None:
    if info.file_size > LARGEST_PICTURE or info.file_size > max(info.compress_size, 1024) * _LARGEST_RATIO:
        raise TrainingError(
            f"{brief(info.filename)} in {path} would unpack to {info.file_size / 2**20:.0f} MiB and is refused: "
            f"it is no picture of a face."
        )
