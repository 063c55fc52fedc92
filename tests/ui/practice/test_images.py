"""Pictures of practice faces: painted or read when they are shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.practice.cards import DrawnFace, Photograph
from assistant.practice.portraits import apex
from assistant.ui.controllers.photos import pixels_of
from assistant.ui.practice.images import FaceImages, Motion, as_qimage, painted
from tests.helpers.practice_window import picture

SMILE = DrawnFace(3, Expression.HAPPY, 0.9, before=Expression.NEUTRAL)


def test_a_picture_owns_its_pixels() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (7, 5, 3), np.uint8)
    image, before = as_qimage(pixels), pixels.copy()
    pixels[:] = 0
    assert np.array_equal(pixels_of(image), before)


def test_a_face_without_a_moment_is_shown_at_its_clearest() -> None:
    assert np.array_equal(painted(SMILE), painted(SMILE, apex(SMILE)))
    assert not np.array_equal(painted(SMILE), painted(SMILE, 0.0))


def test_a_photograph_is_read_when_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "happy.png"
    path.write_bytes(picture(120))
    images = FaceImages()
    assert (pixels_of(images.of(Photograph(path, Expression.HAPPY))) == 120).all()
    path.unlink()
    with pytest.raises(DeckError, match=r"happy\.png"):
        images.of(Photograph(path, Expression.HAPPY))
    images.close()


def test_a_movement_begins_at_its_beginning_and_stops_when_it_is_told_to(qt: QApplication) -> None:
    motion, frames = Motion(), list[QImage]()
    motion.frame.connect(frames.append)
    assert not motion.running
    motion.play(SMILE)
    assert motion.running
    assert np.array_equal(pixels_of(frames[0]), painted(SMILE, 0.0))
    motion.stop()
    assert not motion.running
