"""When an expression counts as stable: hysteresis, a minimum hold, and an explicit "unsure"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cues.hmm_filter import Belief
from assistant.cues.resting_face import RestingFace
from assistant.cues.talking import while_talking
from assistant.expressions import EXPRESSIONS, Expression
from assistant.vision.tracker import LONGEST_STEP

COMMIT = 0.5
"""Belief from which a new expression can become the stable one: likelier than all the others together."""

RELEASE = 0.4
"""Belief below which the stable expression is in doubt; below `COMMIT`, so that a draw changes nothing."""

HOLD = 0.19
"""Seconds for which a new expression must keep its lead. With the frame that ends them it is a fifth of a second at 5,
10, 15, 20, 25 and 30 frames a second alike."""

DOUBT = 1.5
"""Seconds of doubtful readings in sum, or without any reading at a stretch, after which a face becomes unsure."""

LEAST = 0.4
"""No expression is named below this calibrated probability, however low its abstain threshold. It is lower than
a half since such an expression is named with "maybe", and only while the belief puts it before all the others."""

NEUTRAL = 0.55
"""The same of neutral: a face that is hardly neutral looks sad as often, and "can't tell" is the truer word for it."""

AGREEMENT = 0.5
"""Share of an abstain threshold that suffices. That threshold is for a single picture; here many frames
agree, and it matters only for expressions that training found hardly ever right."""

KEEP = 0.8
"""Share of its threshold that the stable expression may fall to before it is in doubt; a new one must reach all
of it: hysteresis."""


@dataclass(frozen=True, slots=True)
class Change:
    """A new stable expression (None = unsure) and how clearly the face shows it, 0 to 1."""

    expression: Expression | None
    probability: float


class StableExpression:
    """The stable expression of one face.

    Args:
        abstain: per expression, in the models' order, the calibrated probability below which a
            reading counts as unsure, 0 to 1.
        now: when the face was first seen, in seconds of the source.
        least: no expression is named below this calibrated probability, 0 to 1.

    Attributes:
        expression: the stable one, None as long as it cannot be told.
        decided: whether a first change has been reported, be it to "unsure".
    """

    def __init__(self, abstain: Sequence[float], now: float, least: float = LEAST) -> None:
        self.expression: Expression | None = None
        self._thresholds = tuple(
            max(AGREEMENT * threshold, least, NEUTRAL if expression is Expression.NEUTRAL else 0.0)
            for expression, threshold in zip(EXPRESSIONS, abstain, strict=True)
        )
        self._belief = Belief()
        self._at_rest = RestingFace()
        self.decided = False
        self._time = now
        self._unread = 0.0
        self._doubt = 0.0
        self._candidate: Expression | None = None
        self._candidate_since = now

    @property
    def probability(self) -> float:
        """How clearly the face shows its stable expression, or its likeliest one while unsure: 0 to 1."""
        shown = self._leader if self.expression is None else self.expression
        return float(self._belief.clarity[shown.position])

    def update(self, now: float, reading: Sequence[float] | None, talks: bool = False) -> Change | None:
        """Takes in one frame.

        Args:
            now: seconds of the source, never falling.
            reading: calibrated probabilities, (7,), or None where there is no reading.
            talks: whether the mouth talks.
        """
        elapsed, self._time = min(now - self._time, LONGEST_STEP), now
        unsure = self.decided and self.expression is None
        if reading is None:
            # No reading says nothing against what was read: a face that turns away now and then stays what it was.
            self._unread += elapsed
            return self._become(None) if self._unread >= DOUBT and not unsure else None
        self._unread = 0.0
        read = self._at_rest.without(now, reading)
        self._belief.update(now, while_talking(read, self.expression) if talks else read)
        supported = self._weigh(now)
        candidate = self._candidate
        if candidate is not None and now - self._candidate_since >= HOLD:
            return self._become(candidate)
        # Doubt is summed, not timed from its start, so that a single frame with a better reading does not reset it.
        self._doubt = max(self._doubt - elapsed, 0.0) if supported else self._doubt + elapsed
        return self._become(None) if self._doubt >= DOUBT and candidate is None and not unsure else None

    def take_as_neutral(self) -> None:
        """Let what the face looks like now count as neutral, for as long as it is known."""
        self._at_rest.take()

    @property
    def _leader(self) -> Expression:
        return EXPRESSIONS[int(self._belief.probabilities.argmax())]

    def _weigh(self, now: float) -> bool:
        """Whether the stable expression still holds; if not, who else may become it."""
        if self.expression is not None and self._shows(self.expression, RELEASE, KEEP):
            self._candidate = None
            return True
        leader = self._leader if self._shows(self._leader, COMMIT, 1.0) else None
        if leader != self._candidate:
            self._candidate, self._candidate_since = leader, now
        return False

    def _shows(self, expression: Expression, belief: float, share: float) -> bool:
        index = expression.position
        return bool(
            self._belief.probabilities[index] >= belief
            and self._belief.clarity[index] >= share * self._thresholds[index]
        )

    def _become(self, expression: Expression | None) -> Change:
        self.expression = expression
        self._doubt = 0.0
        self.decided = True
        self._candidate = None
        return Change(expression, self.probability)
