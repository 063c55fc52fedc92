"""The page about the architecture, the contracts and the tree name the same modules."""

from __future__ import annotations

import re

import pytest

from docs import make_architecture
from docs.make_architecture import in_tree, layers
from tests.helpers.places import ROOT

PACKAGES = ["assistant", "assistant.ui", "assistant.adapters", "training"]
NO_MODULES = {"training": {"configs"}}
"""Folders of files that are no code."""


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_of_the_tree_stands_in_a_layer_and_the_other_way_round(package: str) -> None:
    named = {module.name for layer in layers(package) for module in layer}
    assert named == in_tree(package) - NO_MODULES.get(package, set())


def test_the_page_names_every_module_with_its_purpose() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package in PACKAGES:
        inside = "".join(f"{part}/" for part in package.split(".")[1:])
        for name in in_tree(package):
            assert re.search(rf"\| `{inside}{name}(/|\.py)` \| \S.{{10,}} \|", page), (package, name)


def test_the_picture_names_every_module() -> None:
    picture = make_architecture.picture()
    for package in PACKAGES:
        for name in in_tree(package):
            assert re.search(rf">{name}/?</text>", picture), (package, name)


def test_the_picture_has_room_for_its_words() -> None:
    """Nothing is written beyond the card that it stands in."""
    picture = make_architecture.picture()
    (width,) = map(int, re.findall(r'<svg .*?width="(\d+)"', picture))
    for x, text in re.findall(r'<text x="(\d+)" y="\d+">(.*?)</text>', picture):
        assert int(x) + 6.9 * len(text) <= width, text


def test_the_training_borrows_only_what_the_picture_says() -> None:
    picture = " ".join(re.sub("<.*?>", " ", make_architecture.picture()).split())
    assert "The assistant never imports training" in picture
    assert {"imaging", "expressions", "adapters"} <= set(make_architecture.lent())
    assert not {"ui", "app", "cli", "cues", "practice", "runtime"} & set(make_architecture.lent())
