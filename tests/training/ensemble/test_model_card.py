"""The model card says of an ensemble what its manifest knows, and claims nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.places import ROOT
from tests.training.ensemble.conftest import FER2013_WORDS
from training.ensemble.model_card import write_model_card


@pytest.fixture
def manifest() -> dict[str, Any]:
    """That of the shipped models, which learned from FER2013."""
    known: dict[str, Any] = json.loads((ROOT / "models" / "ensemble.json").read_text(encoding="utf-8"))
    return known


def _card(manifest: dict[str, Any], folder: Path) -> str:
    return write_model_card(manifest, folder).read_text(encoding="utf-8")


def test_the_shipped_card_is_that_of_the_shipped_manifest(manifest: dict[str, Any], tmp_path: Path) -> None:
    card = _card(manifest, tmp_path)
    assert card == (ROOT / "models" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert not [words for words in FER2013_WORDS if words not in card]


def test_the_card_says_what_a_member_knew_before(manifest: dict[str, Any], tmp_path: Path) -> None:
    member = manifest["members"][0] | {"family": "vgg", "readings": []}
    manifest |= {"members": [member], "learned_elsewhere": 0}
    assert "began with" not in _card(manifest, tmp_path)
    for family, words in (("dlib-resnet", "dlib's face"), ("intel-resnet", "emotions-recognition-retail-0003")):
        manifest |= {"members": [member, member | {"family": family}]}
        card = _card(manifest, tmp_path)
        assert f"to validate.\n- What members of the family `{family}` began with: {words}" in card


def test_votes_and_readers_are_named_where_members_heard_them(manifest: dict[str, Any], tmp_path: Path) -> None:
    member = manifest["members"][0] | {"vote_share": 0.5, "readings": ["intel", "a friend"]}
    learned = manifest["learned_from"] | {"drawn": 3, "voted": {"train": 5, "validation": 6}}
    manifest |= {"members": [member], "learned_from": learned, "learned_elsewhere": 1234}
    card = _card(manifest, tmp_path)
    assert "ten annotators for each of 5 faces, blended" in card
    assert "- 3 faces drawn by this project." in card
    assert "- 1,234 faces of other sets, from which members began to learn" in card
    assert all(words in card for words in ("Open Model Zoo; Apache-2.0", "`a friend.csv`; its own terms"))
    member["vote_share"] = 0.0
    assert "blended" not in _card(manifest, tmp_path)


def test_the_brier_score_is_that_of_the_votes_where_there_are_any(manifest: dict[str, Any], tmp_path: Path) -> None:
    for voted, words in ((6, "| Brier (FERPlus votes) |"), (0, "| Brier |")):
        manifest["calibrated_on"] |= {"voted": {"train": 5, "validation": voted}}
        assert words in _card(manifest, tmp_path)


def test_data_of_which_nothing_was_written_down_are_not_claimed(manifest: dict[str, Any], tmp_path: Path) -> None:
    del manifest["learned_from"], manifest["outside"]
    for member in manifest["members"]:
        member["readings"] = []
    manifest["calibrated_on"] = {
        "sources": [{"name": "a", "weight": 1}, {"name": "b", "weight": 0.5}],
        "faces": {"train": {"sad": 70}, "held_back": {"sad": 1200, "happy": 34}, "validation": {"sad": 9}},
        "fer2013": False,
        "voted": {"train": 0, "validation": 0},
        "drawn": 0,
    }
    card = _card(manifest, tmp_path)
    assert "What the members learned from was not written down" in card
    assert "thresholds come from 1,234 faces held back of `a`, `b` (weight 0.5)." in card
    assert not [words for words in (*FER2013_WORDS, "is rarest") if words in card]


def test_only_conditions_that_there_were_are_named(manifest: dict[str, Any], tmp_path: Path) -> None:
    words = "as labelled, as most annotators voted, with the mouths of"
    assert words in _card(manifest, tmp_path)
    del manifest["left_out"]["as voted"]
    assert "as labelled, with the mouths of" in _card(manifest, tmp_path)


def test_scores_that_the_faces_leave_undefined_are_dashes(manifest: dict[str, Any], tmp_path: Path) -> None:
    scores = manifest["scores"]
    scores["auc"] = None
    scores["confusion"] = [[0] * 7 for _ in range(7)]
    scores["confusion"][3][4] = 9
    card = _card(manifest, tmp_path)
    assert f"| {scores['mean_recall']:.3f} | – | {scores['ece']:.3f} |" in card
    assert "| happy | 9 | 0.00 | – |" in card
    assert "| neutral | 0 | – | 0.00 |" in card
    assert "| sad | 0 | – | – |" in card
