"""What the faces look like: stable expressions, and the cues that tell their changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.cues import movements, phrasing
from assistant.cues.frame_readings import FrameReadings
from assistant.cues.policy import CuePolicy, Due, Shown
from assistant.cues.position import pan
from assistant.cues.preferences import CuePreferences, Delivery, Verbosity
from assistant.cues.stabilizer import StableExpression
from assistant.events import Channel, CueEvent, ExpressionEvent, FaceReading, Priority
from assistant.expressions import EXPRESSIONS, Expression

SURE = 0.7
"""Calibrated probability from which a negative expression is told unasked, unless the user wants doubtful ones, too."""

PATIENCE = 1.0
"""Seconds for which a doubtful negative expression may become sure, or go, before it is told as "can't tell"."""


class ExpressionCues:
    """The stable expression of each face in view, and what of it the user knows.

    Args:
        preferences: what the user has chosen; may be replaced at any time.
        abstain: per expression, in the models' order, the calibrated probability below which it counts as unsure, 0
            to 1; None as long as no expression is to be read.
        least: no expression is named below this calibrated probability, 0 to 1.

    Raises:
        ValueError: the thresholds do not fit the expressions.
    """

    def __init__(self, preferences: CuePreferences, abstain: Sequence[float] | None, least: float) -> None:
        self._abstain: tuple[float, ...] | None = None
        self._least = least
        self._policy = CuePolicy(preferences)
        self._faces: dict[int, StableExpression] = {}
        self._withheld: dict[int, float] = {}
        if abstain is not None:
            self.know(abstain)

    def know(self, abstain: Sequence[float]) -> None:
        """The thresholds of the models that read expressions from now on; see the class."""
        if len(abstain) != len(EXPRESSIONS):
            raise ValueError(f"abstain needs {len(EXPRESSIONS)} thresholds, got {len(abstain)}")
        self._abstain = tuple(abstain)

    @property
    def known(self) -> bool:
        """Whether there are thresholds."""
        return self._abstain is not None

    @property
    def preferences(self) -> CuePreferences:
        """What the user has chosen."""
        return self._policy.preferences

    @preferences.setter
    def preferences(self, preferences: CuePreferences) -> None:
        self._policy.preferences = preferences

    @property
    def stable(self) -> dict[int, Expression | None]:
        """The stable expression of each face in view, None where it cannot be told."""
        return {face: stable.expression for face, stable in self._faces.items()}

    @property
    def clarity(self) -> dict[int, float]:
        """How clearly each face that is decided on shows what is stable, or likeliest while it is unsure: 0 to 1."""
        return {face: stable.probability for face, stable in self._faces.items() if stable.decided}

    @property
    def withheld(self) -> frozenset[int]:
        """The faces whose stable expression is too doubtful to be told unasked."""
        return frozenset(self._withheld)

    def forget(self, face: int) -> None:
        """Forget what was told of this face."""
        self._policy.forget(face)

    def miss(self, face: int) -> None:
        """What was told of this face may be over, and the user knows: it is told again when the face is read again."""
        self._policy.known(face, None)

    def take_as_neutral(self, face: int) -> None:
        """Let what a face looks like now count as neutral, until it is gone."""
        if face in self._faces:
            self._faces[face].take_as_neutral()

    def update(self, frame: FrameReadings) -> list[ExpressionEvent]:
        """Takes in the readings of one frame; the expressions that became stable."""
        if self._abstain is None or not self.preferences.reads_expressions:
            self._faces, self._withheld = {}, {}
            return []
        self._faces = {
            face: self._faces.get(face) or StableExpression(self._abstain, frame.now, self._least)
            for face in frame.boxes
        }
        events = []
        for face, stable in self._faces.items():
            reading = frame.readings.get(face)
            probabilities = reading.probabilities if reading else None
            change = stable.update(frame.now, probabilities, talks=bool(reading and reading.mouth_moves))
            self._withhold(face, stable, frame.now, changed=change is not None)
            if change is None:
                continue
            events.append(ExpressionEvent(frame.now, face, change.expression, change.probability))
            if change.expression is None and probabilities is None:
                # A notice says why, or the face is gone: "can't tell" would say it twice.
                self._policy.known(face, None)
        self._withheld = {face: since for face, since in self._withheld.items() if face in self._faces}
        return events

    def cue(self, frame: FrameReadings, partner: int | None, who: Mapping[int, phrasing.Who]) -> CueEvent | None:
        """The cue that goes out now, if any.

        Args:
            frame: the frame.
            partner: id of the conversation partner's face.
            who: whose a face is, by id, where that is not plain.
        """
        if self.preferences.expressions is not Delivery.ON:
            return None
        due = self._policy.due(frame.now, self._shown(frame, partner), partner)
        return None if due is None else self._told(frame, due, partner, who.get(due.face))

    def _withhold(self, face: int, stable: StableExpression, now: float, changed: bool) -> None:
        """Keep a negative expression back until it has been sure once; then it may be told while it lasts."""
        if not phrasing.is_negative(stable.expression) or self.preferences.doubtful or stable.probability >= SURE:
            self._withheld.pop(face, None)
        elif changed:
            self._withheld.setdefault(face, now)

    def _shown(self, frame: FrameReadings, partner: int | None) -> dict[int, Shown]:
        """What there is to tell of the faces that this frame reads."""
        faces = frame.boxes if self.preferences.others else {partner}
        return {
            face: Shown(self._tellable(face), self._has_words(face))
            for face, stable in self._faces.items()
            if face in faces and stable.decided and _is_read(frame.readings.get(face)) and not self._waits(face, frame)
        }

    def _tellable(self, face: int) -> Expression | None:
        return None if face in self._withheld else self._faces[face].expression

    def _waits(self, face: int, frame: FrameReadings) -> bool:
        return face in self._withheld and frame.now - self._withheld[face] < PATIENCE

    def _told(self, frame: FrameReadings, due: Due, partner: int | None, who: phrasing.Who | None) -> CueEvent:
        face = due.face
        expression, probability = self._tellable(face), self._faces[face].probability
        wanted = self.preferences.movements is Delivery.ON
        blendshapes = frame.readings[face].blendshapes if wanted else None
        text = phrasing.cue(
            expression,
            probability,
            short=self.preferences.short,
            who=who,
            movements=movements.describe(blendshapes) if blendshapes else (),
        )
        channels = self.preferences.channels
        if due.withdraws and Channel.EARCON not in channels:
            text = phrasing.changed(who)
        elif due.withdraws or not self._has_words(face):
            channels = channels - {Channel.SPEECH}
        return CueEvent(
            time=frame.now,
            face=face,
            text=text,
            channels=channels,
            expression=expression,
            earcon=phrasing.earcon(expression),
            pan=pan(frame.boxes[face], frame.size[0]),
            priority=Priority.CUE if face == partner else Priority.HINT,
            certainty=probability,
        )

    def _has_words(self, face: int) -> bool:
        shows_something = self._tellable(face) not in (None, Expression.NEUTRAL)
        strong = shows_something and self._faces[face].probability >= phrasing.CERTAIN
        return strong or self.preferences.verbosity is not Verbosity.STRONG


def _is_read(reading: FaceReading | None) -> bool:
    return reading is not None and reading.probabilities is not None
