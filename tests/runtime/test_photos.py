"""A photo is read without anything of another."""

from __future__ import annotations

from assistant.adapters.models.face_reader import FaceReader
from assistant.cues.preferences import CuePreferences
from assistant.expressions import Expression
from assistant.runtime.photos import read_photo
from tests.helpers.faces import drawn_picture


def test_each_event_of_a_photo_names_it_and_has_no_time() -> None:
    reader = FaceReader()
    for expression in (Expression.HAPPY, Expression.SURPRISE):
        photo = read_photo(reader, drawn_picture(expression), CuePreferences())
        words, entries = photo.words, photo.entries("a.png")
        assert str(expression) in words
        assert [entry["kind"] for entry in entries] == ["face", "expression", "notice"]
        assert {(entry["file"], entry["time"], entry.get("face", 1)) for entry in entries} == {("a.png", 0.0, 1)}
        assert entries[1]["expression"] == expression
        assert entries[2]["text"] == words
