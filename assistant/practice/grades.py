"""How strong an expression is shown: a dial from 0 to 1, and the five grades that words have for it."""

from __future__ import annotations

from enum import StrEnum

from assistant.messages import say


class Grade(StrEnum):
    """The intensity letters A to E of the Facial Action Coding System (Ekman, Friesen & Hager, 2002)."""

    TRACE = "trace"
    SLIGHT = "slight"
    CLEAR = "clear"
    STRONG = "strong"
    FULL = "full"

    @property
    def intensity(self) -> float:
        """Where the grade lies on the dial: 0.2, 0.4 … 1.0."""
        return (GRADES.index(self) + 1) / len(GRADES)

    @property
    def word(self) -> str:
        """The grade in the user's language."""
        return say(f"explain.grade_{self.value}")

    @classmethod
    def of(cls, intensity: float) -> Grade:
        """The grade nearest to `intensity`, 0 to 1; what can hardly be seen is still a trace."""
        return GRADES[min(max(round(intensity * len(GRADES)) - 1, 0), len(GRADES) - 1)]


GRADES: tuple[Grade, ...] = tuple(Grade)
