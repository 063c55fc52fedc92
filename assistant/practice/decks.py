"""Where practice faces come from: our own drawn ones, or the learner's labelled pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import lcm
from pathlib import Path
from random import Random
from typing import Protocol

from assistant.drawn_faces.actions import PROTOTYPES
from assistant.errors import DeckError
from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import say
from assistant.practice.behaviours import Behaviour, Subject
from assistant.practice.cards import IDENTITIES, DrawnFace, Face, Photograph
from assistant.system.file_names import is_there

_VARIANTS = lcm(*map(len, PROTOTYPES.values()))  # so that each variant of an expression is drawn equally often


class Deck(Protocol):
    """A supply of faces with the words for what they show."""

    @property
    def title(self) -> str:
        """The deck's name."""

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What the deck has faces for, in the order of `EXPRESSIONS`."""

    @property
    def has_dial(self) -> bool:
        """Whether faces come at any intensity, and moving."""

    @property
    def has_descriptions(self) -> bool:
        """Whether every face can be put into words for the ear."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should know about the deck, one sentence each."""

    def face(self, expression: Expression, intensity: float, rng: Random, other_than: Face | None = None) -> Face:
        """A face that shows `expression`, at `intensity` (0 to 1) where the deck has a dial.

        It is another than `other_than`, where the deck has another one.
        """

    def word(self, expression: Subject) -> str:
        """How the deck calls an expression or a behaviour."""

    def hint(self, expression: Expression) -> str:
        """What the deck's maker says about an expression, or nothing."""


class DrawnDeck:
    """Drawn faces: as many identities as wanted, each expression at every intensity."""

    has_dial = True
    has_descriptions = True
    notices: tuple[str, ...] = ()
    expressions = EXPRESSIONS

    @property
    def title(self) -> str:
        """The deck's name."""
        return say("deck.drawn")

    def face(self, expression: Expression, intensity: float, rng: Random, other_than: Face | None = None) -> DrawnFace:
        """A new identity that shows `expression` at `intensity`, 0 to 1: chance hardly ever draws one twice."""
        return DrawnFace(rng.randrange(IDENTITIES), expression, intensity, rng.randrange(_VARIANTS))

    def word(self, expression: Subject) -> str:
        """The expression or the behaviour in the user's language."""
        if isinstance(expression, Behaviour):
            return expression.word
        return say(f"expression.{expression.value}")

    def hint(self, expression: Expression) -> str:
        """Nothing: the drawn faces need no hints beside the explanations."""
        return ""


class PictureDeck:
    """Labelled pictures; they are listed at once and read one by one when they are shown."""

    has_dial = False

    def __init__(
        self,
        title: str,
        source: Path,
        pictures: Sequence[Photograph],
        *,
        words: Mapping[Expression, str] | None = None,
        hints: Mapping[Expression, str] | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        """Sort `pictures` by what they show.

        Raises:
            DeckError: there is no picture, or all show the same.
        """
        self.title = title
        self.notices = tuple(notices)
        self._source = source
        self._words = dict(words or {})
        self._hints = dict(hints or {})
        self._pictures: dict[Expression, list[Photograph]] = {}
        for picture in pictures:
            self._pictures.setdefault(picture.expression, []).append(picture)
        self._gone: set[Photograph] = set()
        self._require_two()

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What the deck has pictures of, in the order of `EXPRESSIONS`."""
        return tuple(expression for expression in EXPRESSIONS if any(self._left(expression)))

    @property
    def has_descriptions(self) -> bool:
        """Whether the deck's maker described every picture."""
        return all(picture.description for expression in self._pictures for picture in self._left(expression))

    @property
    def broken(self) -> int:
        """How many pictures turned out to be unreadable and are shown no more."""
        return len(self._gone)

    def pictures(self, expression: Expression) -> Sequence[Photograph]:
        """All pictures of an expression, in the order of their names."""
        return tuple(self._left(expression))

    def face(self, expression: Expression, intensity: float, rng: Random, other_than: Face | None = None) -> Photograph:
        """One of the pictures that show `expression`; pictures have no dial, so `intensity` plays no part.

        The same `rng` gives the same picture, whichever others have been dropped meanwhile.
        """
        seed = rng.random()
        left = (picture for picture in _shuffled(self._pictures[expression], seed) if picture not in self._gone)
        first = next(left)
        return first if first != other_than else next(left, first)

    def drop(self, picture: Photograph) -> None:
        """Show a picture that could not be read no more, and count it once."""
        self._gone.add(picture)

    def take_back(self) -> None:
        """Show again what could not be read: the drive that it lies on may be connected again."""
        self._gone.clear()

    def require_enough(self) -> None:
        """Make sure that there is enough left to practise with.

        Raises:
            DeckError: the deck is not there any more, or all pictures that can be read show the same.
        """
        try:
            there = is_there(self._source)
        except OSError:
            there = False
        if not there:
            raise DeckError(say("deck.gone", deck=self._source))
        self._require_two()

    def word(self, expression: Subject) -> str:
        """The deck's own word for an expression, or the one of the user's language."""
        if isinstance(expression, Behaviour):  # it has no pictures of those; the progress tells of them all the same
            return expression.word
        return self._words.get(expression) or say(f"expression.{expression.value}")

    def hint(self, expression: Expression) -> str:
        """What the deck's maker says about an expression, or nothing."""
        return self._hints.get(expression, "")

    def _left(self, expression: Expression) -> Iterator[Photograph]:
        return (picture for picture in self._pictures.get(expression, ()) if picture not in self._gone)

    def _require_two(self) -> None:
        if not self.expressions:
            raise DeckError(say("deck.empty", deck=self._source))
        if len(self.expressions) == 1:
            raise DeckError(say("deck.one_class", deck=self._source, expression=self.word(self.expressions[0])))


def _shuffled(pictures: Sequence[Photograph], seed: float) -> Iterator[Photograph]:
    """The pictures in an order that chance decides, found one by one: mostly the first will do."""
    rng = Random(seed)  # noqa: S311 (not used for security)
    left = list(pictures)
    while left:
        place = rng.randrange(len(left))
        left[place], left[-1] = left[-1], left[place]
        yield left.pop()
