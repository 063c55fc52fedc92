"""Arguments that several commands share: sets and their weights, cores, and short names of sets."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from training.commands import arguments
from training.data.prepare import Source
from training.errors import TrainingError


def _parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments.add_sources(parser, "data")
    arguments.add_cores(parser, 2)
    return parser.parse_args(["faces", *words])


def test_joined_sets_have_their_weights() -> None:
    options = _parsed("--also", "more", "2", "--also", "drawn", "0.5")
    expected = [Source(Path("faces")), Source(Path("more"), 2.0), Source(Path("drawn"), 0.5)]
    assert arguments.sources(options.data, options) == expected
    assert arguments.votes(options) is None


@pytest.mark.parametrize("weight", ["0", "-1", "nan", "inf", "1e300", "much", ""])
def test_a_weight_that_is_none_is_named_with_its_set(weight: str) -> None:
    options = _parsed("--also", "more", weight)
    with pytest.raises(TrainingError, match=f"--also more {weight}: the weight must be a number from 0.01 to 100"):
        arguments.sources(options.data, options)


def test_one_core_is_the_least() -> None:
    assert arguments.cores(_parsed()) == 2
    assert arguments.cores(_parsed("--cores", "1")) == 1
    with pytest.raises(TrainingError, match="--cores 0 leaves nothing to train with"):
        arguments.cores(_parsed("--cores", "0"))


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    for name in ("home/faces", "away/faces", "home/press"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "home" / "fer2013.csv").touch()
    return tmp_path


def test_sets_are_named_as_briefly_as_tells_them_apart(sets: Path) -> None:
    table, faces, other, press = (
        sets / name for name in ("home/fer2013.csv", "home/faces", "away/faces", "home/press")
    )
    assert arguments.set_names([table, faces]) == ["fer2013", "faces"]
    assert arguments.set_names([press, faces, other]) == ["home/press", "home/faces", "away/faces"]


def test_sets_that_differ_in_their_ending_alone_are_two(tmp_path: Path) -> None:
    table, archive = tmp_path / "faces.csv", tmp_path / "faces.zip"
    for path in (table, archive):
        path.touch()
    assert arguments.set_names([archive, table]) == ["faces.zip", "faces.csv"]


def test_a_set_that_is_given_twice_is_said_however_it_is_written(sets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sets / "home")
    for again in (sets / "home" / "faces", Path("faces"), Path("../home/faces")):
        with pytest.raises(TrainingError, match="given twice"):
            arguments.set_names([sets / "home" / "faces", again])
