"""Every reader on inputs that hypothesis makes: the same ones each time, a few for each reader."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.target import Examiner, Target
from tests.fuzz.targets import TARGETS
from tests.fuzz.test_corpus import SECONDS

pytestmark = pytest.mark.logs("The class .* is left out", always=False)
"""Made-up tables name classes that nobody knows."""

EXAMPLES = 100


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Mostly inputs that the reader takes, changed in a few steps, of which shrinking leaves as few as possible."""
    steps = st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=3)
    near = st.builds(lambda seed, seeds: _changed(target, seed, seeds), st.sampled_from(target.seeds()), steps)
    return st.one_of(near, near, near, near, st.text().map(lambda text: text.encode("utf-8", "replace")), st.binary())


def _changed(target: Target, data: bytes, seeds: list[int]) -> bytes:
    for seed in seeds:
        data = target.mutate(data, Random(seed))
    return data


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_any_input_is_read_or_refused_in_a_sentence(target: Target, tmp_path: Path) -> None:
    examine = Examiner(target, tmp_path, SECONDS)

    @settings(derandomize=True, database=None, max_examples=EXAMPLES)
    @given(inputs(target))
    def on_every_input(data: bytes) -> None:
        examine(data)

    on_every_input()


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_mutation_begins_with_what_is_taken(target: Target, tmp_path: Path) -> None:
    taken = []

    def read(path: Path) -> None:
        target.read(path)
        taken.append(path)

    examine = Examiner(replace(target, read=read), tmp_path, SECONDS)
    for data in target.seeds():
        examine(data)
    assert taken
