"""Recipes of several runs: an ensemble's members, and the variants that are compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from training.config import LOSSES, Config, FitConfig, NetworkConfig
from training.data import balance
from training.errors import TrainingError
from training.recipes import imbalance_variants, read_ensemble, require_files


@pytest.mark.logs("Sparse targets are left without")
def test_sparse_targets_are_compared_without_the_losses_that_refuse_them(caplog: pytest.LogCaptureFixture) -> None:
    soft, sparse = (imbalance_variants(Config(fit=FitConfig(targets=kind))) for kind in ("soft", "sparse"))
    assert set(soft) - set(sparse) == set(LOSSES) - {"cross-entropy"}
    assert set(sparse) == set(balance.METHODS)
    assert [record.getMessage() for record in caplog.records] == [
        'Sparse targets are left without focal and logit-adjusted: set [fit] targets = "soft" for them.'
    ]


def _write(folder: Path, ensemble: str) -> Path:
    for name in ("one", "other"):
        (folder / f"{name}.toml").write_text(f"[fit]\nseed = {len(name)}\n")
    (folder / "ensemble.toml").write_text(ensemble)
    return folder / "ensemble.toml"


def test_members_lie_beside_the_recipe_and_are_called_after_their_files(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "third.toml").write_text("[fit]\nseed = 9\n")
    text = '[prepare]\nheld_back = 0.3\n[ensemble]\nmembers = ["one.toml", "other.toml", "more/third.toml"]\n'
    recipe = read_ensemble(_write(tmp_path, text))
    assert {name: config.fit.seed for name, config in recipe.members.items()} == {"one": 3, "other": 5, "third": 9}
    assert recipe.plan.held_back == 0.3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no members"),
        ("[ensemble]\nmembers = []\n", "names no members"),
        ("[fit]\nepochs = 1\n", r"\[fit\] is unknown; use \[prepare\] and \[ensemble\]"),
        ('[ensemble]\nmembers = ["one.toml", "./one.toml"]\n', "gives two members one name"),
        ('[ensemble]\nmembers = ["one.toml"]\nships = ["other.toml"]\n', "ships other.toml, which it does not train"),
        ('[ensemble]\nmembers = ["missing.toml"]\n', "missing.toml is no readable recipe"),
        ('[ensemble]\nmembers = ["one.toml"]\ntalkers = 9\n', r"has talkers without drawn people: set .* drawn"),
    ],
)
def test_what_is_no_recipe_of_an_ensemble_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        read_ensemble(_write(tmp_path, text))


def test_files_that_nobody_brought_are_missed_by_the_name_of_who_needs_them(tmp_path: Path) -> None:
    brought = tmp_path / "brought.csv"
    brought.touch()
    fit = FitConfig(readings=[str(brought)])
    require_files({"first": Config(fit=fit)})
    missing = str(tmp_path / "missing")
    for config in (
        Config(fit=replace(fit, readings=[str(brought), missing])),
        Config(network=NetworkConfig(options={"weights": missing})),
    ):
        with pytest.raises(TrainingError, match=r"second begins with .*missing, which is not there"):
            require_files({"first": Config(fit=fit), "second": config})


def test_an_option_that_is_no_text_is_left_to_the_network_to_refuse() -> None:
    require_files({"first": Config(network=NetworkConfig(options={"weights": 3}))})
