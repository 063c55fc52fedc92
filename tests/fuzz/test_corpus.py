"""Every input that once broke a promise of its reader."""

from pathlib import Path

import pytest

from tests.fuzz.target import Examiner
from tests.fuzz.targets import TARGETS, corpus_folder

SECONDS = 10
"""Of processor time, on whatever machine: `python -m tests.fuzz` asks for less."""

FOUND = [
    pytest.param(name, file, id=f"{name}/{file.name}")
    for name in TARGETS
    for file in sorted(corpus_folder(name).glob("*"))
]


@pytest.mark.parametrize(("name", "file"), FOUND)
def test_what_was_found_is_read_or_refused_in_a_sentence(name: str, file: Path, tmp_path: Path) -> None:
    Examiner(TARGETS[name], tmp_path, SECONDS)(file.read_bytes())


def test_the_corpus_belongs_to_targets() -> None:
    folders = {folder.name for folder in corpus_folder("").iterdir()}
    assert folders <= TARGETS.keys()
    assert FOUND
