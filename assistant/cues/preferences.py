"""What a user has chosen about cues."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.directions import CAMERA, Gaze
from assistant.events import Channel


class Delivery(StrEnum):
    """When something of a kind is told."""

    ON = "on"
    """By itself, as a cue."""
    ON_REQUEST = "on_request"
    """Only where the user asks for it by a key."""
    OFF = "off"
    """Never; it is not even measured where nothing else needs it."""


class Verbosity(StrEnum):
    """How much is said in words; sounds and the label follow every stable change at each level."""

    STRONG = "strong"
    """Words only where a face certainly shows something other than neutral."""
    CHANGES = "changes"
    """Words at every stable change."""


@dataclass(frozen=True, slots=True)
class CuePreferences:
    """How cues are told.

    Attributes:
        channels: the ways in which cues may reach the user.
        expressions: what faces look like. Off means that no expression is read at all.
        doubtful: tell angry, disgusted, afraid and sad by themselves even where they are not read surely.
        gestures: nods and shakes of the head.
        gesture_words: tell those in words, not by a sound.
        attention: who looks the user's way, and who talks.
        movements: smiles, frowns, raised brows, an open mouth: with the expression where that is told, else alone.
        verbosity: how much is said in words.
        short: the bare word ("happy") for fast listeners.
        others: also tell of faces other than the conversation partner, by their place.
        per_minute: at most this many cues in any 60 seconds, at least 1.
        cooldown: seconds for which a face is silent after a cue of its own, 0 or more.
        your_way: the partner's gaze while they look at the user; the camera's own direction by default.
        at_rest: how often the user has said that the partner's face is at rest: with each time, what it looks like then
            counts as neutral.
        eyes: let the eyes count for where somebody looks, not the head alone; of no use in a call on the screen.
    """

    channels: frozenset[Channel] = frozenset(Channel)
    expressions: Delivery = Delivery.ON
    doubtful: bool = False
    gestures: Delivery = Delivery.ON
    gesture_words: bool = False
    attention: Delivery = Delivery.ON_REQUEST
    movements: Delivery = Delivery.OFF
    verbosity: Verbosity = Verbosity.CHANGES
    short: bool = False
    others: bool = False
    per_minute: int = 6
    cooldown: float = 1.0
    your_way: Gaze = CAMERA
    at_rest: int = 0
    eyes: bool = True

    @property
    def reads_expressions(self) -> bool:
        """Whether expressions are read at all."""
        return self.expressions is not Delivery.OFF

    @property
    def behaviour(self) -> bool:
        """Whether heads and mouths are followed: only then are there nods, shakes, and who looks or talks."""
        return (self.gestures, self.attention) != (Delivery.OFF, Delivery.OFF)


DEFAULTS = CuePreferences()
"""What somebody is told who has chosen nothing."""
