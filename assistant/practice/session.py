"""One practice session: a state machine that keys drive, with everything there is to see and to hear.

It has no clock, no timer and no score. Each answer is handed to `record` before anything else
happens, so that quitting, or a crash, loses at most the card that is not yet answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from assistant.errors import DeckError
from assistant.messages import again, joined, say
from assistant.practice import head_quiz, quiz
from assistant.practice.behaviours import Behaviour, S, Subject
from assistant.practice.cards import BY_EAR, OF_HEADS, Answer, Card, Kind, Photograph
from assistant.practice.decks import Deck, PictureDeck
from assistant.practice.feedback import Feedback, respond, taken_for
from assistant.practice.quiz import kinds_for
from assistant.practice.scheduling import BY_SIGHT, KindMix, Learner, Pick

_SIDE_BY_SIDE = (Kind.SAME, Kind.PICK)
"""The kinds in which expressions that were confused come back soonest; behaviours come back in their own kinds."""


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
        self._confused: tuple[Subject, Subject] | None = None
        self._described = plan.describe
        self.card: Card | None = None
        self.feedback: Feedback | None = None
        self.position = 0
        self.answers: list[Answer] = []
        self.notice = ""
        if isinstance(deck, PictureDeck):
            deck.take_back()
        self._advance(now)

    @property
    def spoken(self) -> str:
        """All there is to hear at this moment; saying it again is always right."""
        if self.card is None:
            return again(self.notice) or say("practice.over")
        if self.feedback:
            return again(self.feedback.text)
        heard = self._described or self.card.kind in BY_EAR
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
            described=self._described or card.kind in BY_EAR,
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
        self._deck.drop(picture)
        if self.feedback:
            self.feedback = replace(self.feedback, beside=())
        else:
            self.position -= 1
            self._advance(now)

    def _advance(self, now: datetime) -> None:
        if self._plan.length is not None and self.position >= self._plan.length:
            self.finish()
            return
        if isinstance(self._deck, PictureDeck):
            try:
                self._deck.require_enough()
            except DeckError as error:
                self.notice = error.sentence
                self.finish()
                return
        self.position += 1
        self.feedback = None
        self._described = self._plan.describe
        confused, self._confused = self._confused, None
        kind = self._kinds.next(self._rng, preferred=_coming_back(confused) if confused else ())
        if kind in OF_HEADS:
            heads = self._pick(head_quiz.asked_about(kind), head_quiz.drawn_from(kind, self._rng), kind, confused, now)
            self.card = head_quiz.deal_head(kind, heads, self._rng)
        else:
            expressions = quiz.asked_about(kind, self._deck)
            faces = self._pick(expressions, expressions, kind, confused, now)
            self.card = quiz.deal(kind, faces, self._deck, self._rng)

    def _pick(
        self,
        subjects: Sequence[S],
        drawn: Sequence[S],
        kind: Kind,
        confused: tuple[Subject, Subject] | None,
        now: datetime,
    ) -> Pick[S]:
        """The pair that was confused, where both are among the `subjects` of that kind, else one of those `drawn`."""
        # A picture that could not be shown may have been the last of its expression.
        pair = [each for wanted in confused or () for each in subjects if each == wanted]
        if len(pair) == 2:
            if kind in OF_HEADS:
                self._rng.shuffle(pair)  # no two faces side by side here, so that the same one again would tell itself
            return self._learner.contrast(pair[0], pair[1], subjects, self._plan.choices, self._rng)
        return self._learner.pick(
            drawn,
            self._plan.choices,
            now,
            self._rng,
            has_dial=self._deck.has_dial,
            measure=kind in BY_SIGHT and not self._plan.describe,
        )


def _coming_back(confused: tuple[Subject, Subject]) -> tuple[Kind, ...]:
    """The kinds in which a pair that was confused comes back."""
    if isinstance(confused[0], Behaviour):
        return tuple(kind for kind in OF_HEADS - {Kind.HEADS} if {*confused} <= {*head_quiz.asked_about(kind)})
    return _SIDE_BY_SIDE
