"""Decks, settings, the manifest and the tables of sentences, as nobody should write them: one sentence, at once."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from assistant import messages
from assistant.adapters.models.ensemble import MANIFEST, read_manifest
from assistant.errors import AssistantError, DeckError, InstallationError, ModelError, SettingsError
from assistant.practice.picture_folders import open_deck
from assistant.settings import Settings
from assistant.settings_file import default_path, load, read, save
from assistant.system.resources import folder
from tests.faults.hostile import MALFORMED_JSON, MALFORMED_TOML, NO_FILES, make_no_file, run
from tests.practice.conftest import write_picture

SOON = 10  # s: a busy machine is no hang


def sentence_of(error: AssistantError) -> str:
    """What is said: one line, soon said."""
    said = str(error)
    assert "\n" not in said
    assert said.endswith(".")
    assert len(said) < 1000
    return said


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck's folder with two pictures, which lacks its deck file."""
    for name in ("a.png", "b.png"):
        write_picture(tmp_path / "deck" / name)
    return tmp_path / "deck"


@pytest.mark.parametrize("kind", MALFORMED_TOML)
def test_a_malformed_deck(deck: Path, kind: str) -> None:
    (deck / "deck.toml").write_bytes(MALFORMED_TOML[kind])
    begun = time.monotonic()
    with pytest.raises(DeckError) as caught:
        open_deck(deck)
    assert str(deck / "deck.toml") in sentence_of(caught.value)
    assert time.monotonic() - begun < SOON


@pytest.mark.parametrize("kind", ["nested", "dotted", "hexadecimal digits", "too large"])
def test_practice_with_a_malformed_deck_ends_with_one_sentence(deck: Path, kind: str) -> None:
    (deck / "deck.toml").write_bytes(MALFORMED_TOML[kind])
    assert "deck.toml" in run("assistant", "practice", "--faces", deck).sentence()


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_deck_file_that_is_no_file(deck: Path, kind: str) -> None:
    make_no_file(kind, deck / "deck.toml")
    with pytest.raises(DeckError) as caught:
        open_deck(deck)
    assert str(deck) in sentence_of(caught.value)


@pytest.mark.parametrize("kind", ["pipe", "endless", "socket"])
def test_practice_with_what_is_no_file_ends_at_once(tmp_path: Path, kind: str) -> None:
    make_no_file(kind, tmp_path / "deck.zip")
    assert "neither a folder nor a zip" in run("assistant", "practice", "--faces", tmp_path / "deck.zip").sentence()


DECK = """
title = "Faces"
[words]
happy = "glad"
[[pictures]]
file = "a.png"
shows = "happy"
description = "It smiles."
[[pictures]]
file = "b.png"
shows = "sad"
"""


@pytest.mark.parametrize("value", ["7", "1.5", "true", "[]", "{}", "[[]]", "1979-05-27", '""', '"\\u0000"', "[1]"])
@pytest.mark.parametrize(
    "place", ['"Faces"', '"glad"', '"a.png"', '"happy"', '"It smiles."', "[words]", "[[pictures]]\nfile"]
)
def test_every_key_of_a_deck_with_another_type(deck: Path, place: str, value: str) -> None:
    text = DECK.replace(place, value, 1)
    if place.startswith("["):
        key = place.strip("[]").split("]")[0]
        text = f'title = "Faces"\n{key} = {value}\n'
    (deck / "deck.toml").write_text(text, encoding="utf-8")
    try:
        open_deck(deck)
    except DeckError as error:
        sentence_of(error)


@pytest.mark.parametrize("name", ["x" * 5000, "x/" * 3000 + "a.png", "circle/a.png", "pipe.png", ".", "a.png/b.png"])
def test_a_picture_that_a_deck_cannot_have(deck: Path, name: str) -> None:
    (deck / "circle").symlink_to("circle")
    make_no_file("pipe", deck / "pipe.png")
    (deck / "deck.toml").write_text(DECK.replace("a.png", name), encoding="utf-8")
    with pytest.raises(DeckError, match="which is not there") as caught:
        open_deck(deck)
    sentence_of(caught.value)


@pytest.mark.parametrize("kind", MALFORMED_JSON)
def test_malformed_settings_are_kept_aside_and_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(MALFORMED_JSON[kind])
    with pytest.raises(SettingsError) as caught:
        read(path)
    sentence_of(caught.value)
    settings, complaint = load(path)
    assert settings == Settings()
    assert complaint
    assert (tmp_path / "settings.damaged.json").read_bytes() == MALFORMED_JSON[kind]


@pytest.mark.parametrize("kind", NO_FILES)
def test_settings_that_are_no_file(tmp_path: Path, kind: str) -> None:
    make_no_file(kind, tmp_path / "settings.json")
    with pytest.raises(SettingsError) as caught:
        read(tmp_path / "settings.json")
    sentence_of(caught.value)


@pytest.mark.parametrize("kind", ["pipe", "endless", "folder"])
def test_a_command_starts_with_the_usual_settings_where_they_are_no_file(tmp_path: Path, kind: str) -> None:
    default_path().parent.mkdir(parents=True)
    make_no_file(kind, default_path())
    ended = run("assistant", "practice", "--faces", tmp_path / "nowhere")
    complaint, sentence = ended.error.splitlines()
    assert ended.code == 2
    assert "settings" in complaint
    assert "nowhere" in sentence


def test_a_device_that_settings_point_to_stays_where_it_is(tmp_path: Path) -> None:
    # Never at /dev itself: who runs this may be the superuser, and would rename the device for everybody.
    (tmp_path / "device").mkdir()
    make_no_file("pipe", tmp_path / "device" / "zero")
    (tmp_path / "settings.json").symlink_to(tmp_path / "device" / "zero")
    settings, complaint = load(tmp_path / "settings.json")
    assert settings == Settings()
    assert complaint
    assert [path.name for path in (tmp_path / "device").iterdir()] == ["zero"]


@pytest.mark.parametrize("value", [None, True, -1, 1.5, "x", [], {}, [[1]], {"a": 1}, 2**63, "\0", "x" * 10_000])
def test_every_setting_with_every_type(tmp_path: Path, value: object) -> None:
    for name in json.loads((stored := _stored(tmp_path)).read_text())["options"]:
        stored.write_text(json.dumps({"options": {name: value}}))
        settings, complaint = read(stored)
        assert complaint is None or "\n" not in complaint
        assert isinstance(settings, Settings)


def _stored(tmp_path: Path) -> Path:
    save(Settings(), tmp_path / "settings.json")
    return tmp_path / "settings.json"


def test_settings_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b'\xef\xbb\xbf{"options": {"rate": 200}}')
    assert read(tmp_path / "settings.json") == (Settings(rate=200), None)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """The manifest that is shipped, without its models."""
    (tmp_path / "models").mkdir()
    shutil.copy(folder("models") / MANIFEST, tmp_path / "models")
    return tmp_path / "models"


@pytest.mark.parametrize("kind", MALFORMED_JSON)
def test_a_malformed_manifest(models: Path, kind: str) -> None:
    (models / MANIFEST).write_bytes(MALFORMED_JSON[kind])
    with pytest.raises(ModelError, match=MANIFEST) as caught:
        read_manifest(models)
    sentence_of(caught.value)


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_manifest_that_is_no_file(models: Path, kind: str) -> None:
    make_no_file(kind, models / MANIFEST)
    with pytest.raises(ModelError, match=MANIFEST) as caught:
        read_manifest(models)
    sentence_of(caught.value)


NO_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", '"0.5"', "true", "null", "[]", "{}", "9" * 5000)


@pytest.mark.parametrize("value", [*NO_NUMBERS, "-0.1", "7", "1" + "0" * 400])
@pytest.mark.parametrize("place", ["weight", "temperature", "bias", "abstain", "accuracy", "size"])
def test_every_number_of_the_manifest(models: Path, place: str, value: str) -> None:
    table = json.loads((models / MANIFEST).read_text())
    holder = {
        "weight": table["members"][0],
        "size": table["members"][0],
        "bias": table["bias"],
        "abstain": table["abstain"],
        "accuracy": table["scores"],
    }.get(place, table)
    key = "fear" if place in ("bias", "abstain") else place
    holder[key] = "HERE"
    (models / MANIFEST).write_text(json.dumps(table).replace('"HERE"', value))
    if (place, value) in {("bias", "-0.1"), ("bias", "7"), ("temperature", "7"), ("size", "7")}:
        read_manifest(models)
        return
    with pytest.raises(ModelError, match=MANIFEST) as caught:
        read_manifest(models)
    sentence_of(caught.value)


@pytest.mark.parametrize("file", ["", "..", "../ensemble.json", "/etc/hostname", "a\\b", "C:x", "a\0b", 7, None])
def test_a_manifest_has_no_say_over_files_elsewhere(models: Path, file: object) -> None:
    table = json.loads((models / MANIFEST).read_text())
    table["members"][0]["file"] = file
    (models / MANIFEST).write_text(json.dumps(table))
    with pytest.raises(ModelError, match="damaged or incomplete"):
        read_manifest(models)


@pytest.mark.parametrize("text", [*MALFORMED_TOML.values(), b"ui = 7", b"[ui]\nok = 7"])
def test_a_damaged_table_of_sentences_is_said_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    (tmp_path / "xx.toml").write_bytes(text)
    monkeypatch.setattr(messages.resources, "files", lambda _: tmp_path)
    with pytest.raises(InstallationError, match="install the program again") as caught:
        messages.sentences.__wrapped__("xx")
    sentence_of(caught.value)


def test_many_folders_of_no_expression_are_not_all_read_out(tmp_path: Path) -> None:
    for number in range(200):
        write_picture(tmp_path / f"{number:03} {'x' * 200}\n\x1b[31m" / "1.png")
    with pytest.raises(DeckError) as caught:
        open_deck(tmp_path)
    assert "\x1b" not in sentence_of(caught.value)
    assert "…" in str(caught.value)


def test_folders_nested_deeper_than_functions(tmp_path: Path) -> None:
    for name in ("happy", "sad"):
        write_picture(tmp_path / name / "1.png")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1200):
            os.mkdir("d")  # noqa: PTH102 # as the program under test is given it
            os.chdir("d")
        os.chdir(tmp_path)
        assert len(open_deck(tmp_path).expressions) == 2
    finally:
        # From the inside: pytest's own removal calls itself for each folder.
        os.chdir(tmp_path)
        while Path("d").is_dir():
            os.chdir("d")
        while Path.cwd() != tmp_path:
            os.chdir("..")
            os.rmdir("d")  # noqa: PTH106 # likewise
        os.chdir(before)
