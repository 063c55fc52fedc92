"""Cues of what moves in a face, told by themselves where its expression is not told: "smiles", "raises the brows"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.cues import phrasing
from assistant.cues.frame_readings import FrameReadings
from assistant.cues.movements import MovingFace
from assistant.cues.policy import CuePolicy, Shown
from assistant.cues.position import pan
from assistant.cues.preferences import CuePreferences, Delivery
from assistant.events import Channel, CueEvent, CueKind, Priority


class MovementCues:
    """What moves in each face, and what of it the user knows.

    They keep the rules of expressions: changes only, the user's budget and rest, and nothing is left standing that no
    longer holds. They have no sound, for the sounds of expressions say what kind of expression it is.

    Args:
        preferences: what the user has chosen; may be replaced at any time.
    """

    def __init__(self, preferences: CuePreferences) -> None:
        self.preferences = preferences
        self._policy = CuePolicy(preferences)
        self._faces: dict[int, MovingFace] = {}

    @property
    def moves(self) -> dict[int, tuple[str, ...]]:
        """What moves in each face whose movements are measured and told by themselves, by id."""
        return {face: moving.moves for face, moving in self._faces.items()}

    def forget(self, face: int) -> None:
        """Forget what was told of this face."""
        self._policy.forget(face)

    def cue(self, frame: FrameReadings, partner: int | None, who: Mapping[int, phrasing.Who]) -> CueEvent | None:
        """Takes in one frame; the cue that goes out, if any.

        Args:
            frame: the frame.
            partner: id of the conversation partner's face.
            who: whose a face is, by id, where that is not plain.
        """
        wanted = self.preferences
        if wanted.movements is not Delivery.ON or wanted.expressions is Delivery.ON:
            self._faces = {}
            return None
        self._follow(frame)
        # Without words for a change it could only be said that there was one: once, since there is no sound for it.
        self._policy.preferences = replace(wanted, channels=wanted.channels - {Channel.EARCON})
        told = frame.boxes if wanted.others else {partner}
        shown = {face: Shown(moves) for face, moves in self.moves.items() if face in told and face in frame.readings}
        due = self._policy.due(frame.now, shown, partner)
        if due is None:
            return None
        face, whose = due.face, who.get(due.face)
        return CueEvent(
            time=frame.now,
            face=face,
            text=phrasing.changed(whose) if due.withdraws else phrasing.moving(self._faces[face].moves, whose),
            channels=wanted.channels - {Channel.EARCON},
            expression=None,
            earcon=None,
            pan=pan(frame.boxes[face], frame.size[0]),
            priority=Priority.CUE if face == partner else Priority.HINT,
            about=CueKind.MOVEMENT,
        )

    def _follow(self, frame: FrameReadings) -> None:
        self._faces = {face: moving for face, moving in self._faces.items() if face in frame.boxes}
        for face, reading in frame.readings.items():
            if face in frame.boxes and reading.blendshapes is not None:
                moving = self._faces.setdefault(face, MovingFace())
                moving.update(frame.now, reading.blendshapes, reading.mouth_moves)
