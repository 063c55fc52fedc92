"""Cues of what heads and mouths do: nods and shakes, who looks the user's way, who talks.

They come beside the cues of expressions and never over them: they wait for a moment, and what is late by then is
dropped, since a nod is over at once. They have an allowance of their own and take nothing of the expressions'.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

from assistant.cues import phrasing
from assistant.cues.frame_readings import FrameReadings
from assistant.cues.position import pan
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import (
    Attention,
    AttentionEvent,
    Channel,
    CueEvent,
    CueKind,
    Gesture,
    GestureEvent,
    Priority,
)

PER_MINUTE = 12
"""At most this many of these cues in any 60 seconds: a good listener nods that often."""

AFTER_CUE = 0.8
"""Seconds after a cue of an expression or a movement for which these wait: two words take that long."""

LATE = 1.0
"""Seconds after which one that had to wait is dropped."""

REST = 1.5
"""Seconds between two of these cues."""

RECENT = 10.0
"""Seconds for which a gesture is told on request."""

_MINUTE = 60.0


class BehaviourCues:
    """What heads and mouths did that is to be told, or can be asked for.

    Args:
        preferences: what the user has chosen; may be replaced at any time.
    """

    def __init__(self, preferences: CuePreferences) -> None:
        self.preferences = preferences
        self._waiting: list[GestureEvent | AttentionEvent] = []
        self._told: deque[float] = deque()
        self._last_cue = -math.inf
        self._gestures: dict[int, GestureEvent] = {}
        self._now = 0.0

    @property
    def recent(self) -> dict[int, Gesture]:
        """The last gesture of each face, for some seconds, by id."""
        return {face: event.gesture for face, event in self._gestures.items() if self._now - event.time <= RECENT}

    def forget(self, face: int) -> None:
        """The face has left."""
        self._gestures.pop(face, None)

    def cue(
        self,
        frame: FrameReadings,
        behaved: Sequence[GestureEvent | AttentionEvent],
        partner: int | None,
        who: Mapping[int, phrasing.Who],
        *,
        busy: bool,
    ) -> CueEvent | None:
        """Takes in what was done since the last frame; the cue that goes out, if any.

        Args:
            frame: the frame.
            behaved: what heads and mouths did since the last frame.
            partner: id of the conversation partner's face.
            who: whose a face is, by id, where that is not plain.
            busy: whether another cue goes out in this frame.
        """
        self._now = now = frame.now
        if busy:
            self._last_cue = now
        self._gestures |= {event.face: event for event in behaved if isinstance(event, GestureEvent)}
        self._waiting = [
            event
            for event in (*self._waiting, *behaved)
            if now - event.time <= LATE
            and event.face in frame.boxes
            and _is_wanted(event, self.preferences, partner, who)
        ]
        while self._told and now - self._told[0] >= _MINUTE:
            self._told.popleft()
        rested = not self._told or now - self._told[-1] >= REST
        if not self._waiting or not rested or now - self._last_cue < AFTER_CUE or len(self._told) >= PER_MINUTE:
            return None
        # Of those that wait a gesture comes first, then the newest: what lasts can be asked for.
        event = max(self._waiting, key=lambda each: (isinstance(each, GestureEvent), each.time))
        self._waiting = []
        self._told.append(now)
        return _cue(event, frame, self.preferences, who.get(event.face))


def _is_wanted(
    event: GestureEvent | AttentionEvent,
    preferences: CuePreferences,
    partner: int | None,
    who: Mapping[int, phrasing.Who],
) -> bool:
    if not _channels(event, preferences):
        return False
    of_partner = event.face == partner
    if isinstance(event, GestureEvent):
        return preferences.gestures is Delivery.ON and (of_partner or preferences.others)
    if preferences.attention is not Delivery.ON:
        return False
    if event.state in (Attention.TOWARD, Attention.AWAY):
        return of_partner or preferences.others
    # A voice is heard; whose it is among several is not. That somebody falls silent is heard, too.
    return event.state is Attention.TALKING and bool({*who} - {partner})


def _channels(event: GestureEvent | AttentionEvent, preferences: CuePreferences) -> frozenset[Channel]:
    by_sound = isinstance(event, GestureEvent) and not preferences.gesture_words
    return preferences.channels & {Channel.EARCON if by_sound else Channel.SPEECH}


def _cue(
    event: GestureEvent | AttentionEvent, frame: FrameReadings, preferences: CuePreferences, who: phrasing.Who | None
) -> CueEvent:
    if isinstance(event, GestureEvent):
        text, about = phrasing.gesture(event.gesture, who), CueKind.GESTURE
        earcon = phrasing.gesture_earcon(event.gesture)
    else:
        text, about, earcon = phrasing.attention(event.state, who), CueKind.ATTENTION, None
    return CueEvent(
        time=frame.now,
        face=event.face,
        text=text,
        channels=_channels(event, preferences),
        expression=None,
        earcon=earcon,
        pan=pan(frame.boxes[event.face], frame.size[0]),
        priority=Priority.HINT,
        about=about,
    )
