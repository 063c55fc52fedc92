"""What the user has chosen: one table of options, with their bounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from enum import StrEnum
from typing import Any, TypedDict

from assistant.cues.preferences import CuePreferences, Delivery, Verbosity
from assistant.errors import SettingsError
from assistant.events import Channel
from assistant.expressions import EXPRESSIONS
from assistant.hotkey import normalised
from assistant.messages import LANGUAGES, say, system_language
from assistant.practice.cards import Kind as Exercise
from assistant.speech.announcer import EARCON_VOLUME, SoundPreferences
from assistant.speech.routes import Route

UNKNOWN = ""
"""In place of a way to the user's ear: none was checked."""

ALL_EXERCISES = ""
"""In place of one kind of practice cards: all that ask something."""

_CALM_RATE = 150  # words a minute, at the most


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


class OptionMetadata(TypedDict):
    """What the metadata of each field of `Settings` hold.

    Attributes:
        group: its part of the settings page; None where it is kept but not listed there.
        choices: the values to choose from; empty for switches, keys and numbers with bounds.
        bounds: lowest value, highest value and step of a number.
    """

    group: Group | None
    choices: tuple[str | int, ...]
    bounds: tuple[int, int, int] | None


def _option(
    group: Group | None = None, choices: tuple[str | int, ...] = (), bounds: tuple[int, int, int] | None = None
) -> Mapping[str, Any]:
    return OptionMetadata(group=group, choices=choices, bounds=bounds)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every option with its type, default and bounds; its name and help lie in the language table [setting]."""

    # No group begins or ends with a box of choices, for which Orca 48 says neither the page nor the group.
    read_controls: bool = field(default=False, metadata=_option(Group.VOICE))
    language: str = field(default_factory=system_language, metadata=_option(Group.VOICE, tuple(LANGUAGES)))
    speaker: Speaker = field(default=Speaker.VOICE, metadata=_option(Group.VOICE, tuple(Speaker)))
    voices: Mapping[str, str] = field(default_factory=dict, metadata=_option(Group.VOICE))
    """The chosen voice of each language for which one was chosen: the engine's id by BCP 47 tag of the language."""
    rate: int = field(default=170, metadata=_option(Group.VOICE, bounds=(80, 450, 10)))
    volume: int = field(default=100, metadata=_option(Group.VOICE, bounds=(0, 100, 10)))
    pauses: bool = field(default=False, metadata=_option(Group.VOICE))

    movements_only: bool = field(default=False, metadata=_option(Group.CUES))
    expressions: Delivery = field(default=Delivery.ON, metadata=_option(Group.CUES, tuple(Delivery)))
    doubtful: bool = field(default=False, metadata=_option(Group.CUES))
    gestures: Delivery = field(default=Delivery.ON, metadata=_option(Group.CUES, tuple(Delivery)))
    gesture_words: bool = field(default=False, metadata=_option(Group.CUES))
    attention: Delivery = field(default=Delivery.ON_REQUEST, metadata=_option(Group.CUES, tuple(Delivery)))
    eyes: bool = field(default=True, metadata=_option(Group.CUES))
    movements: Delivery = field(default=Delivery.OFF, metadata=_option(Group.CUES, tuple(Delivery)))
    verbosity: Verbosity = field(default=Verbosity.CHANGES, metadata=_option(Group.CUES, tuple(Verbosity)))
    per_minute: int = field(default=6, metadata=_option(Group.CUES, bounds=(1, 30, 1)))
    cooldown: int = field(default=1, metadata=_option(Group.CUES, bounds=(0, 10, 1)))
    speech: bool = field(default=True, metadata=_option(Group.CUES))
    earcons: bool = field(default=True, metadata=_option(Group.CUES))
    label: bool = field(default=True, metadata=_option(Group.CUES))
    short: bool = field(default=False, metadata=_option(Group.CUES))
    others: bool = field(default=False, metadata=_option(Group.CUES))

    picture: bool = field(default=True, metadata=_option(Group.LOOK))
    text_percent: int = field(default=100, metadata=_option(Group.LOOK, bounds=(100, 300, 25)))
    theme: Theme = field(default=Theme.SYSTEM, metadata=_option(Group.LOOK, tuple(Theme)))
    calm_sound: bool = field(default=False, metadata=_option(Group.LOOK))

    read_at_start: bool = field(default=False, metadata=_option(Group.START))
    camera: str = field(default="", metadata=_option(Group.START))
    """The name of the camera; "" for the first, and a number where an earlier version kept one."""
    log: bool = field(default=False, metadata=_option(Group.START))
    single_keys: bool = field(default=True, metadata=_option(Group.START))
    # Off at first: it takes a key away from all other programs.
    global_mute: str = field(default="", metadata=_option(Group.START))

    exercise: str = field(default=ALL_EXERCISES, metadata=_option(choices=(ALL_EXERCISES, *Exercise)))
    cards: int = field(default=10, metadata=_option(choices=(5, 10, 20, 40, 0)))
    """Of a practice session; 0 until the learner ends it."""
    choices: int = field(default=0, metadata=_option(choices=(0, *range(2, len(EXPRESSIONS) + 1))))
    """Of a practice card; 0 as they fit the learner."""
    by_ear: bool = field(default=False, metadata=_option())
    praise: bool = field(default=False, metadata=_option())

    muted: bool = field(default=False, metadata=_option())
    welcomed: bool = field(default=False, metadata=_option())
    heard: str = field(default=UNKNOWN, metadata=_option(choices=(UNKNOWN, *Route)))
    """By which way beside our own voice the user heard the check of the first steps."""
    keys: Mapping[str, str] = field(default_factory=dict, metadata=_option())

    @property
    def cue_preferences(self) -> CuePreferences:
        """What of it concerns the cues."""
        same = ("doubtful", "gestures", "gesture_words", "attention", "eyes", "verbosity", "short", "others")
        chosen = {Channel.SPEECH: self.speech, Channel.EARCON: self.earcons, Channel.LABEL: self.label}
        return CuePreferences(
            channels=frozenset(channel for channel, wanted in chosen.items() if wanted),
            expressions=Delivery.OFF if self.movements_only else self.expressions,
            movements=Delivery.ON if self.movements_only else self.movements,
            per_minute=self.per_minute,
            cooldown=float(self.cooldown),
            **{name: getattr(self, name) for name in same},
        )

    @property
    def voice_level(self) -> tuple[int, int]:
        """The volume in percent and the words a minute: lower where the calm theme is meant for the ear, too."""
        calm = self.calm_sound and self.theme is Theme.CALM
        return (self.volume // 2, min(self.rate, _CALM_RATE)) if calm else (self.volume, self.rate)

    @property
    def sound_preferences(self) -> SoundPreferences:
        """What of it concerns the loudspeaker. What the screen reader says is not said by our voice as well."""
        share = self.voice_level[0] / 100
        return SoundPreferences(
            speech=self.speaker is Speaker.VOICE,
            earcons=self.earcons,
            speech_volume=share,
            earcon_volume=EARCON_VOLUME * share,
        )


DEFAULTS = Settings()

OPTIONS: Mapping[str, Field[Any]] = {option.name: option for option in dataclasses.fields(Settings)}

STATE = ("muted", "welcomed", "heard")
"""What is kept of how things stand. It was not chosen on the page of settings, so it is neither taken back there,
nor reset, nor brought along from another file: a window that was muted must not become loud by that."""


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with one option changed.

    Raises:
        SettingsError: the value is of another type or beyond the option's bounds.
    """
    fitting: Any = fit(OPTIONS[name], value)
    if fitting is None:
        raise SettingsError(say("error.settings_values", names=say(f"setting.{name}")))
    return dataclasses.replace(settings, **{name: fitting})


def is_key(name: str) -> bool:
    """Whether the option is a key for all programs, "" for none."""
    return name == "global_mute"


def fit(option: Field[Any], value: object) -> object | None:
    """The stored value as the option's type, or None where it does not fit."""
    default = getattr(DEFAULTS, option.name)
    if isinstance(default, dict):
        fits = isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair)
        return value if fits else None
    if is_key(option.name):
        return normalised(value)
    # A choice by name is stored as plain text, and True is no number.
    if not isinstance(value, str) if isinstance(default, str) else type(value) is not type(default):
        return None
    if option.metadata["choices"]:
        return type(default)(value) if value in option.metadata["choices"] else None
    if not (bounds := option.metadata["bounds"]):
        return value
    low, high, step = bounds
    # A file may hold a number between two steps, which no control could show.
    return low + step * round((value - low) / step) if low <= value <= high else None
