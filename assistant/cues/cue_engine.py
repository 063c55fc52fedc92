"""From the readings of each frame to events for the user, the window and the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.cues import phrasing
from assistant.cues.behaviour_cues import BehaviourCues
from assistant.cues.expression_cues import ExpressionCues
from assistant.cues.frame_readings import FrameReadings
from assistant.cues.movement_cues import MovementCues
from assistant.cues.notices import TroubleNotices
from assistant.cues.partner import PartnerChoice
from assistant.cues.position import place
from assistant.cues.preferences import CuePreferences
from assistant.cues.presence import Presence
from assistant.cues.stabilizer import LEAST
from assistant.events import (
    AttentionEvent,
    Channel,
    CueEvent,
    Event,
    FaceEvent,
    FaceReading,
    Gesture,
    GestureEvent,
    NoticeEvent,
    Trouble,
)
from assistant.expressions import Expression

LAST_PICTURE = 1.5
"""Seconds for which the last picture of a recording stands, as players show it when it has ended."""

_LAST_PICTURE_STEP = 0.1  # s from one repetition of it to the next


class CueEngine:
    """Decides what is worth telling about a stream of readings, and in which words.

    The same readings at the same times give the same events: it has no clock of its own.

    Args:
        preferences: what the user has chosen; may be replaced at any time.
        abstain: per expression, in the order of `EXPRESSIONS`, the calibrated probability below
            which it counts as unsure, 0 to 1; None as long as no expression is to be read, see `know`.
        least: no expression is named below this calibrated probability, 0 to 1: lower names more, and more
            that is wrong.

    Attributes:
        partner: id of the conversation partner's face, None while nobody is in view.

    Raises:
        ValueError: the thresholds do not fit the expressions.
    """

    def __init__(self, preferences: CuePreferences, abstain: Sequence[float] | None, least: float = LEAST) -> None:
        self._expressions = ExpressionCues(preferences, abstain, least)
        self._movements = MovementCues(preferences)
        self._behaviour = BehaviourCues(preferences)
        self._presence = Presence()
        self._choice = PartnerChoice()
        self._notices: TroubleNotices | None = None
        self._someone_else: int | None = None
        self._former: int | None = None
        self._beside: set[int] = set()
        self._last: FrameReadings | None = None

    @property
    def preferences(self) -> CuePreferences:
        """What the user has chosen."""
        return self._expressions.preferences

    @preferences.setter
    def preferences(self, preferences: CuePreferences) -> None:
        rests = preferences.at_rest != self.preferences.at_rest
        for cues in (self._expressions, self._movements, self._behaviour):
            cues.preferences = preferences
        if rests and self.partner is not None:
            self._expressions.take_as_neutral(self.partner)

    @property
    def knows_thresholds(self) -> bool:
        """Whether expressions can be told."""
        return self._expressions.known

    def know(self, abstain: Sequence[float]) -> None:
        """The thresholds of the models that read expressions from now on; see the class."""
        self._expressions.know(abstain)

    @property
    def partner(self) -> int | None:
        """Id of the conversation partner's face, None while nobody is in view."""
        return self._choice.partner

    @property
    def stable(self) -> dict[int, Expression | None]:
        """The stable expression of each face in view, None where it cannot be told; empty where none is read."""
        in_view = self._presence.boxes
        return {face: expression for face, expression in self._expressions.stable.items() if face in in_view}

    @property
    def clarity(self) -> dict[int, float]:
        """How clearly each face that is decided on shows what is stable, or likeliest while it is unsure: 0 to 1."""
        return self._expressions.clarity

    @property
    def withheld(self) -> frozenset[int]:
        """The faces whose stable expression is too doubtful to be told unasked."""
        return self._expressions.withheld

    @property
    def moves(self) -> Mapping[int, tuple[str, ...]]:
        """What moves in each face whose movements are told by themselves, by id."""
        return self._movements.moves

    @property
    def gestures(self) -> Mapping[int, Gesture]:
        """The last nod or shake of each face, for some seconds, by id."""
        return self._behaviour.recent

    @property
    def in_view(self) -> tuple[FaceReading, ...]:
        """The newest reading of each face that counts as in view, be it from an earlier frame."""
        return self._presence.readings

    def observe(
        self,
        now: float,
        readings: Sequence[FaceReading],
        frame_size: tuple[int, int],
        trouble: Trouble = Trouble.NO_FACE,
        behaviour: Sequence[GestureEvent | AttentionEvent] = (),
    ) -> tuple[Event, ...]:
        """Takes in one frame.

        Args:
            now: the frame's time in seconds of the source, never before the last frame's.
            readings: of all the faces found in the frame; an empty one counts as "no face".
            frame_size: (width, height) in pixels.
            trouble: why there is no face in the frame, if there is none.
            behaviour: what heads and mouths did since the last frame.

        Returns:
            What changed, in order: who came and went, stable expressions, behaviour, cues, notices.
        """
        arrivals = self._presence.update(now, readings)
        by_face = {reading.face: reading for reading in readings}
        frame = self._last = FrameReadings(now, by_face, self._presence.boxes, frame_size, trouble)
        self._forget(arrivals)
        expressions = self._expressions.update(frame)
        self._choose_partner(frame)
        behaved = [event for event in behaviour if event.face in frame.boxes]
        return (*arrivals, *expressions, *behaved, *self._cues(frame, behaved), *self._notice(frame))

    def forget_faces(self) -> tuple[FaceEvent, ...]:
        """End the presence of every face, as when the source is lost, and forget what was seen and announced."""
        if self._last is None:
            return ()
        left = self._presence.leave(self._last.now)
        self._forget(left)
        self._choice = PartnerChoice()
        self._beside.clear()
        self._notices = self._last = None
        return tuple(left)

    def finish(self) -> tuple[Event, ...]:
        """What the last picture of a recording still tells, once the recording has ended.

        The picture stands for `LAST_PICTURE` seconds, so that a change in the last frames is not lost.
        """
        if self._last is None:
            return ()
        last = self._last
        standing = [reading for face, reading in last.readings.items() if face in self._presence.boxes]
        steps = round(LAST_PICTURE / _LAST_PICTURE_STEP)
        times = [last.now + step * _LAST_PICTURE_STEP for step in range(1, steps + 1)]
        return tuple(event for time in times for event in self.observe(time, standing, last.size, last.trouble))

    def _forget(self, changes: Sequence[FaceEvent]) -> None:
        for event in changes:
            if event.state == "left":
                for cues in (self._expressions, self._movements, self._behaviour):
                    cues.forget(event.face)

    def _choose_partner(self, frame: FrameReadings) -> None:
        before = self._choice.partner
        self._former = before or self._former
        if before in frame.readings:
            # Who is seen at the same time is not the partner under another number.
            self._beside |= frame.readings.keys() - {before}
        partner = self._choice.update(frame.now, frame.boxes, frame.readings, frame.size)
        if partner != before:
            # Cues of the partner carry no name, so what the new one shows is announced anew.
            if partner is not None:
                self._expressions.forget(partner)
                self._movements.forget(partner)
            reading = frame.readings.get(partner) if partner is not None else None
            replaces = reading is not None and reading.instead_of is not None and reading.instead_of == self._former
            other = replaces or before in frame.boxes or partner in self._beside
            self._someone_else = partner if other else None
            if partner is not None:
                self._beside.clear()

    def _cues(self, frame: FrameReadings, behaved: Sequence[GestureEvent | AttentionEvent]) -> list[CueEvent]:
        who: dict[int, phrasing.Who] = {
            face: place(box, frame.size[0]) for face, box in frame.boxes.items() if face != self.partner
        }
        if self.partner is not None and self.partner == self._someone_else:
            who[self.partner] = "someone_else"
        cues = [
            cue
            for cue in (
                self._expressions.cue(frame, self.partner, who),
                self._movements.cue(frame, self.partner, who),
            )
            if cue is not None
        ]
        aside = self._behaviour.cue(frame, behaved, self.partner, who, busy=bool(cues))
        told = cues if aside is None else [*cues, aside]
        # A sound alone does not say whose it is.
        if any(cue.face == self._someone_else for cue in cues) or (
            aside is not None and aside.face == self._someone_else and Channel.SPEECH in aside.channels
        ):
            self._someone_else = None
        return told

    def _notice(self, frame: FrameReadings) -> list[NoticeEvent]:
        if self._notices is None:
            self._notices = TroubleNotices(frame.now)
        trouble, hidden = None, [self.partner]
        if self.partner in frame.readings:
            trouble = frame.readings[self.partner].trouble
        elif not any(face in frame.readings for face in frame.boxes):
            trouble, hidden = frame.trouble, [*frame.boxes]
        notice = self._notices.update(frame.now, trouble)
        if notice is None:
            return []
        for face in frame.boxes:
            if face in hidden:
                # What was announced before the notice may be over: it is announced again when the face is read again.
                self._expressions.miss(face)
                self._movements.forget(face)
        return [notice]
