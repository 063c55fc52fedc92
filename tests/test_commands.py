"""The table of commands, walked from end to end."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assistant import messages
from assistant.commands import BY_ID, COMMANDS, Menu, Page, conflict, is_single, key_name, keys_in_use, spoken_keys

USUAL = keys_in_use({}, single_keys=True)


@pytest.fixture(params=messages.LANGUAGES)
def _language(request: pytest.FixtureRequest):
    messages.use(request.param)
    yield
    messages.use("en")


def test_ids_are_unique() -> None:
    assert max(Counter(command.id for command in COMMANDS).values()) == 1


def test_no_key_means_two_things_on_one_page() -> None:
    for command in COMMANDS:
        assert conflict(command, command.key, USUAL) is None


@pytest.mark.parametrize("key", ["Tab", "Ctrl+Left", "Ins", "Shift+Backtab", "Alt+F", "NumLock"])
def test_a_reserved_key_in_the_settings_file_is_not_obeyed(key: str) -> None:
    assert keys_in_use({"mute": key, "repeat": "X"}, single_keys=True) == {**USUAL, "repeat": "X"}


def test_two_commands_that_a_settings_file_gives_one_key_keep_a_key_each() -> None:
    assert keys_in_use({"status": "M"}, single_keys=True) == USUAL
    assert keys_in_use({"status": "X", "repeat": "X"}, single_keys=True) == {**USUAL, "repeat": "X"}
    exchanged = {"status": "M", "mute": "S"}
    assert keys_in_use(exchanged, single_keys=True) == {**USUAL, **exchanged}


def test_the_global_essentials_have_their_keys() -> None:
    essentials = {
        "start_pause": "Space",
        "mute": "M",
        "repeat": "R",
        "describe": "D",
        "status": "S",
        "stop_speaking": "Esc",
        "next_pane": "F6",
        "keys": "F1",
        "quit": "Ctrl+Q",
        "open_file": "Ctrl+O",
    }
    assert {name: BY_ID[name].key for name in essentials} == essentials
    assert all(BY_ID[name].page is None for name in essentials)


def test_every_page_can_be_gone_to() -> None:
    assert all(f"go_{page.value}" in BY_ID for page in Page)


@pytest.mark.usefixtures("_language")
def test_every_command_is_titled_helped_and_reached_by_a_mnemonic_of_its_own() -> None:
    for menu in Menu:
        here = [command for command in COMMANDS if command.menu is menu]
        letters = Counter(re.findall("&(.)", "".join(command.label for command in here).casefold()))
        assert sum(letters.values()) == len(here)
        assert max(letters.values()) == 1, (menu, letters)
        assert all(command.help.endswith(".") for command in here)
    menus = Counter("".join(re.findall("&(.)", menu.label)).casefold() for menu in Menu)
    assert max(menus.values()) == 1


@pytest.mark.usefixtures("_language")
def test_titles_are_unique_so_that_they_can_be_told_apart_by_ear() -> None:
    for menu in Menu:
        titles = Counter(command.title for command in COMMANDS if command.menu is menu)
        assert max(titles.values()) == 1


def test_single_characters_can_be_switched_off() -> None:
    off = keys_in_use({}, single_keys=False)
    assert {name for name, key in USUAL.items() if is_single(key)} == {name for name in off if not off[name]}
    assert off["start_pause"] == "Space"


def test_a_remapped_command_gives_its_usual_key_free() -> None:
    keys = keys_in_use({"mute": "Ctrl+M", "of_another_version": "X"}, single_keys=True)
    assert keys["mute"] == "Ctrl+M"
    assert "of_another_version" not in keys
    assert conflict(BY_ID["repeat"], "m", keys) is None
    assert conflict(BY_ID["repeat"], "ctrl+m", keys) is BY_ID["mute"]


def test_a_page_may_give_a_key_of_all_pages_a_meaning_of_its_own() -> None:
    assert BY_ID["take_picture"].key == BY_ID["start_pause"].key
    here, elsewhere = spoken_keys(USUAL, Page.PHOTO), spoken_keys(USUAL, Page.CONVERSATION)
    assert BY_ID["take_picture"].title in here
    assert BY_ID["start_pause"].title not in here
    assert BY_ID["start_pause"].title in elsewhere
    assert BY_ID["take_picture"].title not in elsewhere


def test_the_spoken_keys_leave_out_what_has_no_key() -> None:
    assert BY_ID["mute"].title not in spoken_keys(keys_in_use({}, single_keys=False), Page.CONVERSATION)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Ctrl++", "Ctrl+Plus"),
        ("Ctrl+-", "Ctrl+Minus"),
        ("+", "Plus"),
        ("Shift+,", "Shift+Comma"),
        ("Space", "Space"),
        ("Shift+F1", "Shift+F1"),
        ("Esc", "Escape"),
    ],
)
def test_keys_are_named(key: str, name: str) -> None:
    assert key_name(key, "linux") == name


def test_keys_have_the_names_that_stand_on_a_macs_keyboard() -> None:
    assert key_name("Meta+Ctrl+Alt+Shift+M", "darwin") == "Control+Command+Option+Shift+M"


@pytest.mark.usefixtures("_language")
def test_no_key_is_called_by_a_sign_that_a_voice_passes_over() -> None:
    names = [key_name(command.key, platform) for command in COMMANDS for platform in ("linux", "darwin", "win32")]
    assert [name for name in names if not all(map(str.isalnum, name.split("+")))] == []


def test_the_key_that_qt_calls_meta_has_the_name_that_windows_gives_it() -> None:
    assert key_name("Meta+F9", "win32") == "Windows+F9"
    assert key_name("Meta+F9", "linux") == "Meta+F9"
