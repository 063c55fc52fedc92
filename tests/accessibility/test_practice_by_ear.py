"""Practice by keyboard and by ear: a scripted learner answers ten cards of each kind unseen."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings, Speaker
from assistant.settings_file import default_path, save
from tests.accessibility.stage import on_stage


def test_ten_cards_of_each_kind_are_answered_unseen(tmp_path: Path) -> None:
    save(Settings(welcomed=True, language="en", speaker=Speaker.SCREEN_READER), default_path())
    heard = on_stage(tmp_path, "-", "practising_user.py", "practice")
    assert "Deleted." in heard
