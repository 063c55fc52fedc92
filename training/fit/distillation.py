"""Distillation: the logits of finished networks (teachers), pooled with votes into soft labels for another one."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.system.atomic_file import write_atomically
from assistant.system.bounded_file import open_regular
from training.data.faces import Faces
from training.fit.checkpoints import unwritable
from training.fit.members import load_member, predict_logits
from training.fit.runs import Run
from training.fit.soft_labels import with_logits

_FILE = "soft_labels.npz"


def with_teachers(train: Faces, held_back: Faces, run: Run, teachers: Sequence[str]) -> Faces:
    """The training faces with votes and the teachers' readings pooled into one soft label each, in place of the votes.

    That takes several minutes for each teacher, so it is kept in the folder of `run` for when it is resumed.

    Args:
        train: votes translated.
        held_back: likewise.
        teachers: names of finished runs beside `run`.

    Raises:
        TrainingError: a teacher is missing or damaged, or the disk is full.
    """
    members = [(name, run.beside(name)) for name in teachers]
    sizes = [member.config().network.size for _, member in members]
    if (kept := _kept(run.folder / _FILE, train)) is not None:
        return replace(train, votes=kept)
    models = [load_member(member) for _, member in members]
    logits, held_back_logits = (
        np.mean(
            [
                predict_logits(model, fold, size, what=f"{name} reads the {words} faces")
                for (name, _), model, size in zip(members, models, sizes, strict=True)
            ],
            axis=0,
        )
        for words, fold in (("training", train), ("held-back", held_back))
    )
    pooled = with_logits(train, held_back, logits, held_back_logits)
    _keep(run, train, pooled)
    return pooled


def _kept(file: Path, train: Faces) -> NDArray[np.float32] | None:
    """The soft labels that were kept of the same faces, if any."""
    try:
        with open_regular(file) as opened, np.load(opened) as kept:
            votes = np.asarray(kept["votes"], np.float32) if str(kept["of"]) == _checksum(train) else None
    # A damaged archive can fail in any of the layers beneath numpy; the soft labels are then made anew.
    except Exception:
        return None
    fits = votes is not None and votes.shape == train.votes.shape and bool(np.isfinite(votes).all())
    return votes if fits else None


def _keep(run: Run, train: Faces, pooled: Faces) -> None:
    try:
        run.folder.mkdir(parents=True, exist_ok=True)
        made = io.BytesIO()
        np.savez_compressed(made, of=_checksum(train), votes=pooled.votes)
        write_atomically(run.folder / _FILE, made.getvalue())
    except OSError as error:
        raise unwritable(run, "The teachers' soft labels", error) from error


def _checksum(faces: Faces) -> str:
    """Of which faces they are and what is known of them (BLAKE2), hexadecimal."""
    known = (faces.names, faces.labels, faces.votes)
    return hashlib.blake2b(b"".join(np.ascontiguousarray(each).tobytes() for each in known)).hexdigest()
