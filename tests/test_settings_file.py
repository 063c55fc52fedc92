"""What is kept comes back, what is damaged is said, and nothing is ever half written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import settings_file
from assistant.errors import SettingsError
from assistant.settings import DEFAULTS, OPTIONS, Settings, changed, is_key
from tests.helpers.closed import close_to_us
from tests.helpers.combinations import keys_for_all_programs


def values_of(name: str) -> st.SearchStrategy[Any]:
    if isinstance(getattr(DEFAULTS, name), dict):
        return st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)
    if is_key(name):
        return st.just("") | keys_for_all_programs().map(str)
    if isinstance(getattr(DEFAULTS, name), bool):
        return st.booleans()
    metadata = OPTIONS[name].metadata
    if metadata["bounds"]:
        low, high, step = metadata["bounds"]
        return st.sampled_from(range(low, high + 1, step))
    if name == "camera":
        return st.text(max_size=8)
    return st.sampled_from(metadata["choices"])


ALL = st.builds(Settings, **{name: values_of(name) for name in OPTIONS})


@given(ALL)
def test_what_is_saved_comes_back(tmp_path_factory: pytest.TempPathFactory, chosen: Settings) -> None:
    path = tmp_path_factory.mktemp("settings") / "folder" / "settings.json"
    settings_file.save(chosen, path)
    assert settings_file.load(path) == (chosen, None)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings_file.load(tmp_path / "none.json") == (Settings(), None)


def test_a_folder_that_we_may_not_look_into_is_said_and_means_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "closed" / "settings.json"
    settings_file.save(Settings(rate=200), path)
    with monkeypatch.context() as closed:
        close_to_us(path.parent, closed)
        closed.setattr(os, "rename", os.stat)  # either is refused there
        closed.setattr(os, "replace", os.stat)
        loaded, complaint = settings_file.load(path)
    assert loaded == Settings()
    assert complaint is not None
    assert complaint.endswith("check its name and your permission.")
    assert settings_file.load(path)[0].rate == 200


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"options": 3}', '{"version": 1}', "\x00\x01", "[" * 100_000])
def test_a_damaged_file_is_kept_aside_and_that_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    loaded, complaint = settings_file.load(path)
    assert loaded == Settings()
    assert not path.exists()
    aside = tmp_path / "settings.damaged.json"
    assert aside.read_text() == text
    assert complaint is not None
    assert str(aside) in complaint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rate", 79),
        ("rate", 451),
        ("rate", True),
        ("rate", "fast"),
        ("rate", 170.5),
        ("cards", 15),
        ("cards", False),
        ("cards", 5.0),
        ("choices", 1),
        ("choices", []),
        ("theme", "pink"),
        ("theme", 1),
        ("muted", 1),
        ("keys", {"mute": 3}),
        ("keys", []),
        ("voices", {"en": None}),
        ("global_mute", "M"),
        ("global_mute", 3),
        ("speaker", ["voice"]),
    ],
)
def test_a_value_that_does_not_fit_is_replaced_and_named(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 1, "options": {"volume": 50, name: value}}))
    loaded, complaint = settings_file.load(path)
    assert getattr(loaded, name) == getattr(DEFAULTS, name)
    assert loaded.volume == 50
    assert complaint is not None
    with pytest.raises(SettingsError):
        changed(Settings(), name, value)


def test_a_number_between_two_steps_becomes_the_nearest_that_can_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"options": {"rate": 174, "text_percent": 120}}')
    loaded, complaint = settings_file.load(path)
    assert (loaded.rate, loaded.text_percent, complaint) == (170, 125, None)


def test_options_of_another_version_are_left_out_silently(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 99, "options": {"of_another_version": 1, "rate": 200}}))
    loaded, complaint = settings_file.load(path)
    assert (loaded.rate, complaint) == (200, None)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings_file.save(Settings(rate=200), path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        settings_file.save(Settings(rate=300), path)
    assert settings_file.load(path)[0].rate == 200
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError):
        settings_file.save(Settings(), tmp_path / "file" / "settings.json")


def test_a_file_that_the_user_names_is_refused_and_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shopping.json"
    path.write_text("[]")
    with pytest.raises(SettingsError, match="shopping"):
        settings_file.read(path)
    assert path.exists()
    with pytest.raises(SettingsError):
        settings_file.read(tmp_path / "none.json")
