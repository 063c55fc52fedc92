"""Settings: what is kept comes back, what is damaged is said, and nothing is ever half written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages, settings
from assistant.errors import SettingsError
from assistant.events import Channel
from assistant.settings import DEFAULTS, OPTIONS, Settings, Speaker, is_key
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
    settings.save(chosen, path)
    assert settings.load(path) == (chosen, None)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == (Settings(), None)


def test_a_folder_that_we_may_not_look_into_is_said_and_means_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "closed" / "settings.json"
    settings.save(Settings(rate=200), path)
    with monkeypatch.context() as closed:
        close_to_us(path.parent, closed)
        closed.setattr(os, "rename", os.stat)  # either is refused there
        closed.setattr(os, "replace", os.stat)
        loaded, complaint = settings.load(path)
    assert loaded == Settings()
    assert complaint is not None
    assert complaint.endswith("check its name and your permission.")
    assert settings.load(path)[0].rate == 200


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"options": 3}', '{"version": 1}', "\x00\x01", "[" * 100_000])
def test_a_damaged_file_is_kept_aside_and_that_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    loaded, complaint = settings.load(path)
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
    loaded, complaint = settings.load(path)
    assert getattr(loaded, name) == getattr(DEFAULTS, name)
    assert loaded.volume == 50
    assert complaint is not None
    with pytest.raises(SettingsError):
        settings.changed(Settings(), name, value)


def test_a_number_between_two_steps_becomes_the_nearest_that_can_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"options": {"rate": 174, "text_percent": 120}}')
    loaded, complaint = settings.load(path)
    assert (loaded.rate, loaded.text_percent, complaint) == (170, 125, None)


def test_options_of_another_version_are_left_out_silently(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 99, "options": {"of_another_version": 1, "rate": 200}}))
    loaded, complaint = settings.load(path)
    assert (loaded.rate, complaint) == (200, None)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings(rate=200), path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        settings.save(Settings(rate=300), path)
    assert settings.load(path)[0].rate == 200
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError):
        settings.save(Settings(), tmp_path / "file" / "settings.json")


def test_a_file_that_the_user_names_is_refused_and_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shopping.json"
    path.write_text("[]")
    with pytest.raises(SettingsError, match="shopping"):
        settings.read(path)
    assert path.exists()
    with pytest.raises(SettingsError):
        settings.read(tmp_path / "none.json")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_listed_option_is_named_and_helped(language: str) -> None:
    sentences = messages.sentences(language)
    for name, option in OPTIONS.items():
        if option.metadata["group"]:
            assert f"setting.{name}" in sentences
            assert f"setting.{name}_help" in sentences
        if option.metadata["group"] and name != "language":
            assert all(f"setting.{name}_{choice}" in sentences for choice in option.metadata["choices"])


def test_the_screen_reader_and_our_voice_never_speak_both() -> None:
    assert not Settings(speaker=Speaker.SCREEN_READER).sound_preferences.speech
    assert Settings(speaker=Speaker.VOICE).sound_preferences.speech


def test_short_sounds_that_are_switched_off_are_not_heard_with_errors_either() -> None:
    assert Settings().sound_preferences.earcons
    assert not Settings(earcons=False).sound_preferences.earcons


def test_channels_that_are_switched_off_are_not_used() -> None:
    assert Settings(speech=False).cue_preferences.channels == {Channel.EARCON, Channel.LABEL}
    assert Settings(earcons=False, label=False).cue_preferences.channels == {Channel.SPEECH}
