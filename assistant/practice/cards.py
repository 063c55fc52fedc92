"""What a learner is shown and asked, and what is remembered of the answer. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from assistant.expressions import Expression
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
    MIRROR = "mirror"
    """Show the expression to the camera; nothing is asked and nothing is remembered."""


NAMING = frozenset((Kind.NAME, Kind.PICK, Kind.CHANGE, Kind.LISTEN))
"""The kinds whose answers name what a face was taken for. "Same or different" does not: whoever takes two faces for the
same may have misread either; answers that an earlier version kept do name one there, and are not counted as such."""


@dataclass(frozen=True, slots=True)
class DrawnFace:
    """A face to be drawn.

    Attributes:
        seed: the identity; the same seed is the same person.
        expression: what the face shows.
        intensity: how strongly, 0 to 1.
        variant: which of the expression's published prototypes.
        before: for a moving face the expression it starts from; None for a still one.
    """

    seed: int
    expression: Expression
    intensity: float
    variant: int = 0
    before: Expression | None = None


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
    def name(self) -> str:
        """The name by which its owner knows it."""
        return self.member or self.path.name


Face: TypeAlias = DrawnFace | Photograph


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be answered: what it means, and how it is called."""

    means: Expression | Grade | bool
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One step of a practice session.

    Attributes:
        kind: what is to be done.
        expression: what it is about.
        question: what is asked or told.
        faces: shown from left to right; the one of `LISTEN` only once it is answered.
        choices: in the order of their keys, from 1; none where nothing is asked.
        right: index of the right choice; None where nothing is asked.
        intensity: how strongly the faces show it, 0 to 1; None where it is not known.
        descriptions: what there is to hear of the faces; none where the question tells all.
    """

    kind: Kind
    expression: Expression
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
        expression: that was shown.
        chosen: the expression that it was taken for, `expression` itself where it was recognised;
            None where the answer named none, as for `STRENGTH` and `SAME`.
        right: whether the answer was the right one.
        intensity: 0 to 1, or None where it is not known.
        choices: how many there were to choose from.
        described: whether the learner could hear the movements described.
    """

    time: datetime
    kind: Kind
    expression: Expression
    chosen: Expression | None
    right: bool
    intensity: float | None
    choices: int
    described: bool
