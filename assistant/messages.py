"""Messages: a key and its parameters, made into a sentence of the user's language where they are shown or spoken.

The sentences live in `assistant/languages/*.toml`; English is complete by definition, and a test
holds the other languages to its keys and placeholders. Nothing is decided by what a sentence says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Any, Protocol

from assistant.errors import InstallationError
from assistant.languages import system, tags
from assistant.system.folder_walk import has_suffix
from assistant.system.media_files import HEIC_SUFFIXES
from assistant.system.printable import listed, printable
from assistant.system.structured_text import MalformedError, parse_toml

LANGUAGES: dict[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
}
"""Tags of the languages (BCP 47: "de", "pt-BR", "zh-Hant") and their own names. Each has its `languages/TAG.toml`."""

_DEFAULT = "en"
_current = _DEFAULT

_DAMAGED = "The table of sentences {file} is missing or damaged: install the program again."
"""The one sentence that cannot lie in a table itself."""


def use(language: str) -> None:
    """Speak and show the language that suits the tag `language` from now on; English where none does."""
    global _current  # noqa: PLW0603 # one language for the whole process
    _current = tags.lookup(language, LANGUAGES) or _DEFAULT


def system_language() -> str:
    """The tag of our language that suits the user's system best; English where none does."""
    return tags.lookup(system.preferred(), LANGUAGES) or _DEFAULT


def current() -> str:
    """The tag of the language in use."""
    return _current


class Translatable(Protocol):
    """What a sentence is made of, to be said in whichever language is in use."""

    def text(self) -> str:
        """The sentence in the language in use."""


@dataclass(frozen=True, slots=True)
class Message:
    """The sentence under `key`, its placeholders filled with `values`.

    Sentences among the values are said in the language in use. Where the language has several forms
    for a number, the value `count` chooses the form.
    """

    key: str
    values: Mapping[str, object]

    def text(self) -> str:
        """The sentence in the language in use, or in the nearest language that has it.

        Raises:
            KeyError: no language has the key; that is a defect of the program.
        """
        return _template(self.key, self.values).format(**{name: _fitting(value) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Joined:
    """Sentences and words one after the other."""

    separator: str
    parts: tuple[str, ...]

    def text(self) -> str:
        """All of them in the language in use."""
        return self.separator.join(map(again, self.parts))


@dataclass(frozen=True, slots=True)
class Reworded:
    """A sentence whose letters are changed for the place where it is shown."""

    words: str
    change: Callable[[str], str]

    def text(self) -> str:
        """The changed sentence in the language in use."""
        return self.change(again(self.words))


class Sentence(str):
    """Text that carries what it was made of, so that it can be said again when another language is in use.

    It is shown and spoken as any other text. Formatting or joining it with `str`'s own methods gives plain text:
    use `say`, `joined` and `reworded` for what is to follow the language, and a signal of `object` to send it: one of
    `str` sends Qt's own text.

    Attributes:
        source: the value of which the text is made.
    """

    __slots__ = ("source",)
    source: Translatable


def again(words: str) -> str:
    """A sentence in the language in use; other words as they are."""
    return _made(words.source) if isinstance(words, Sentence) else words


def source_of(words: str) -> Translatable | str:
    """The value of which a sentence is made, to compare; other words as they are."""
    return words.source if isinstance(words, Sentence) else words


def say(key: str, **values: object) -> str:
    """The `Sentence` of a `Message`.

    Raises:
        KeyError: no language has the key; that is a defect of the program.
    """
    return _made(Message(key, values))


def joined(separator: str, parts: Iterable[str]) -> str:
    """Sentences and words one after the other as one `Sentence`; empty ones are left out."""
    return _made(Joined(separator, tuple(filter(None, parts))))


def ended(words: str) -> str:
    """The words with a full stop where no mark ends them: without one a voice runs them into what follows."""
    return words if words.endswith((".", "?", "!", "…", ":")) else f"{words}."


def either(words: Sequence[str]) -> str:
    """One of several words, at least two: "happy, sad or angry"."""
    return say("list.either", first=joined(", ", words[:-1]), last=words[-1])


def left_out(files: Sequence[str], folders: Sequence[str] = ()) -> str:
    """That files and folders are left out, how many and which, and what to do about them; empty without any."""
    heic = any(has_suffix(name, HEIC_SUFFIXES) for name in files)
    parts = (
        say("files.left_out", count=len(files), names=listed(files)) if files else "",
        say("files.heic") if heic else "",
        say("files.folders_left_out", count=len(folders), names=listed(folders)) if folders else "",
    )
    return joined(" ", parts)


def reworded(words: str, change: Callable[[str], str]) -> str:
    """The words as `change` makes them, as a `Sentence`."""
    return _made(Reworded(words, change))


def _made(source: Translatable) -> Sentence:
    sentence = Sentence(source.text())
    sentence.source = source
    return sentence


def _template(key: str, values: Mapping[str, object]) -> str:
    for language in _lineage(_current):
        known = sentences(language)
        if key in known:
            return known[key]
        if form_of(key, 0) in known:
            count = values["count"]
            assert isinstance(count, int), f"{key} has forms for a number, so `count` must be one"
            return known[form_of(key, plural(language)(count))]
    raise KeyError(key)


def _lineage(language: str) -> Iterator[str]:
    """The languages in which a sentence is looked for: "pt-BR", "pt", "en", as far as there are tables for them."""
    yield from (tag for tag in tags.lineage(language) if tag in LANGUAGES)
    yield _DEFAULT


def _fitting(value: object) -> object:
    if isinstance(value, str):
        return again(value)
    # A path may hold line ends, signs that steer a terminal, and bytes that are no letters in any encoding.
    return printable(str(value)) if isinstance(value, PurePath) else value


def form_of(key: str, form: int) -> str:
    """Under what `sentences` has one of several forms of a sentence, counted from 0."""
    return f"{key}.{form}"


@cache
def plural(language: str) -> Callable[[int], int]:
    """Which form of a sentence a number takes in a language, counted from 0.

    The rule in the language's file is GNU gettext's plural expression, of which each language has a published one.

    Raises:
        InstallationError: the table is missing or damaged.
    """
    tables = map(_read, _lineage(language))
    rule = next((table["plural"] for table in tables if "plural" in table), None)
    try:
        return c2py(str(rule))
    except ValueError as error:
        raise InstallationError(_DAMAGED.format(file=_file(language))) from error


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of a language by key, its tables joined to keys like "cue.looks".

    Those with several forms for a number are there form by form, see `form_of`.

    Raises:
        InstallationError: the table is missing or damaged.
    """
    tables = {name: table for name, table in _read(language).items() if name != "plural"}
    found: dict[str, str] = {}
    try:
        for table, entries in tables.items():
            for name, entry in entries.items():
                key = f"{table}.{name}"
                forms = isinstance(entry, list)
                found |= {form_of(key, number): form for number, form in enumerate(entry)} if forms else {key: entry}
    except AttributeError as error:
        raise InstallationError(_DAMAGED.format(file=_file(language))) from error
    if not found or not all(isinstance(sentence, str) for sentence in found.values()):
        raise InstallationError(_DAMAGED.format(file=_file(language)))
    return found


def _read(language: str) -> dict[str, Any]:
    try:
        return parse_toml(_file(language).read_bytes())
    except (OSError, MalformedError) as error:
        raise InstallationError(_DAMAGED.format(file=_file(language))) from error


def _file(language: str) -> Traversable:
    return resources.files("assistant.languages").joinpath(f"{language}.toml")
