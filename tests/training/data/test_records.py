"""A picture on its way from a data set: its fold, its groups, and the shape that it is given."""

from __future__ import annotations

import io
from pathlib import PurePosixPath

import cv2
import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.data.tables import png
from training.data.records import Record, decode, fold_named, fold_of, groups_of, of_fold, shaped
from training.errors import TrainingError


@pytest.mark.parametrize(
    ("word", "fold"),
    [
        (" PublicTest", "validation"),
        ("val_set", "validation"),
        ("Training", "train"),
        ("PrivateTest", "test"),
        ("Validation Data Set", "validation"),
        ("dev", "validation"),
        ("eval", "test"),
        ("hold-out", "test"),
        ("training_images", "train"),
        ("data", None),
        ("tests", None),
        ("", None),
    ],
)
def test_each_word_for_a_fold_is_understood(word: str, fold: str | None) -> None:
    assert fold_named(word) == fold


def test_the_folder_that_names_a_fold_counts() -> None:
    assert fold_of(PurePosixPath("faces/test/happy")) == "test"
    assert fold_of(PurePosixPath("val/set/validation/happy")) == "validation"
    assert fold_of(PurePosixPath("faces/happy")) == ""


def test_folders_that_name_two_folds_are_refused() -> None:
    with pytest.raises(TrainingError, match="training/fer/test/happy names two folds, train and test: give the folder"):
        fold_of(PurePosixPath("training/fer/test/happy"))


def test_groups_are_the_folders_that_name_neither_fold_nor_class() -> None:
    assert groups_of(PurePosixPath("women/train/happy/over 60")) == ("women", "over 60")


def test_a_fold_is_asked_for_by_its_name_or_by_the_sets_own_word() -> None:
    records = [Record(None, 0, fold, fold) for fold in ("train", "validation", "", "odd")]
    assert [record.name for record in of_fold(records, "PublicTest")] == ["validation"]
    assert [record.name for record in of_fold(records, "odd")] == ["odd"]
    assert [*of_fold(records, None)] == records


@given(st.integers(1, 90), st.integers(1, 90), st.booleans(), st.booleans())
def test_whatever_its_form_a_picture_becomes_a_square(height: int, width: int, coloured: bool, colour: bool) -> None:
    picture = np.full((height, width, 3) if coloured else (height, width), 90, np.uint8)
    face = shaped(picture, 48, colour)
    assert face.shape[:2] == (48, 48)
    assert face.ndim == (3 if coloured or colour else 2)
    assert face.dtype == np.uint8
    assert np.all(face == 90)


def test_the_middle_of_a_long_picture_is_kept() -> None:
    picture = np.zeros((48, 100), np.uint8)
    picture[:, 26:74] = 200
    assert np.all(shaped(picture, 48, colour=False) == 200)
    assert np.all(shaped(picture.T, 48, colour=False) == 200)


def test_colours_are_red_green_and_blue_or_grey() -> None:
    red = np.zeros((48, 48, 3), np.uint8)
    red[:, :, 2] = 255  # OpenCV writes blue first
    data = cv2.imencode(".png", red)[1].tobytes()
    coloured, grey = decode(data, colour=True), decode(data, colour=False)
    assert coloured is not None
    assert coloured[0, 0].tolist() == [255, 0, 0]
    assert grey is not None
    assert grey[0, 0] == pytest.approx(76, abs=1)
    assert decode(data[:40], colour=False) is None
    assert decode(b"", colour=True) is None


@pytest.mark.parametrize("kind", ["JPEG", "AVIF"])
def test_a_picture_is_turned_as_its_file_says(kind: str) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    PIL.Image.fromarray(np.repeat(np.uint8([[250], [10]]), 20, axis=0).repeat(30, axis=1)).save(file, kind, exif=exif)
    grey = decode(file.getvalue(), colour=False)
    assert grey is not None
    assert grey.shape == (30, 40)
    assert grey[:, 0].mean() < 30
    assert grey[:, -1].mean() > 230


def test_a_picture_longer_than_opencv_takes_is_unreadable_and_ends_nothing() -> None:
    side = 2**20 + 1  # few pixels, but OpenCV asserts that no side is longer than 2**20
    assert decode(b"P5 %d 1 255\n" % side + bytes(side), colour=False) is None


def test_what_lies_beneath_transparent_places_is_not_learned() -> None:
    cut = np.full((48, 48, 4), 90, np.uint8)
    cut[:24, :, 3], cut[24:, :, 3] = 0, 255
    data = png(cut)
    for colour in (True, False):
        picture = decode(data, colour)
        assert picture is not None
        assert (picture[:24] == 255).all()
        assert (picture[24:] == 90).all()
