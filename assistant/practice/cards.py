"""What a learner is shown and asked, and what is remembered of the answer. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from assistant.expressions import Expression
from assistant.practice.behaviours import Behaviour, Subject
from assistant.practice.grades import Grade


class Kind(StrEnum):
    """The kinds of practice cards."""

    BROWSE = "browse"
    """A face with its name and what makes it; nothing is asked."""
    NAME = "name"
    """Name the face."""
    PICK = "pick"
    """Pick the face that shows the named expression."""
    SAME = "same"
    """Do two faces show the same expression?"""
    CHANGE = "change"
    """What does a moving face change to?"""
    STRENGTH = "strength"
    """How strong is the expression?"""
    LISTEN = "listen"
    """Name the expression from a spoken description of its movements."""
    PASSING = "passing"
    """Which expression comes and goes?"""
    HEADS = "heads"
    """A head that moves, with the name of the movement and what it is like; nothing is asked."""
    GESTURE = "gesture"
    """Does a head nod, shake, or neither?"""
    LOOK = "look"
    """Does somebody look at the learner? Head and eyes tell."""
    EYES = "eyes"
    """Does somebody look at the learner? The eyes alone tell."""
    HEARD_HEADS = "heard_heads"
    """Name what a head does from a spoken description."""
    MIRROR = "mirror"
    """Show the expression to the camera; nothing is asked and nothing is remembered."""


ASKING_NOTHING = frozenset((Kind.BROWSE, Kind.HEADS, Kind.MIRROR))
"""The kinds that have no choices."""

BY_EAR = frozenset((Kind.LISTEN, Kind.HEARD_HEADS))
"""The kinds that are words alone until they are answered."""

MOVING = frozenset((Kind.CHANGE, Kind.PASSING, Kind.HEADS, Kind.GESTURE))
"""The kinds whose first face moves."""

OF_HEADS = frozenset((Kind.HEADS, Kind.GESTURE, Kind.LOOK, Kind.EYES, Kind.HEARD_HEADS))
"""The kinds that are about behaviours; all others are about expressions."""

NAMING = frozenset((Kind.NAME, Kind.PICK, Kind.CHANGE, Kind.LISTEN, Kind.PASSING)) | (OF_HEADS - {Kind.HEADS})
"""The kinds whose answers name what a face was taken for. "Same or different" does not: whoever takes two faces for the
same may have misread either; answers that an earlier version kept do name one there, and are not counted as such."""


IDENTITIES = 2**32
"""How many persons can be drawn; the number of one is its seed."""


@dataclass(frozen=True, slots=True)
class DrawnFace:
    """A face to be drawn.

    Attributes:
        seed: the identity; the same seed is the same person.
        expression: what the face shows.
        intensity: how strongly, 0 to 1.
        variant: which of the expression's published prototypes.
        before: for a moving face the expression it starts from; None for a still one.
        passes: whether a moving face goes back to where it started from.
        behaviour: what head and eyes do, `intensity` telling how far; None where they do nothing.
    """

    seed: int
    expression: Expression
    intensity: float
    variant: int = 0
    before: Expression | None = None
    passes: bool = False
    behaviour: Behaviour | None = None

    @property
    def subject(self) -> Subject:
        """What there is to learn from it."""
        return self.behaviour or self.expression


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture of the learner's own; it is read only when it is shown.

    Attributes:
        path: the picture, or the zip that holds it.
        member: its name in the zip, or None.
        expression: what it shows, as its folder or deck says.
        description: what can be seen, in the words of the deck's maker, or None.
    """

    path: Path
    expression: Expression
    member: str | None = None
    description: str | None = None

    @property
    def subject(self) -> Subject:
        """What there is to learn from it."""
        return self.expression

    @property
    def name(self) -> str:
        """The name by which its owner knows it."""
        return self.member or self.path.name


Face: TypeAlias = DrawnFace | Photograph


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be answered: what it means, and how it is called."""

    means: Subject | Grade | bool
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One step of a practice session.

    Attributes:
        kind: what is to be done.
        expression: what it is about; a behaviour for the kinds `OF_HEADS`.
        question: what is asked or told.
        faces: shown from left to right; those of `BY_EAR` only once it is answered.
        choices: in the order of their keys, from 1; none where nothing is asked.
        right: index of the right choice; None where nothing is asked.
        intensity: how strongly the faces show it, 0 to 1; None where it is not known.
        descriptions: what there is to hear of the faces; none where the question tells all.
    """

    kind: Kind
    expression: Subject
    question: str
    faces: tuple[Face, ...] = ()
    choices: tuple[Choice, ...] = ()
    right: int | None = None
    intensity: float | None = None
    descriptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is remembered of one answered card; all progress is computed from these.

    Attributes:
        time: when, in UTC.
        kind: of the card.
        expression: that was shown, or the behaviour.
        chosen: what it was taken for, `expression` itself where it was recognised;
            None where the answer named none, as for `STRENGTH` and `SAME`.
        right: whether the answer was the right one.
        intensity: 0 to 1, or None where it is not known.
        choices: how many there were to choose from.
        described: whether the learner could hear the movements described.
    """

    time: datetime
    kind: Kind
    expression: Subject
    chosen: Subject | None
    right: bool
    intensity: float | None
    choices: int
    described: bool
