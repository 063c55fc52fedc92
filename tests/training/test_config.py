"""A recipe's keys take values within bounds, and whatever else is given is named with what would do."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from training.config import FitConfig, NetworkConfig, config_from_dict, read_table
from training.data.augment import Augmentation
from training.errors import TrainingError
from training.networks import FAMILIES
from training.recipes import Shipping

_TABLES = (NetworkConfig, Augmentation, FitConfig, Shipping)


def _numbers(hints: dict[str, Any]) -> list[str]:
    kinds = {key: get_args(kind)[0] if get_origin(kind) is Annotated else kind for key, kind in hints.items()}
    return [key for key, kind in kinds.items() if kind in (int, float)]


@pytest.mark.parametrize("kind", _TABLES)
def test_every_number_of_a_table_has_bounds_that_hold_its_default(kind: Any) -> None:
    defaults = dataclasses.asdict(kind())
    assert read_table(kind, defaults, "here") == kind()
    for key in _numbers(get_type_hints(kind)):
        for value in (-1, float("nan"), float("inf"), "1", True, None):
            with pytest.raises(TrainingError, match=f"here: {key} = .* does not fit; use a"):
                read_table(kind, {key: value}, "here")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_number_of_a_network_has_bounds(family: str) -> None:
    hints = get_type_hints(FAMILIES[family], include_extras=True)
    for key in list(inspect.signature(FAMILIES[family]).parameters)[2:]:
        assert hints[key] not in (int, float), key


@pytest.mark.parametrize(
    ("table", "key", "value", "words"),
    [
        ("network", "size", 0, "use a whole number from 8 to 224"),
        ("network", "channels", True, "use one of 1, 3"),
        ("augment", "mixup", -1.0, "use a number from 0 to 100"),
        ("augment", "shift", 2.0, "use a number from 0 to 1"),
        ("fit", "epochs", 0, "use a whole number from 1 to 1000000"),
        ("fit", "epochs", 2.0, "use a whole number from 1 to 1000000"),
        ("fit", "batch", -4, "use a whole number from 1 to 1000000"),
        ("fit", "vote_share", 5, "use a number from 0 to 1"),
        ("fit", "average", 2, "use a number from 0 to 1"),
        ("fit", "learning_rate", float("inf"), "use a number of 0 or more"),
        ("fit", "seed", -1, "use a whole number from 0 to 4294967295"),
        ("fit", "seed", 2**32, "use a whole number from 0 to 4294967295"),
        ("fit", "teachers", [1], "use a list, each entry text in quotes"),
        ("fit", "translate_votes", 1, "use true or false"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_does(table: str, key: str, value: object, words: str) -> None:
    with pytest.raises(TrainingError) as raised:
        config_from_dict({table: {key: value}}, "recipe.toml")
    assert str(raised.value) == f"recipe.toml: [{table}]: {key} = {value!r} does not fit; {words}."


def test_a_recipe_follows_runs_by_their_names() -> None:
    assert FitConfig().predecessors == []
    assert FitConfig(start="first", teachers=["one", "other"]).predecessors == ["first", "one", "other"]


@pytest.mark.parametrize("tables", [[], None, "recipe", {"fit": []}, {"fit": {"epoch": 1}}, {"optimizer": {}}])
def test_what_is_no_recipe_is_named_with_its_file(tables: object) -> None:
    with pytest.raises(TrainingError, match=r"^recipe\.toml"):
        config_from_dict(tables, "recipe.toml")


def test_a_recipe_with_every_default_written_out_is_the_same_recipe() -> None:
    recipe = config_from_dict({"fit": {"epochs": 3}, "network": {"options": {"widths": [8]}}}, "recipe.toml")
    assert config_from_dict(recipe.as_dict(), "config.json") == recipe
