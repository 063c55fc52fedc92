"""What the user has chosen: one table of options, and the file that keeps them."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypedDict

from assistant.cues.preferences import CuePreferences, Delivery, Verbosity
from assistant.errors import SettingsError
from assistant.events import Channel
from assistant.expressions import EXPRESSIONS
from assistant.former_settings import translated
from assistant.hotkey import normalised
from assistant.messages import LANGUAGES, joined, say, system_language
from assistant.practice.cards import Kind as Exercise
from assistant.speech.announcer import SoundPreferences
from assistant.speech.routes import Route
from assistant.system.atomic_file import free_name, remove_parts, write_atomically
from assistant.system.bounded_file import NotRegularError, TooLargeError
from assistant.system.own_data import settings_folder
from assistant.system.private_files import make_private, make_private_folder
from assistant.system.structured_text import read_json

UNKNOWN = ""
"""In place of a way to the user's ear: none was checked."""

ALL_EXERCISES = ""
"""In place of one kind of practice cards: all that ask something."""


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    BLACK_ON_WHITE = "black_on_white"
    WHITE_ON_BLACK = "white_on_black"
    YELLOW_ON_BLACK = "yellow_on_black"
    CALM = "calm"


class Speaker(StrEnum):
    """Who speaks: never both."""

    VOICE = "voice"
    SCREEN_READER = "screen_reader"


class Group(StrEnum):
    """The parts of the settings page, in their order."""

    VOICE = "voice"
    CUES = "cues"
    LOOK = "look"
    START = "start"


class Kind(TypedDict):
    """What a field's metadata tell of it.

    Attributes:
        group: its part of the settings page; None where it is kept but not listed there.
        choices: the values to choose from; empty for switches, numbers and keys.
        bounds: lowest value, highest value and step of a number.
    """

    group: Group | None
    choices: tuple[str, ...]
    bounds: tuple[int, int, int] | None


def _kind(
    group: Group | None = None, choices: tuple[str, ...] = (), bounds: tuple[int, int, int] | None = None
) -> Mapping[str, Any]:
    return Kind(group=group, choices=choices, bounds=bounds)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every option with its type, default and bounds; its name and help lie in the language table [setting]."""

    speaker: Speaker = field(default=Speaker.VOICE, metadata=_kind(Group.VOICE, tuple(Speaker)))
    voices: Mapping[str, str] = field(default_factory=dict, metadata=_kind(Group.VOICE))
    """The chosen voice of each language for which one was chosen: the engine's id by BCP 47 tag of the language."""
    rate: int = field(default=170, metadata=_kind(Group.VOICE, bounds=(80, 450, 10)))
    volume: int = field(default=100, metadata=_kind(Group.VOICE, bounds=(0, 100, 10)))
    read_controls: bool = field(default=False, metadata=_kind(Group.VOICE))
    pauses: bool = field(default=False, metadata=_kind(Group.VOICE))
    language: str = field(default_factory=system_language, metadata=_kind(Group.VOICE, tuple(LANGUAGES)))

    movements_only: bool = field(default=False, metadata=_kind(Group.CUES))
    expressions: Delivery = field(default=Delivery.ON, metadata=_kind(Group.CUES, tuple(Delivery)))
    doubtful: bool = field(default=False, metadata=_kind(Group.CUES))
    gestures: Delivery = field(default=Delivery.ON, metadata=_kind(Group.CUES, tuple(Delivery)))
    gesture_words: bool = field(default=False, metadata=_kind(Group.CUES))
    attention: Delivery = field(default=Delivery.ON_REQUEST, metadata=_kind(Group.CUES, tuple(Delivery)))
    movements: Delivery = field(default=Delivery.OFF, metadata=_kind(Group.CUES, tuple(Delivery)))
    verbosity: Verbosity = field(default=Verbosity.CHANGES, metadata=_kind(Group.CUES, tuple(Verbosity)))
    speech: bool = field(default=True, metadata=_kind(Group.CUES))
    earcons: bool = field(default=True, metadata=_kind(Group.CUES))
    label: bool = field(default=True, metadata=_kind(Group.CUES))
    short: bool = field(default=False, metadata=_kind(Group.CUES))
    others: bool = field(default=False, metadata=_kind(Group.CUES))
    per_minute: int = field(default=6, metadata=_kind(Group.CUES, bounds=(1, 30, 1)))
    cooldown: int = field(default=1, metadata=_kind(Group.CUES, bounds=(0, 10, 1)))

    theme: Theme = field(default=Theme.SYSTEM, metadata=_kind(Group.LOOK, tuple(Theme)))
    text_percent: int = field(default=100, metadata=_kind(Group.LOOK, bounds=(100, 300, 25)))
    picture: bool = field(default=True, metadata=_kind(Group.LOOK))

    camera: str = field(default="", metadata=_kind(Group.START))
    """The name of the camera; "" for the first, and a number where an earlier version kept one."""
    read_at_start: bool = field(default=False, metadata=_kind(Group.START))
    log: bool = field(default=False, metadata=_kind(Group.START))
    single_keys: bool = field(default=True, metadata=_kind(Group.START))
    # Off at first: it takes a key away from all other programs.
    global_mute: str = field(default="", metadata=_kind(Group.START))

    exercise: str = field(default=ALL_EXERCISES, metadata=_kind(choices=(ALL_EXERCISES, *Exercise)))
    cards: int = field(default=10, metadata=_kind(bounds=(0, 40, 5)))
    """Of a practice session; 0 until the learner ends it."""
    choices: int = field(default=0, metadata=_kind(bounds=(0, len(EXPRESSIONS), 1)))
    """Of a practice card; 0 as they fit the learner."""
    by_ear: bool = field(default=False, metadata=_kind())
    praise: bool = field(default=False, metadata=_kind())

    muted: bool = field(default=False, metadata=_kind())
    welcomed: bool = field(default=False, metadata=_kind())
    heard: str = field(default=UNKNOWN, metadata=_kind(choices=(UNKNOWN, *Route)))
    """By which way beside our own voice the user heard the check of the first steps."""
    keys: Mapping[str, str] = field(default_factory=dict, metadata=_kind())

    @property
    def cue_preferences(self) -> CuePreferences:
        """What of it concerns the cues."""
        same = ("doubtful", "gestures", "gesture_words", "attention", "verbosity", "short", "others", "per_minute")
        chosen = {Channel.SPEECH: self.speech, Channel.EARCON: self.earcons, Channel.LABEL: self.label}
        return CuePreferences(
            channels=frozenset(channel for channel, wanted in chosen.items() if wanted),
            expressions=Delivery.OFF if self.movements_only else self.expressions,
            movements=Delivery.ON if self.movements_only else self.movements,
            behaviour=(self.gestures, self.attention) != (Delivery.OFF, Delivery.OFF),
            cooldown=float(self.cooldown),
            **{name: getattr(self, name) for name in same},
        )

    @property
    def sound_preferences(self) -> SoundPreferences:
        """What of it concerns the loudspeaker. What the screen reader says is not said by our voice as well."""
        share = self.volume / 100
        return SoundPreferences(
            speech=self.speaker is Speaker.VOICE,
            earcons=self.earcons,
            speech_volume=share,
            earcon_volume=0.7 * share,
        )


DEFAULTS = Settings()

OPTIONS: Mapping[str, Field[Any]] = {option.name: option for option in dataclasses.fields(Settings)}

STATE = ("muted", "welcomed", "heard")
"""What is kept of how things stand. It was not chosen on the page of settings, so it is neither taken back there,
nor reset, nor brought along from another file: a window that was muted must not become loud by that."""


def default_path() -> Path:
    """Where the system wants settings to lie."""
    return settings_folder() / "settings.json"


def load(path: Path) -> tuple[Settings, str | None]:
    """The settings in `path`, and a sentence for the user where something in it was not as it should be.

    A missing file means the defaults. A damaged one is kept aside under another name. Single values
    that do not fit are replaced by their defaults. What a write that was killed left beside it is removed.
    """
    make_private(path)
    # What a link points to is what was written, and what is damaged; a device that it points to stays where it is.
    file = Path(os.path.realpath(path)) if os.path.isfile(path) else path  # noqa: PTH113 # in a closed folder too
    remove_parts(file.parent)
    try:
        return read(path)
    except SettingsError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return Settings(), None
        try:
            aside = free_name(file, "damaged")
            file.replace(aside)
        except OSError:
            return Settings(), str(error)
        return Settings(), say("error.settings_damaged", file=aside)


def read(path: Path) -> tuple[Settings, str | None]:
    """Like `load`, for a file that the user named.

    Raises:
        SettingsError: the file cannot be read, or holds no settings.
    """
    try:
        stored = read_json(path)
        values = translated(dict(stored["options"]))
    except (NotRegularError, TooLargeError) as error:
        raise SettingsError(say("error.settings_none", file=path)) from error
    except OSError as error:
        raise SettingsError(say("error.file_unreadable", file=path, detail=error.strerror)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(say("error.settings_none", file=path)) from error
    fitting: dict[str, Any] = {name: _fit(OPTIONS[name], value) for name, value in values.items() if name in OPTIONS}
    refused = [name for name, value in fitting.items() if value is None]
    settings = Settings(**{name: value for name, value in fitting.items() if value is not None})
    if not refused:
        return settings, None
    return settings, say("error.settings_values", names=joined(", ", (say(f"setting.{name}") for name in refused)))


def to_text(settings: Settings) -> str:
    """The settings as a file holds them."""
    return json.dumps({"options": dataclasses.asdict(settings)}, indent=2, ensure_ascii=False) + "\n"


def save(settings: Settings, path: Path) -> None:
    """Write the settings for their owner alone, whole or not at all.

    Raises:
        SettingsError: the file cannot be written.
    """
    try:
        make_private_folder(path.parent)
        make_private(path)
        write_atomically(path, to_text(settings), private=True)
    except OSError as error:
        raise SettingsError(say("error.file_unwritable", file=path, detail=error.strerror)) from error


def save_changes(changes: Mapping[str, Any], otherwise: Settings, path: Path) -> Settings:
    """Write some options, and leave the others as the file has them: another window may have changed those.

    Args:
        changes: the new values by option, which fit.
        otherwise: the other options where there is no file that can be read.
        path: of the file.

    Returns:
        What the file holds now.

    Raises:
        SettingsError: the file cannot be written.
    """
    try:
        stored, _ = read(path)
    except SettingsError:
        stored = otherwise
    kept = dataclasses.replace(stored, **changes)
    save(kept, path)
    return kept


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with one option changed.

    Raises:
        SettingsError: the value is of another type or beyond the option's bounds.
    """
    fitting: Any = _fit(OPTIONS[name], value)
    if fitting is None:
        raise SettingsError(say("error.settings_values", names=say(f"setting.{name}")))
    return dataclasses.replace(settings, **{name: fitting})


def is_key(name: str) -> bool:
    """Whether the option is a key for all programs, "" for none."""
    return name == "global_mute"


def _fit(option: Field[Any], value: object) -> object | None:
    """The stored value as the option's type, or None where it does not fit."""
    default = getattr(DEFAULTS, option.name)
    if isinstance(default, dict):
        fits = isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair)
        return value if fits else None
    if is_key(option.name):
        return normalised(value)
    if isinstance(default, str) and option.metadata["choices"]:
        return type(default)(value) if value in option.metadata["choices"] else None
    if type(value) is not type(default):
        return None
    if not (bounds := option.metadata["bounds"]):
        return value
    low, high, step = bounds
    # A file may hold a number between two steps, which no control could show.
    return low + step * round((value - low) / step) if low <= value <= high else None
