"""From the readings of each frame to the events that the user, the window and the log are told of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cues import movements, words
from assistant.cues.notices import TroubleNotices
from assistant.cues.partner import PartnerChoice
from assistant.cues.places import pan, place
from assistant.cues.policy import CuePolicy
from assistant.cues.preferences import CuePreferences, Verbosity
from assistant.cues.presence import Presence
from assistant.cues.stable import StableExpression
from assistant.events import Channel, CueEvent, Event, ExpressionEvent, FaceReading, NoticeEvent, Trouble
from assistant.expressions import EXPRESSIONS, Expression

LAST_PICTURE = 1.5
"""Seconds for which the last picture of a recording stands, as players show it when it has ended."""

_LAST_PICTURE_STEP = 0.1


class Director:
    """Decides what is worth telling about a stream of readings, and in which words.

    The same readings at the same times give the same events: it has no clock of its own.

    Args:
        preferences: what the user has chosen; may be replaced at any time.
        abstain: per expression, in the order of `EXPRESSIONS`, the calibrated probability below
            which it counts as unsure, 0 to 1.

    Attributes:
        partner: id of the conversation partner's face, None while nobody is in view.
    """

    def __init__(self, preferences: CuePreferences, abstain: Sequence[float]) -> None:
        if len(abstain) != len(EXPRESSIONS):
            raise ValueError(f"abstain needs {len(EXPRESSIONS)} thresholds, got {len(abstain)}")
        self._abstain = tuple(abstain)
        self._policy = CuePolicy(preferences)
        self._presence = Presence()
        self._choice = PartnerChoice()
        self._notices: TroubleNotices | None = None
        self._faces: dict[int, StableExpression] = {}
        self._last: tuple[float, dict[int, FaceReading], tuple[int, int]] | None = None

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

    def observe(self, now: float, readings: Sequence[FaceReading], frame_size: tuple[int, int]) -> tuple[Event, ...]:
        """Takes in one frame.

        Args:
            now: the frame's time in seconds of the source, never before the last frame's.
            readings: of all the faces found in the frame; an empty one counts as "no face".
            frame_size: (width, height) in pixels.

        Returns:
            What changed, in order: who came and went, stable expressions, cues, notices.
        """
        by_face = {reading.face: reading for reading in readings}
        self._last = now, by_face, frame_size
        arrivals = self._presence.update(now, readings)
        for event in arrivals:
            if event.state == "left":
                self._policy.forget(event.face)
        expressions = self._update_expressions(now, by_face)
        self._choose_partner(now, by_face, frame_size)
        cues = [self._cue(now, face, by_face, frame_size) for face in self._policy.due(now, self._tellable())]
        return (*arrivals, *expressions, *cues, *self._notice(now, by_face))

    def finish(self) -> tuple[Event, ...]:
        """What the last picture of a recording still tells, once the recording has ended.

        The picture stands for `LAST_PICTURE` seconds, so that a change in the last frames is not lost.
        """
        if self._last is None:
            return ()
        end, by_face, frame_size = self._last
        standing = [reading for face, reading in by_face.items() if face in self._presence.boxes]
        steps = round(LAST_PICTURE / _LAST_PICTURE_STEP)
        times = [end + step * _LAST_PICTURE_STEP for step in range(1, steps + 1)]
        return tuple(event for time in times for event in self.observe(time, standing, frame_size))

    def _update_expressions(self, now: float, by_face: dict[int, FaceReading]) -> list[ExpressionEvent]:
        in_view = self._presence.boxes
        self._faces = {face: self._faces.get(face) or StableExpression(self._abstain, now) for face in in_view}
        events = []
        for face, stable in self._faces.items():
            reading = by_face.get(face)
            probabilities = reading.probabilities if reading else None
            change = stable.update(now, probabilities)
            if change is None:
                continue
            events.append(ExpressionEvent(now, face, change.expression, change.probability))
            if change.expression is None and probabilities is None:
                # A notice says why, or the face is gone: "can't tell" would say it twice.
                self._policy.known(face, None)
            else:
                self._policy.changed(now, face, change.expression)
        return events

    def _choose_partner(self, now: float, by_face: dict[int, FaceReading], frame_size: tuple[int, int]) -> None:
        before = self._choice.partner
        partner = self._choice.update(now, self._presence.boxes, by_face, frame_size)
        if partner is not None and partner != before:
            # Cues of the partner carry no name, so the user has to hear of the new one afresh.
            self._policy.forget(partner)
            if self._faces[partner].decided:
                self._policy.changed(now, partner, self._faces[partner].expression)

    def _tellable(self) -> list[int]:
        others = [face for face in self._presence.boxes if face != self.partner] if self.preferences.others else []
        return [*([] if self.partner is None else [self.partner]), *others]

    def _cue(self, now: float, face: int, by_face: dict[int, FaceReading], frame_size: tuple[int, int]) -> CueEvent:
        stable, box = self._faces[face], self._presence.boxes[face]
        blendshapes = by_face[face].blendshapes if face in by_face else None
        moving = self.preferences.verbosity is Verbosity.MOVEMENTS and blendshapes
        text = words.cue(
            stable.expression,
            stable.probability,
            short=self.preferences.short,
            place=None if face == self.partner else place(box, frame_size[0]),
            movements=movements.describe(blendshapes) if moving and blendshapes else (),
        )
        return CueEvent(
            now,
            face,
            text,
            self._channels(stable),
            stable.expression,
            words.earcon(stable.expression),
            pan(box, frame_size[0]),
        )

    def _channels(self, stable: StableExpression) -> frozenset[Channel]:
        expression = stable.expression
        strong = expression not in (None, Expression.NEUTRAL) and stable.probability >= words.CERTAIN
        wordless = self.preferences.verbosity is Verbosity.STRONG and not strong
        return self.preferences.channels - ({Channel.SPEECH} if wordless else set())

    def _notice(self, now: float, by_face: dict[int, FaceReading]) -> list[NoticeEvent]:
        if self._notices is None:
            self._notices = TroubleNotices(now)
        in_view = [face for face in self._presence.boxes if face in by_face]
        trouble = None if in_view else Trouble.NO_FACE
        if self.partner in by_face:
            trouble = by_face[self.partner].trouble
        notice = self._notices.update(now, trouble)
        return [] if notice is None else [notice]
