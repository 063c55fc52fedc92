"""Data sets laid out as one folder per expression, plain or zipped, with or without split folders."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import cv2
import numpy as np

from assistant.expressions import EXPRESSIONS, Expression
from assistant.imaging import FRAME
from training.datasets.faces import Faces
from training.errors import TrainingError

log = logging.getLogger(__name__)

_PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".webp", ".pgm", ".tif", ".tiff"}
_FOLDS = {
    "train": {"train", "training"},
    "validation": {"validation", "val", "valid", "publictest"},
    "test": {"test", "privatetest", "testing"},
}


def read_class_folders(path: Path, fold: str | None) -> Faces:
    """Read the faces under `path`, a folder or a zip.

    Args:
        path: holds `<expression>/<picture>` or `<fold>/<expression>/<picture>`.
        fold: the split folder to read, or None for all pictures.

    Raises:
        TrainingError: nothing to read there.
    """
    pixels, labels, names = [], [], []
    unknown: set[str] = set()
    for member, data in _pictures(path):
        if fold and not (_FOLDS.get(fold, {fold}) & {part.lower() for part in member.parts[:-2]}):
            continue
        expression = Expression.parse(member.parent.name)
        if expression is None:
            unknown.add(member.parent.name)
            continue
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        if picture is None:
            log.warning("%s is no readable picture and is left out", member)
            continue
        if picture.shape != (FRAME, FRAME):
            picture = cv2.resize(picture, (FRAME, FRAME), interpolation=cv2.INTER_AREA)
        pixels.append(picture)
        labels.append(expression.index)
        names.append(member.stem)
    for name in sorted(unknown):
        log.warning("the class folder '%s' is none of the seven expressions and is left out", name)
    if not pixels:
        where = f"the fold '{fold}' of {path}" if fold else str(path)
        raise TrainingError(f"No pictures in {where}: it needs one folder per expression with pictures in it.")
    return Faces(
        np.asarray(pixels, dtype=np.uint8),
        np.asarray(labels, dtype=np.int64),
        np.zeros((len(labels), len(EXPRESSIONS)), dtype=np.float32),
        np.asarray(names),
    )


def _pictures(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.suffix.lower() in _PICTURES:
                yield PurePosixPath(file.relative_to(path).as_posix()), file.read_bytes()
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    except (OSError, zipfile.BadZipFile) as error:
        raise TrainingError(f"{path} is neither a folder nor a zip of class folders: {error}.") from error
    with archive:
        for name in sorted(archive.namelist()):
            if PurePosixPath(name).suffix.lower() in _PICTURES:
                yield PurePosixPath(name), archive.read(name)
