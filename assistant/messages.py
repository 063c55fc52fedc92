"""Every sentence shown or spoken, looked up by its key in the user's language.

The sentences live in `assistant/languages/*.toml`; English is complete by definition, and a test
holds the other languages to its keys and placeholders.
"""

from __future__ import annotations

import ctypes
import locale
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib import resources
from pathlib import PurePath

from assistant.errors import InstallationError
from assistant.system.printable import printable
from assistant.system.structured_text import MalformedError, parse_toml

LANGUAGES: dict[str, str] = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
"""Language codes (ISO 639-1) and the languages' own names."""

_DEFAULT = "en"
_current = _DEFAULT

_DAMAGED = "The table of sentences {file} is missing or damaged: install the application again."
"""The one sentence that cannot lie in a table itself."""


def use(language: str) -> None:
    """Speak and show `language` from now on: a code; an unknown one means English."""
    global _current  # noqa: PLW0603 # one language for the whole process
    _current = language if language in LANGUAGES else _DEFAULT


def system_language() -> str:
    """The code of the language that the user's system speaks; English where it is unknown or not one of ours."""
    if sys.platform == "win32":
        tag = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), _DEFAULT)
    elif sys.platform == "darwin":
        tag = _preferred_on_macos()
    else:
        told = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        tag = next((value for value in told if value), _DEFAULT)
    code = tag[:2].lower()
    return code if code in LANGUAGES else _DEFAULT


@cache
def _preferred_on_macos() -> str:
    # A program that is started at login or from the Dock gets no environment with the language in it.
    answer = subprocess.run(
        ["/usr/bin/defaults", "read", "-g", "AppleLanguages"], capture_output=True, text=True, check=False
    )
    return next(iter(re.findall(r"[A-Za-z-]{2,}", answer.stdout)), _DEFAULT)


def current() -> str:
    """The code of the language in use."""
    return _current


class Sentence(str):
    """Words that know how they were made, so that they can be said again when another language is in use."""

    __slots__ = ("_make",)
    _make: Callable[[], str]

    def again(self) -> str:
        """The same in the language in use."""
        return composed(self._make)


def composed(make: Callable[[], str]) -> str:
    """What `make` says, as a `Sentence`: `make` is asked again when another language is in use."""
    made = Sentence(make())
    made._make = make
    return made


def again(words: str) -> str:
    """A sentence in the language in use; other words as they are."""
    return words.again() if isinstance(words, Sentence) else words


def say(key: str, **values: object) -> str:
    """The `Sentence` under `key`, its placeholders filled; sentences among the values are said again with it.

    Raises:
        KeyError: no language has the key; that is a defect of the program.
    """
    return composed(partial(_fill, key, values))


def joined(separator: str, parts: Iterable[str]) -> str:
    """Sentences and words one after the other, as one `Sentence`."""
    kept = tuple(parts)
    return composed(lambda: separator.join(map(again, kept)))


def _fill(key: str, values: Mapping[str, object]) -> str:
    anew = {name: _fitting(value) for name, value in values.items()}
    return sentences(_current)[key].format(**anew)


def _fitting(value: object) -> object:
    if isinstance(value, str):
        return again(value)
    # A path may hold line ends, signs that steer a terminal, and bytes that are no letters in any encoding.
    return printable(str(value)) if isinstance(value, PurePath) else value


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of a language by key, its tables joined to keys like "cue.looks".

    Raises:
        InstallationError: the table is missing or damaged.
    """
    file = resources.files("assistant.languages").joinpath(f"{language}.toml")
    try:
        tables = parse_toml(file.read_bytes())
        found = {f"{table}.{key}": entry for table, entries in tables.items() for key, entry in entries.items()}
    except (OSError, MalformedError, AttributeError) as error:
        raise InstallationError(_DAMAGED.format(file=file)) from error
    if not found or not all(isinstance(sentence, str) for sentence in found.values()):
        raise InstallationError(_DAMAGED.format(file=file))
    return found
