"""From the readings of each frame to events for the user, the window and the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cues import movements, phrasing
from assistant.cues.notices import TroubleNotices
from assistant.cues.partner import PartnerChoice
from assistant.cues.policy import CuePolicy, Due, Shown
from assistant.cues.position import pan, place
from assistant.cues.preferences import CuePreferences, Verbosity
from assistant.cues.presence import Presence
from assistant.cues.stabilizer import LEAST, StableExpression
from assistant.events import (
    AttentionEvent,
    Box,
    Channel,
    CueEvent,
    Event,
    ExpressionEvent,
    FaceEvent,
    FaceReading,
    GestureEvent,
    NoticeEvent,
    Priority,
    Trouble,
)
from assistant.expressions import EXPRESSIONS, Expression

LAST_PICTURE = 1.5
"""Seconds for which the last picture of a recording stands, as players show it when it has ended."""

_LAST_PICTURE_STEP = 0.1


@dataclass(frozen=True, slots=True)
class _Sight:
    """One frame: its time, the readings by face, (width, height) in pixels, and why there is no face in it, if so."""

    now: float
    readings: dict[int, FaceReading]
    size: tuple[int, int]
    trouble: Trouble


class CueEngine:
    """Decides what is worth telling about a stream of readings, and in which words.

    The same readings at the same times give the same events: it has no clock of its own.

    Args:
        preferences: what the user has chosen; may be replaced at any time.
        abstain: per expression, in the order of `EXPRESSIONS`, the calibrated probability below
            which it counts as unsure, 0 to 1.
        least: no expression is named below this calibrated probability, 0 to 1: lower names more, and more
            that is wrong.

    Attributes:
        partner: id of the conversation partner's face, None while nobody is in view.
    """

    def __init__(self, preferences: CuePreferences, abstain: Sequence[float], least: float = LEAST) -> None:
        if len(abstain) != len(EXPRESSIONS):
            raise ValueError(f"abstain needs {len(EXPRESSIONS)} thresholds, got {len(abstain)}")
        self._abstain, self._least = tuple(abstain), least
        self._policy = CuePolicy(preferences)
        self._presence = Presence()
        self._choice = PartnerChoice()
        self._notices: TroubleNotices | None = None
        self._faces: dict[int, StableExpression] = {}
        self._someone_else: int | None = None
        self._former: int | None = None
        self._last: _Sight | None = None

    @property
    def preferences(self) -> CuePreferences:
        """What the user has chosen."""
        return self._policy.preferences

    @preferences.setter
    def preferences(self, preferences: CuePreferences) -> None:
        self._policy.preferences = preferences

    @property
    def partner(self) -> int | None:
        """Id of the conversation partner's face, None while nobody is in view."""
        return self._choice.partner

    @property
    def stable(self) -> dict[int, Expression | None]:
        """The stable expression of each face in view, None where it cannot be told."""
        return {face: self._faces[face].expression for face in self._presence.boxes}

    @property
    def clarity(self) -> dict[int, float]:
        """How clearly each face that is decided on shows what is stable, or likeliest while it is unsure: 0 to 1."""
        return {face: stable.probability for face, stable in self._faces.items() if stable.decided}

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
        sight = _Sight(now, {reading.face: reading for reading in readings}, frame_size, trouble)
        self._last = sight
        arrivals = self._presence.update(now, readings)
        for event in arrivals:
            if event.state == "left":
                self._policy.forget(event.face)
        expressions = self._update_expressions(sight)
        self._choose_partner(sight)
        due = self._policy.due(now, self._shown(sight), self.partner)
        cues = [] if due is None else [self._cue(sight, due)]
        behaved = [event for event in behaviour if event.face in self._presence.boxes]
        return (*arrivals, *expressions, *behaved, *cues, *self._notice(sight))

    def forget_faces(self) -> tuple[FaceEvent, ...]:
        """End the presence of every face, as when the source is lost, and forget what was seen and announced."""
        if self._last is None:
            return ()
        left = self._presence.leave(self._last.now)
        for event in left:
            self._policy.forget(event.face)
        self._choice = PartnerChoice()
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

    def _update_expressions(self, sight: _Sight) -> list[ExpressionEvent]:
        self._faces = {
            face: self._faces.get(face) or StableExpression(self._abstain, sight.now, self._least)
            for face in self._presence.boxes
        }
        events = []
        for face, stable in self._faces.items():
            reading = sight.readings.get(face)
            probabilities = reading.probabilities if reading else None
            change = stable.update(sight.now, probabilities, talks=bool(reading and reading.talks))
            if change is None:
                continue
            events.append(ExpressionEvent(sight.now, face, change.expression, change.probability))
            if change.expression is None and probabilities is None:
                # A notice says why, or the face is gone: "can't tell" would say it twice.
                self._policy.known(face, None)
        return events

    def _choose_partner(self, sight: _Sight) -> None:
        before = self._choice.partner
        self._former = before or self._former
        partner = self._choice.update(sight.now, self._presence.boxes, sight.readings, sight.size)
        if partner != before:
            # Cues of the partner carry no name, so what the new one shows is announced anew.
            if partner is not None:
                self._policy.forget(partner)
            reading = sight.readings.get(partner) if partner is not None else None
            replaces = reading is not None and reading.instead_of is not None and reading.instead_of == self._former
            self._someone_else = partner if replaces or before in self._presence.boxes else None

    def _shown(self, sight: _Sight) -> dict[int, Shown]:
        """What there is to tell of the faces that this frame reads."""
        faces = self._presence.boxes if self.preferences.others else {self.partner}
        return {
            face: Shown(stable.expression, self._has_words(stable))
            for face, stable in self._faces.items()
            if face in faces and stable.decided and face in sight.readings and sight.readings[face].probabilities
        }

    def _cue(self, sight: _Sight, due: Due) -> CueEvent:
        face = due.face
        stable, box = self._faces[face], self._presence.boxes[face]
        wanted = self.preferences.verbosity is Verbosity.MOVEMENTS
        blendshapes = sight.readings[face].blendshapes if wanted else None
        who = self._who(face, box, sight)
        text = phrasing.cue(
            stable.expression,
            stable.probability,
            short=self.preferences.short,
            who=who,
            movements=movements.describe(blendshapes) if blendshapes else (),
        )
        channels = self.preferences.channels
        if due.withdraws and Channel.EARCON not in channels:
            text = phrasing.changed(who)
        elif due.withdraws or not self._has_words(stable):
            channels = channels - {Channel.SPEECH}
        sound, side = phrasing.earcon(stable.expression), pan(box, sight.size[0])
        return CueEvent(
            sight.now,
            face,
            text,
            channels,
            stable.expression,
            sound,
            side,
            Priority.CUE if face == self.partner else Priority.HINT,
            certainty=stable.probability,
        )

    def _who(self, face: int, box: Box, sight: _Sight) -> phrasing.Who | None:
        if face != self.partner:
            return place(box, sight.size[0])
        new, self._someone_else = self._someone_else, None
        return "someone_else" if face == new else None

    def _has_words(self, stable: StableExpression) -> bool:
        shows_something = stable.expression not in (None, Expression.NEUTRAL)
        strong = shows_something and stable.probability >= phrasing.CERTAIN
        return strong or self.preferences.verbosity is not Verbosity.STRONG

    def _notice(self, sight: _Sight) -> list[NoticeEvent]:
        if self._notices is None:
            self._notices = TroubleNotices(sight.now)
        trouble, hidden = None, [self.partner]
        if self.partner in sight.readings:
            trouble = sight.readings[self.partner].trouble
        elif not any(face in sight.readings for face in self._presence.boxes):
            trouble, hidden = sight.trouble, [*self._faces]
        notice = self._notices.update(sight.now, trouble)
        if notice is None:
            return []
        for face in self._faces:
            if face in hidden:
                # What was announced before the notice may be over: it is announced again when the face is read again.
                self._policy.known(face, None)
        return [notice]
