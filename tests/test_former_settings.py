"""A settings file from before there were kinds of cues keeps what it said."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from assistant import settings_file
from assistant.cues.preferences import Delivery, Verbosity
from assistant.settings import Settings

NEW = ("movements_only", "expressions", "doubtful", "gestures", "gesture_words", "attention", "eyes", "movements")


def file_of_then(path: Path, **chosen: Any) -> Path:
    """What the program wrote before, with all options that it had."""
    options = {name: value for name, value in asdict(Settings()).items() if name not in NEW}
    path.write_text(json.dumps({"options": {**options, "welcomed": True, **chosen}}), encoding="utf-8")
    return path


@pytest.mark.parametrize("verbosity", ["strong", "changes"])
def test_every_change_is_told_as_before_and_nothing_new_comes_up_by_itself(tmp_path: Path, verbosity: str) -> None:
    kept, complaint = settings_file.load(file_of_then(tmp_path / "settings.json", verbosity=verbosity, earcons=False))
    assert complaint is None
    wanted = kept.cue_preferences
    assert (wanted.expressions, wanted.doubtful) == (Delivery.ON, True)
    assert wanted.gestures is Delivery.ON_REQUEST
    assert wanted.attention is Delivery.ON_REQUEST
    assert wanted.movements is Delivery.OFF
    assert (wanted.verbosity, kept.earcons) == (verbosity, False)


def test_movements_too_are_still_told_with_the_expression(tmp_path: Path) -> None:
    kept, complaint = settings_file.load(file_of_then(tmp_path / "settings.json", verbosity="movements"))
    assert complaint is None
    assert (kept.verbosity, kept.movements) == (Verbosity.CHANGES, Delivery.ON)


def test_what_was_kept_is_written_so_that_it_stays(tmp_path: Path) -> None:
    path = file_of_then(tmp_path / "settings.json")
    settings_file.save_changes({"rate": 200}, Settings(), path)
    assert settings_file.load(path)[0].doubtful
    settings_file.save_changes({"doubtful": False, "gestures": Delivery.ON}, Settings(), path)
    assert settings_file.load(path)[0].cue_preferences == Settings().cue_preferences


def test_who_has_chosen_nothing_about_cues_gets_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"options": {"rate": 200}}')
    assert settings_file.load(path)[0] == Settings(rate=200)


@pytest.mark.parametrize(("number", "kept"), [(0, ""), (1, "1")])
def test_a_camera_that_was_kept_by_its_number_is_still_that_camera(tmp_path: Path, number: int, kept: str) -> None:
    loaded, complaint = settings_file.load(file_of_then(tmp_path / "settings.json", camera=number))
    assert (loaded.camera, complaint) == (kept, None)
