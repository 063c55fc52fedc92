"""What the pages in docs/ state of the models that ship."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.helpers.places import ROOT

MANIFEST = json.loads((ROOT / "models" / "ensemble.json").read_text(encoding="utf-8"))
TRAINING = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")


def test_the_training_page_states_the_manifests_figures() -> None:
    text = " ".join(TRAINING.split())
    weights = {name: float(weight) for name, weight in re.findall(r"`([\w-]+)` (0\.\d\d)\b", text)}
    shipped = {Path(member["file"]).stem: round(member["weight"], 2) for member in MANIFEST["members"]}
    assert {name: weights.get(name) for name in shipped} == shipped
    scores = MANIFEST["scores"]
    for words in (
        f"Together they read {scores['accuracy']:.3f}, with {scores['macro_f1']:.3f} macro F1",
        f"{scores['mean_recall']:.3f} mean recall",
        f"expected calibration error is {scores['ece']:.3f}",
        f"cover {scores['coverage_at_90']:.2f} of the faces",
    ):
        assert words in text


def test_recipes_state_what_came_of_them() -> None:
    recipes = (ROOT / "training" / "configs").glob("*.toml")
    stated = {
        recipe.stem: float(found[1])
        for recipe in recipes
        if (found := re.match(r"# Reads (0\.\d{3}) of the validation faces right", recipe.read_text(encoding="utf-8")))
    }
    assert stated.pop("shipped") == round(MANIFEST["scores"]["accuracy"], 3)


def test_the_cues_page_was_measured_with_the_ensemble_that_ships() -> None:
    text = " ".join((ROOT / "docs" / "cues.md").read_text(encoding="utf-8").split())
    count = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}[len(MANIFEST["members"])]
    assert f"With the shipped ensemble ({count} members, {MANIFEST['scores']['accuracy']:.3f} on" in text
