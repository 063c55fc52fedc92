"""Decks that teachers and parents make: a folder of pictures with a `deck.toml` that says what they show."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import say
from assistant.practice.cards import Photograph
from assistant.practice.decks import PictureDeck
from assistant.system.bounded_file import TooLargeError
from assistant.system.printable import brief
from assistant.system.structured_text import EncodingError, MalformedError, read_toml

DECK_FILE = "deck.toml"

_KEYS = {"title", "words", "hints", "pictures"}
_PICTURE_KEYS = {"file", "shows", "description"}


def read_deck_file(folder: Path) -> PictureDeck:
    """The deck that the `deck.toml` in `folder` describes.

    The file holds `title`, optionally the tables `[words]` and `[hints]` (a text for each expression,
    in the learner's own language), and one `[[pictures]]` for each picture with `file` (a path inside
    the folder), `shows` (an expression) and optionally `description` (what there is to see, for the
    ear).

    Raises:
        DeckError: the file is damaged or says something that cannot be.
    """
    where = folder / DECK_FILE
    try:
        content = read_toml(where)
    except TooLargeError as error:
        raise DeckError(say("deck.too_many", deck=where)) from error
    except OSError as error:
        raise DeckError(say("deck.unreadable", deck=where)) from error
    except EncodingError as error:
        raise DeckError(say("deck.not_utf8", deck=where)) from error
    except MalformedError as error:
        raise DeckError(say("deck.not_toml", deck=where, detail=error)) from error
    _only(_KEYS, content, where)
    entries = content.get("pictures", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DeckError(say("deck.wrong_type", deck=where, name="pictures"))
    return PictureDeck(
        title=_text(content, "title", where),
        source=folder,
        pictures=[_picture(entry, folder, where) for entry in entries],
        words=_by_expression(content, "words", where),
        hints=_by_expression(content, "hints", where),
    )


def _picture(entry: Mapping[str, Any], folder: Path, where: Path) -> Photograph:
    _only(_PICTURE_KEYS, entry, where)
    file = _text(entry, "file", where)
    path = folder / file
    try:
        inside, there = path.resolve().is_relative_to(folder.resolve()), path.is_file()
    # Links in a circle, names that are too long, names with a zero in them.
    except (OSError, RuntimeError, ValueError):
        inside, there = True, False
    if not inside:
        raise DeckError(say("deck.outside", deck=where, file=brief(file)))
    if not there:
        raise DeckError(say("deck.picture_missing", deck=where, file=brief(file)))
    description = _text(entry, "description", where) if "description" in entry else None
    return Photograph(path, _expression(_text(entry, "shows", where), where), description=description)


def _by_expression(content: Mapping[str, Any], key: str, where: Path) -> dict[Expression, str]:
    table = content.get(key, {})
    if not isinstance(table, dict):
        raise DeckError(say("deck.wrong_type", deck=where, name=key))
    return {_expression(name, where): _text(table, name, where) for name in table}


def _expression(name: str, where: Path) -> Expression:
    expression = Expression.parse(name)
    if expression is None:
        raise DeckError(say("deck.unknown_label", deck=where, label=brief(name), labels=", ".join(EXPRESSIONS)))
    return expression


def _text(table: Mapping[str, Any], key: str, where: Path) -> str:
    value = table.get(key)
    if value is None:
        raise DeckError(say("deck.key_missing", deck=where, name=key))
    if not isinstance(value, str) or not value.strip():
        raise DeckError(say("deck.wrong_type", deck=where, name=key))
    return value


def _only(known: set[str], table: Mapping[str, Any], where: Path) -> None:
    unknown = sorted(table.keys() - known)
    if unknown:
        raise DeckError(say("deck.unknown_key", deck=where, name=brief(unknown[0]), names=", ".join(sorted(known))))
