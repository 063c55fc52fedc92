"""How the head and the eyes of a practice face move: drawn from the face's seed, the same each time."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from assistant.drawn_faces import Pose
from assistant.drawn_faces.gestures import Swinging, Turn
from assistant.events import Gesture
from assistant.practice.behaviours import Behaviour

BEGIN = 0.6
"""Seconds for which the head is at rest first."""

LASTS = 3.4
"""Seconds of one showing."""

_NOD_RATE, _SHAKE_RATE = 1.4, 1.2  # times to and fro in a second
_LEAST = 3.0  # degrees: a movement that can hardly be seen
_MOST = {
    Behaviour.NOD: 22.0,
    Behaviour.SHAKE: 34.0,
    Behaviour.TILT: 24.0,
    Behaviour.DOWN: 26.0,
    Behaviour.AWAY: 36.0,
    Behaviour.EYES_AWAY: 26.0,
}
"""Degrees of the largest movement of each kind: from one turning point to the next, or from rest."""

_AWAY = 2.2  # s for which a head or a pair of eyes turns away, with the ways there and back
_STEADY = frozenset((Behaviour.AWAY, Behaviour.EYES_AWAY, Behaviour.TOWARD))


class HeadMotion:
    """One movement of one head.

    Attributes:
        count: times to and fro; 1 for what does not swing.
        phases: seconds at which still pictures tell the whole of it, the first at rest.
        apex: seconds at which most of it is to be seen.
    """

    def __init__(self, behaviour: Behaviour, intensity: float, seed: int) -> None:
        """The movement of one of a face's seed, `intensity` from 0 (hardly to be seen) to 1."""
        rng = Random(f"head {behaviour} {seed}")  # noqa: S311 (no secret)
        side = rng.choice((-1.0, 1.0))
        degrees = _LEAST + (_MOST.get(behaviour, _LEAST) - _LEAST) * intensity
        self.count = 1
        self._rest = _rest(behaviour, Random(f"rest {seed}"))  # noqa: S311 (likewise)
        self._motion: Swinging | Turn
        if behaviour is Behaviour.NOD:
            self.count = rng.randint(1, 3)
            self._motion = Swinging(Gesture.NOD, BEGIN, self.count, _NOD_RATE, degrees)
            turning = _times(self._motion, (0.5, 1.0, 1.5, 2.0)[: 2 * self.count])
        elif behaviour is Behaviour.SHAKE:
            self.count = rng.randint(2, 3)
            self._motion = Swinging(Gesture.SHAKE, BEGIN, self.count, _SHAKE_RATE, side * degrees)
            turning = (*_times(self._motion, (0.25, 0.75, 1.25)), LASTS)
        else:
            self._motion = Turn(BEGIN, _held(behaviour, side * degrees), _AWAY)
            turning = (BEGIN + _AWAY / 2, LASTS)
        self.apex = turning[0]
        self.phases = (0.0, *turning)

    def at(self, time: float) -> Pose:
        """The pose at `time`, in seconds."""
        moved, rest = self._motion.at(time), self._rest
        return replace(moved, yaw=rest.yaw + moved.yaw, pitch=rest.pitch + moved.pitch, roll=rest.roll + moved.roll)


def _times(swinging: Swinging, ways: tuple[float, ...]) -> tuple[float, ...]:
    """Seconds at which it has gone so many times to and fro."""
    return tuple(swinging.start + way / swinging.rate for way in ways)


def _held(behaviour: Behaviour, degrees: float) -> Pose:
    """What the head and the eyes turn to and stay at; `degrees` to the picture's right, or clockwise."""
    if behaviour is Behaviour.TILT:
        return Pose(roll=degrees)
    if behaviour is Behaviour.DOWN:
        return Pose(pitch=-abs(degrees), gaze_pitch=-abs(degrees) / 2)
    if behaviour is Behaviour.AWAY:
        return Pose(yaw=degrees, gaze_yaw=degrees / 3)
    return Pose(gaze_yaw=degrees) if behaviour is Behaviour.EYES_AWAY else Pose()


def _rest(behaviour: Behaviour, rng: Random) -> Pose:
    """How the head is held before: nearly straight where it is asked where somebody looks."""
    if behaviour in _STEADY:
        return Pose(yaw=rng.uniform(-1, 1), pitch=rng.uniform(-1, 1), roll=rng.uniform(-5, 5))
    return Pose(yaw=rng.uniform(-4, 4), pitch=rng.uniform(-3, 3), roll=rng.uniform(-3, 3))
