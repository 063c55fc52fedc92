"""AffectNet (Mollahosseini et al., 2019) as it is handed out: numbered labels in a CSV or in .npy files.

Copies that are sorted into folders named after the classes are read by `class_folders`.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import numpy as np

from assistant.imaging import Image
from assistant.system.bounded_file import read_bounded
from assistant.system.file_names import as_there
from assistant.system.folder_walk import TooManyEntriesError, listing
from assistant.system.media_files import PICTURE_SUFFIXES
from assistant.system.printable import brief
from training.data.classes import DATA_CLASSES, parse_class
from training.data.records import LARGEST_PICTURE, Record, decode, fold_in_cell, fold_of, log, warn_unknown
from training.data.sources.set_walk import MOST_ENTRIES, walk_set
from training.data.sources.tables import number, read_heading, read_table
from training.errors import TrainingError

PATH_COLUMNS = ("subdirectory_filepath", "path", "pth", "image", "file", "filename")
LABEL_COLUMNS = ("expression", "label", "emotion")

FOLD_COLUMNS = ("split", "fold", "usage", "set")

_GROUP = "group"

_ORDER = ("neutral", "happy", "sad", "surprise", "fear", "disgust", "angry", "contempt")
_NUMBERS = {str(number): name for number, name in enumerate(_ORDER)}
_OTHERS_NUMBERS = set(_NUMBERS) - {"0"}
"""RAF-DB's, from surprise to neutral: AffectNet's begin with 0, and a table of its has neutral faces."""
_WITHOUT_EXPRESSION = {"8", "9", "10"}
"""None, uncertain, no face."""
_ENDING = "_exp.npy"
_LARGEST_ANNOTATION = 2**16
_BOX = ("face_x", "face_y", "face_width", "face_height")


def read_path_table(path: Path, colour: bool = False) -> Iterator[Record]:
    """The pictures that a CSV names, relative to its own folder, with a class name or AffectNet's number.

    Where the columns face_x, face_y, face_width and face_height are there, the face is cut out. Folds are those of a
    column for them, or else of the folders in the paths. The column "group" names groups of people, with spaces
    between them.

    Raises:
        TrainingError: no table, no column of paths or labels, a path that leaves the folder, an unknown fold, no
            known expression, or another data set's numbers.
    """
    folder, unknown, known = path.parent.resolve(), set(), set()
    for picture in _named(path):
        if picture.label is None:
            unknown.add(picture.said)
            continue
        place = _resolved(as_there(folder / picture.name))
        if not place.is_relative_to(folder):
            raise TrainingError(f"{path} names a picture outside its folder ({picture.name}) and is refused.")
        known.add(_digit(picture.said))
        groups = tuple(picture.row.get(_GROUP, "").split())
        yield Record(_read(place, picture.row, colour), picture.label, picture.fold, picture.name, groups)
    warn_unknown(unknown - _WITHOUT_EXPRESSION)
    if not known:
        raise TrainingError(f"{path} has no row with an expression that is known: check its label column.")
    _refuse_others_numbers(known, path)
    if known & set(_NUMBERS):
        meant = ", ".join(f"{number} {name}" for number, name in _NUMBERS.items())
        log.info("The numbers in %s are taken for AffectNet's: %s.", path, meant)


def table_folds(path: Path) -> Iterator[tuple[str, str]]:
    """Fold and name of each picture that `read_path_table` reads.

    Raises:
        TrainingError: no table, no column of paths or labels, an unknown fold, or another data set's numbers.
    """
    known = set()
    for picture in _named(path):
        if picture.label is not None:
            known.add(_digit(picture.said))
            yield picture.fold, picture.name
    _refuse_others_numbers(known, path)


def _refuse_others_numbers(known: set[str], path: Path) -> None:
    if known == _OTHERS_NUMBERS:
        raise TrainingError(
            f"{path} numbers expressions from 1 to 7, as RAF-DB does, and not as AffectNet does from 0, which is "
            f"neutral: write their names in place of the numbers."
        )


class _Named(NamedTuple):
    """A row of a table: the picture that it names, its label as it is written and understood, and its fold."""

    name: str
    said: str
    label: int | None
    fold: str
    row: dict[str, str]


def _named(path: Path) -> Iterator[_Named]:
    heading = read_heading(path)
    paths = next((name for name in PATH_COLUMNS if name in heading), None)
    labels = next((name for name in LABEL_COLUMNS if name in heading), None)
    folds = next((name for name in FOLD_COLUMNS if name in heading), None)
    if paths is None or labels is None:
        raise TrainingError(
            f"{path} lacks columns: it needs emotion, pixels and usage (FER2013), or one of "
            f"{', '.join(PATH_COLUMNS)} with one of {', '.join(LABEL_COLUMNS)}."
        )
    for where, row in read_table(path):
        name, label = row[paths].replace("\\", "/"), _label(row[labels])
        fold = ""
        if label is not None:
            fold = fold_in_cell(row[folds], folds, where) if folds else fold_of(_within(name, path))
        yield _Named(name, row[labels], label, fold, row)


def _within(name: str, table: Path) -> PurePosixPath:
    """The folder of a picture as it says something of the set: those around the table say nothing of it."""
    folder, around = PurePosixPath(name).parent, PurePosixPath(table.resolve().parent.as_posix())
    return folder.relative_to(around) if folder.is_relative_to(around) else folder


def read_annotated(path: Path, colour: bool = False) -> Iterator[Record]:
    """The pictures of `[<fold>/]images/<number>.jpg` whose label is in `annotations/<number>_exp.npy`.

    Raises:
        TrainingError: an annotation is damaged.
    """
    unknown = set()
    pictures: dict[str, dict[str, Path]] = {}
    for annotation in _annotations(path):
        text = _annotated(annotation)
        label = _label(text)
        if label is None:
            unknown.add(text)
            continue
        images, number = annotation.parent.parent / "images", annotation.name.removesuffix(_ENDING)
        if str(images) not in pictures:
            pictures[str(images)] = _pictures(images)
        picture = pictures[str(images)].get(number, images / number)
        name = picture.relative_to(path).as_posix()
        yield Record(_decoded(picture, colour), label, fold_of(PurePosixPath(name).parent), name)
    warn_unknown(unknown - _WITHOUT_EXPRESSION)


def annotated_folds(path: Path) -> Iterator[tuple[str, str]]:
    """Fold and name of each annotation, whatever it says; see `read_annotated`."""
    names = (PurePosixPath(annotation.relative_to(path).as_posix()) for annotation in _annotations(path))
    return ((fold_of(name.parent), str(name)) for name in names)


def is_annotated(path: Path) -> bool:
    """Whether the folder is laid out as `read_annotated` reads it."""
    return next(_annotations(path), None) is not None


def _annotations(path: Path) -> Iterator[Path]:
    for entry in walk_set(path):
        place = Path(entry.path) if entry.name.endswith(_ENDING) else None
        if place is not None and place.parent.name == "annotations":
            yield place


def _pictures(images: Path) -> dict[str, Path]:
    """The pictures of a folder by their numbers."""
    try:
        taken = listing(images, PICTURE_SUFFIXES, MOST_ENTRIES).taken
    except (OSError, TooManyEntriesError):
        return {}
    return {picture.stem: picture for picture in reversed(taken)}


def _resolved(picture: Path) -> Path:
    try:
        return picture.resolve()
    except (OSError, RuntimeError):  # a name that is too long, links in a circle: none of them can be read
        return picture.absolute()


def _label(text: str) -> int | None:
    number = _digit(text)
    return DATA_CLASSES.index(_NUMBERS[number]) if number in _NUMBERS else parse_class(text)


def _digit(text: str) -> str:
    """A number without the zeros before it, as text: Python refuses to read numbers with thousands of digits."""
    text = text.strip()
    return text.lstrip("0") or text[:1]


def _annotated(annotation: Path) -> str:
    try:
        data = read_bounded(annotation, _LARGEST_ANNOTATION)
        text = str(np.lib.format.read_array(BytesIO(data), allow_pickle=False).item())
        # numpy makes texts of characters beyond all that there are, on which Python fails later.
        return text.encode().decode()
    # Headers are Python, and can claim arrays beyond all memory: they fail in any of the layers beneath numpy.
    except Exception as error:
        why = brief(str(error).partition("\n")[0])
        raise TrainingError(f"The annotation {annotation} is damaged ({why}): copy it again.") from error


def _decoded(picture: Path, colour: bool) -> Image | None:
    try:
        return decode(read_bounded(picture, LARGEST_PICTURE), colour)
    except OSError:
        return None


def _read(picture: Path, row: dict[str, str], colour: bool) -> Image | None:
    pixels = _decoded(picture, colour)
    if pixels is None or not all(name in row for name in _BOX):
        return pixels
    try:
        x, y, width, height = (max(int(number(row[name])), 0) for name in _BOX)
    except (ValueError, OverflowError):
        return None
    face = pixels[y : y + height, x : x + width]
    return face if face.size else None
