"""What the window knows of the source that is read: how reading goes, and the newest frame. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from assistant.events import Frame, Observation


class State(Enum):
    """What the reading is at."""

    PAUSED = auto()
    OPENING = auto()
    READING = auto()
    LOST = auto()
    ENDED = auto()
    FAILED = auto()

    @property
    def running(self) -> bool:
        """Whether the source is being read, opened, or tried again."""
        return self in (State.OPENING, State.READING, State.LOST)


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What the window shows of one frame.

    Attributes:
        frame: the very frame that was read.
        observation: its results.
    """

    frame: Frame
    observation: Observation
