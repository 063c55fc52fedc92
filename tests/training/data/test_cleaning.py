from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks import copies_between_folds
from tests.helpers.striped_faces import draw_face
from training.data import cleaning
from training.data.cleaning import Fingerprint, Reason, find_copies, fingerprint


def _write(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels)


def test_a_copy_counts_as_looked_up_and_another_face_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, other, new = np.random.default_rng(1).integers(0, 256, (3, 48, 48)).astype(np.uint8)
    _write(tmp_path / "train" / "happy" / "1.png", known)
    _write(tmp_path / "train" / "sad" / "2.png", other)
    _write(tmp_path / "validation" / "happy" / "3.png", known)
    _write(tmp_path / "validation" / "happy" / "4.png", new)
    monkeypatch.setattr(sys, "argv", ["copies", "--data", str(tmp_path)])
    assert copies_between_folds.main() == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2 faces, 1 of them (50.0%) with a copy among 2 to learn from"
    figures = {line[:24].strip(): float(line[24:]) for line in told[1:]}
    assert figures["of the copies' labels"] == 1.0
    assert figures["with copies looked up"] == (1.0 + figures["on faces without a copy"]) / 2


def _near_copy(face: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(face, (3, 3), 0) // 2 + 40)


def _copies(fingerprints: list[Fingerprint], *evaluation: int) -> dict[int, Reason]:
    """What is left out of faces of one label, of which some are in an evaluation fold."""
    return find_copies(
        fingerprints, np.zeros(len(fingerprints), np.int64), np.isin(np.arange(len(fingerprints)), evaluation)
    )


def test_no_near_copy_of_an_evaluation_face_is_learned_whichever_comes_first() -> None:
    face = draw_face(4, 505)
    original, copy, other = (fingerprint(each) for each in (face, _near_copy(face), draw_face(4, 506)))
    assert _copies([original, other, copy], 0) == {2: Reason.IN_EVALUATION}
    assert _copies([copy, other, original], 2) == {0: Reason.IN_EVALUATION}
    assert _copies([original, other, copy], 0, 2) == {}


def test_a_near_copy_of_what_is_left_out_stays() -> None:
    angles = np.radians([0, 10, 20])
    fingerprints = [
        Fingerprint(bytes([number]), 0.5, np.array([np.cos(angle), np.sin(angle)], np.float32), blank=False)
        for number, angle in enumerate(angles)
    ]
    assert _copies(fingerprints) == {1: Reason.NEAR_COPY}
    assert _copies(fingerprints, 0) == {1: Reason.IN_EVALUATION}
    contradicting = find_copies([fingerprints[0], *fingerprints], np.array([0, 1, 0, 0]), np.zeros(4, np.bool_))
    assert contradicting == {0: Reason.CONTRADICTS, 1: Reason.CONTRADICTS, 3: Reason.NEAR_COPY}


def test_a_picture_without_contrast_is_like_no_other() -> None:
    ramp = np.tile(np.arange(48, dtype=np.uint8), (48, 1))
    plain, faint, strong = np.full_like(ramp, 90), 100 + ramp // 8, 5 * ramp
    # Stripes that even out in the thumbnail.
    striped = np.tile(np.array([60, 120, 180], np.uint8), (48, 16))
    fingerprints = [fingerprint(picture) for picture in (plain, faint, striped, strong, draw_face(3, 507))]
    assert [each.blank for each in fingerprints] == [True, True, False, False, False]
    assert [bool(each.thumbnail.any()) for each in fingerprints] == [False, False, False, True, True]
    assert _copies(fingerprints, 0, 1) == {}


@pytest.mark.parametrize("chunk", [1, 2, 3, 2048])
def test_near_copies_are_found_among_any_number_of_pictures(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(cleaning, "_CHUNK", chunk)
    faces = [draw_face(4, seed) for seed in range(600, 605)]
    fingerprints = [fingerprint(face) for face in (*faces, *map(_near_copy, faces))]
    near = dict.fromkeys(range(6, 10), Reason.NEAR_COPY)
    assert _copies(fingerprints, 0) == {5: Reason.IN_EVALUATION} | near


def _random_fingerprints(count: int, seed: int) -> list[Fingerprint]:
    """In three dimensions, so that one pair in a hundred is a near copy."""
    points = np.random.default_rng(seed).normal(size=(count, 3)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return [Fingerprint(number.to_bytes(4), 0.5, point, blank=False) for number, point in enumerate(points)]


def _compared_all_at_once(fingerprints: list[Fingerprint], evaluation: np.ndarray) -> dict[int, Reason]:
    thumbnails = np.stack([each.thumbnail for each in fingerprints])
    near = thumbnails @ thumbnails.T > cleaning.NEAR_COPY
    out: dict[int, Reason] = {}
    for row in np.flatnonzero(~evaluation):
        others = np.flatnonzero(near[row])
        if evaluation[others].any():
            out[int(row)] = Reason.IN_EVALUATION
        elif any(other < row and other not in out for other in others):
            out[int(row)] = Reason.NEAR_COPY
    return out


@pytest.mark.parametrize("chunk", [1, 7, 64, 2048])
@pytest.mark.parametrize("share", [0, 0.02, 1])
def test_comparing_piece_by_piece_changes_nothing(monkeypatch: pytest.MonkeyPatch, chunk: int, share: float) -> None:
    monkeypatch.setattr(cleaning, "_CHUNK", chunk)
    fingerprints = _random_fingerprints(400, seed=1)
    evaluation = np.random.default_rng(2).random(len(fingerprints)) < share
    expected = _compared_all_at_once(fingerprints, evaluation)
    assert find_copies(fingerprints, np.zeros(len(fingerprints), np.int64), evaluation) == expected


def test_near_copies_are_compared_in_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "_CHUNK", chunk := 256)
    fingerprints = _random_fingerprints(4000, seed=1)
    one_piece_with_all = chunk * len(fingerprints) * np.dtype(np.float32).itemsize
    tracemalloc.start()
    try:
        assert len(_copies(fingerprints, *range(100))) > 3000
        assert tracemalloc.get_traced_memory()[1] < one_piece_with_all
    finally:
        tracemalloc.stop()
