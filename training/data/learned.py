"""Which faces a network has learned from, so that none of them judges it later.

Another share held back, or another set, turns faces that were learned from into faces that decide. A run therefore
keeps checksums of all faces that its weights have seen, and an export keeps those of its members. Faces count as the
same where their stored pixels are; runs from before this was written down know of none.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from assistant.system.atomic_file import write_atomically
from assistant.system.bounded_file import NotRegularError, TooLargeError, read_bounded
from training.data.faces import Faces
from training.data.prepared import Folds
from training.errors import TrainingError

FILE = "learned.txt"

_BYTES = 6
"""Of a checksum: among millions of faces two different ones will hardly share one."""

_CHECKSUM = re.compile(f"[0-9a-f]{{{2 * _BYTES}}}")
_LARGEST = 64 * 2**20
"""Bytes of the file: checksums of five million faces."""


def checksums(faces: Faces) -> frozenset[str]:
    """Of each face's pixels (BLAKE2), hexadecimal."""
    return frozenset(hashlib.blake2b(face.tobytes(), digest_size=_BYTES).hexdigest() for face in faces.pixels)


def write_learned(folder: Path, learned: frozenset[str]) -> None:
    """Write down in `folder` what its network, or its ensemble, has learned from."""
    write_atomically(folder / FILE, "\n".join(sorted(learned)))


def read_learned(folder: Path) -> frozenset[str]:
    """What was written down in `folder`; nothing where that was never done.

    Raises:
        TrainingError: it is damaged.
    """
    try:
        listed = read_bounded(folder / FILE, _LARGEST).decode("ascii").split()
        if not all(map(_CHECKSUM.fullmatch, listed)):
            raise ValueError("other words than checksums")
    except FileNotFoundError:
        return frozenset()
    except (NotRegularError, TooLargeError, ValueError) as error:
        raise TrainingError(f"{folder / FILE} is damaged: train and export again, or remove it.") from error
    return frozenset(listed)


def require_unseen(folds: Folds, learned: frozenset[str], who: str) -> None:
    """Refuse to be judged by faces that were learned from.

    Raises:
        TrainingError: some of the held-back or validation faces are among the `learned`; `who` names the learner.
    """
    for words, fold in (("held-back", folds.held_back), ("validation", folds.validation)):
        require_none_of(fold, words, learned, who)


def require_none_of(faces: Faces, words: str, learned: frozenset[str], who: str) -> None:
    """Refuse to be judged by faces that were learned from; `words` name the fold.

    Raises:
        TrainingError: some of the faces are among the `learned`; `who` names the learner.
    """
    if seen := len(checksums(faces) & learned):
        raise TrainingError(
            f"{who} learned from {seen} of the {len(faces)} {words} faces, which would praise what they know: give "
            f"the set that was learned from, or one prepared with the same shares."
        )
