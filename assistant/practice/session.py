"""One practice session: a state machine that keys drive, with everything there is to see and to hear.

It has no clock, no timer and no score. Each answer is handed to `record` before anything else
happens, so that quitting, or a crash, loses at most the card that is not yet answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.messages import again, joined, say
from assistant.practice.cards import Answer, Card, Kind, Photograph
from assistant.practice.decks import Deck, PictureDeck
from assistant.practice.feedback import Feedback, respond, taken_for
from assistant.practice.quiz import deal, kinds_for
from assistant.practice.scheduling import BY_SIGHT, KindMix, Learner, Pick

_SIDE_BY_SIDE = (Kind.SAME, Kind.PICK)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the learner wants of a session.

    Attributes:
        kinds: the kinds of cards to deal, at least one; those that the deck cannot fill are left out.
        length: how many cards, or None to go on until the learner ends it.
        choices: how many choices to offer, from 2 to all, or None to follow the learner's difficulty.
        describe: whether each face is described in words without being asked, for practice by ear.
        praise: whether right answers are praised.
    """

    kinds: tuple[Kind, ...] = tuple(Kind)
    length: int | None = 10
    choices: int | None = None
    describe: bool = False
    praise: bool = False


class Session:
    """Cards one after the other until the planned length is reached or the learner ends it.

    Attributes:
        card: the card at hand; None when the session is over.
        feedback: what follows the answer to `card`; None while it is not answered.
        position: number of the card, from 1.
        answers: all that were given in this session.
        notice: why the session ended early, or nothing.
    """

    def __init__(
        self,
        deck: Deck,
        learner: Learner,
        plan: Plan,
        record: Callable[[Answer], None],
        *,
        seed: int,
        now: datetime,
    ) -> None:
        """Deal the first card.

        Args:
            deck: supplies the faces.
            learner: what is known so far; it learns from each answer.
            plan: what the learner wants.
            record: keeps an answer for good.
            seed: the same seed, learner and answers give the same cards.
            now: the time, in UTC.

        Raises:
            DeckError: the deck can fill none of the planned kinds.
        """
        kinds = [kind for kind in kinds_for(deck) if kind in plan.kinds]
        if not kinds:
            raise DeckError(say("deck.no_kind", deck=deck.title))
        self._kinds = KindMix(kinds)
        self._deck = deck
        self._learner = learner
        self._plan = plan
        self._record = record
        self._rng = Random(seed)  # noqa: S311 (not used for security)
        self._confused: tuple[Expression, Expression] | None = None
        self._described = plan.describe
        self.card: Card | None = None
        self.feedback: Feedback | None = None
        self.position = 0
        self.answers: list[Answer] = []
        self.notice = ""
        self._advance(now)

    @property
    def spoken(self) -> str:
        """All there is to hear at this moment; saying it again is always right."""
        if self.card is None:
            return again(self.notice) or say("practice.over")
        if self.feedback:
            return again(self.feedback.text)
        heard = self._described or self.card.kind == Kind.LISTEN
        described = self.card.descriptions if heard else ()
        choices = [
            say("practice.numbered", number=key, text=joined("", (choice.text, ".")))
            for key, choice in enumerate(self.card.choices, start=1)
            if self.card.kind != Kind.PICK  # there the faces have their numbers already
        ]
        return joined(" ", (self.card.question, *described, *choices))

    @property
    def described(self) -> bool:
        """Whether the faces of this card are put into words."""
        return self._described

    def describe(self) -> None:
        """Put the faces of this card into words, for this card only."""
        self._described = True

    def answer(self, choice: int, now: datetime) -> None:
        """Answer with the choice of that index; where there is no such choice, nothing changes."""
        card = self.card
        if card is None or self.feedback or not 0 <= choice < len(card.choices):
            return
        answer = Answer(
            time=now,
            kind=card.kind,
            expression=card.expression,
            chosen=taken_for(card, choice),
            right=choice == card.right,
            intensity=card.intensity,
            choices=len(card.choices),
            described=self._described or card.kind == Kind.LISTEN,
        )
        self._record(answer)
        self._learner.learn(answer)
        self.answers.append(answer)
        self.feedback = respond(card, choice, self._deck, praise=self._plan.praise, rng=self._rng)
        if self.feedback.confused:
            self._confused = (card.expression, self.feedback.confused)

    def go_on(self, now: datetime) -> None:
        """The next card, once this one is answered; a card that asks nothing is left just so."""
        if self.card and (self.feedback or not self.card.choices):
            self._advance(now)

    def skip(self, now: datetime) -> None:
        """The next card, whether or not this one is answered; nothing is held against the learner."""
        if self.card:
            self._advance(now)

    def finish(self) -> None:
        """End the session; whatever was answered is kept already."""
        self.card = self.feedback = None

    def drop(self, picture: Photograph, now: datetime) -> None:
        """Show `picture` no more, because it cannot be read, and deal another card in place of an unanswered one."""
        if self.card is None or not isinstance(self._deck, PictureDeck):
            return
        try:
            self._deck.drop(picture)
        except DeckError as error:
            self.notice = error.sentence
            self.finish()
            return
        if self.feedback:
            self.feedback = replace(self.feedback, beside=())
        else:
            self.position -= 1
            self._advance(now)

    def _advance(self, now: datetime) -> None:
        if self._plan.length is not None and self.position >= self._plan.length:
            self.finish()
            return
        self.position += 1
        self.feedback = None
        self._described = self._plan.describe
        kind, pick = self._next(now)
        self.card = deal(kind, pick, self._deck, self._rng)

    def _next(self, now: datetime) -> tuple[Kind, Pick]:
        expressions = self._deck.expressions
        confused, self._confused = self._confused, None
        # A picture that could not be shown may have been the last of its expression.
        if confused and set(confused) <= set(expressions):
            kind = self._kinds.next(self._rng, preferred=_SIDE_BY_SIDE)
            return kind, self._learner.contrast(*confused, expressions, self._plan.choices, self._rng)
        kind = self._kinds.next(self._rng)
        pick = self._learner.pick(
            expressions,
            self._plan.choices,
            now,
            self._rng,
            has_dial=self._deck.has_dial,
            measure=kind in BY_SIGHT and not self._plan.describe,
        )
        return kind, pick
