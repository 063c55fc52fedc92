"""Decks that teachers and parents make: pictures, in a folder or zip, with a `deck.toml` that says what they show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from posixpath import normpath
from typing import Any

from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import say
from assistant.practice.cards import Photograph
from assistant.practice.decks import PictureDeck
from assistant.system.bounded_file import TooLargeError
from assistant.system.bounded_zip import BoundedZip, TooMuchError, require_readable
from assistant.system.file_names import as_there, folded
from assistant.system.printable import brief
from assistant.system.structured_text import MOST, EncodingError, MalformedError, parse_toml, read_toml

DECK_FILE = "deck.toml"

_KEYS = {"title", "words", "hints", "pictures"}
_PICTURE_KEYS = {"file", "shows", "description"}


Find = Callable[[str], tuple[Path, str | None]]
"""Where a picture is that a deck file names: its path, or that of the zip with its name there.

Raises:
    LookupError: it is not there.
    ValueError: it lies outside the deck.
"""


def is_deck_file(name: str) -> bool:
    """Whether a file of this name describes a deck; Windows' editor adds an ending, and hides it."""
    return name.lower() in (DECK_FILE, f"{DECK_FILE}.txt")


def deck_in_folder(file: Path) -> PictureDeck:
    """The deck that a deck file describes, its pictures in the folder of the file or below.

    The file holds `title`, optionally the tables `[words]` and `[hints]` (a text for each expression,
    in the learner's own language), and one `[[pictures]]` for each picture with `file` (a path inside
    the folder), `shows` (an expression) and optionally `description` (what there is to see, for the
    ear).

    Raises:
        DeckError: the file is damaged or says something that cannot be.
    """
    folder = file.parent
    try:
        content = read_toml(file)
    except TooLargeError as error:
        raise DeckError(say("deck.too_many", deck=file)) from error
    except OSError as error:
        raise DeckError(say("deck.unreadable", deck=file)) from error
    except MalformedError as error:
        raise _malformed(file, error) from error

    def find(name: str) -> tuple[Path, str | None]:
        path = as_there(folder / name, any_case=True)
        try:
            inside, there = path.resolve().is_relative_to(folder.resolve()), path.is_file()
        # Links in a circle, names that are too long, names with a zero in them.
        except (OSError, RuntimeError, ValueError):
            inside, there = True, False
        if not inside:
            raise ValueError
        if not there:
            raise LookupError
        return path, None

    return _deck(content, file, folder, find)


def deck_in_zip(
    path: Path, archive: BoundedZip, parts: tuple[str, ...], members: Mapping[tuple[str, ...], str]
) -> PictureDeck:
    """The deck that a deck file in a zip describes, its pictures in the folder of the file or below.

    Args:
        path: of the zip.
        archive: the zip, opened.
        parts: the folders that lead to the deck file, and its name.
        members: the names in the zip of all its files, by folders and name.

    Raises:
        DeckError: the file is damaged or says something that cannot be.
        ZipError: it cannot be unpacked.
    """
    where = path / Path(*parts)
    try:
        content = parse_toml(archive.read(archive.entry(members[parts]), MOST))
    except TooMuchError as error:
        raise DeckError(say("deck.too_many", deck=where)) from error
    except MalformedError as error:
        raise _malformed(where, error) from error
    alike = {tuple(map(folded, names)): member for names, member in members.items()}

    def find(name: str) -> tuple[Path, str | None]:
        way = normpath("/".join((*parts[:-1], name))).split("/")
        if way[: len(parts) - 1] != list(parts[:-1]) or way[0] == "..":
            raise ValueError
        member = alike[tuple(map(folded, way))]
        require_readable(archive.entry(member))
        return path, member

    return _deck(content, where, path, find)


def _malformed(where: Path, error: MalformedError) -> DeckError:
    if isinstance(error, EncodingError):
        return DeckError(say("deck.not_utf8", deck=where))
    return DeckError(say("deck.not_toml", deck=where, detail=error))


def _deck(content: Mapping[str, Any], where: Path, source: Path, find: Find) -> PictureDeck:
    _only(_KEYS, content, where)
    entries = content.get("pictures", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DeckError(say("deck.wrong_type", deck=where, name="pictures"))
    deck = PictureDeck(
        title=_text(content, "title", where),
        source=source,
        pictures=_pictures(entries, where, find),
        words=_by_expression(content, "words", where),
        hints=_by_expression(content, "hints", where),
    )
    words = Counter(folded(deck.word(expression).strip()) for expression in deck.expressions)
    twice = [word for word, count in words.items() if count > 1]
    if twice:
        raise DeckError(say("deck.same_word", deck=where, word=brief(twice[0])))
    return deck


def _pictures(entries: Sequence[Mapping[str, Any]], where: Path, find: Find) -> list[Photograph]:
    pictures = [_picture(entry, where, find) for entry in entries]
    shown: dict[tuple[Path, str | None], Expression] = {}
    for picture in pictures:
        if shown.setdefault((picture.path, picture.member), picture.expression) != picture.expression:
            raise DeckError(say("deck.shows_two", deck=where, file=brief(picture.name)))
    return pictures


def _picture(entry: Mapping[str, Any], where: Path, find: Find) -> Photograph:
    _only(_PICTURE_KEYS, entry, where)
    file = _text(entry, "file", where)
    try:
        # Windows' way to write folders.
        path, member = find(file.replace("\\", "/"))
    except ValueError as error:
        raise DeckError(say("deck.outside", deck=where, file=brief(file))) from error
    except LookupError as error:
        raise DeckError(say("deck.picture_missing", deck=where, file=brief(file))) from error
    description = _text(entry, "description", where) if "description" in entry else None
    return Photograph(path, _expression(_text(entry, "shows", where), where), member, description)


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
