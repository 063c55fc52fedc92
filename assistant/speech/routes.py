"""By which way words reach the user's ear: exactly one at a time, and never none."""

from __future__ import annotations

from enum import StrEnum


class Route(StrEnum):
    """A way to the ear."""

    ANNOUNCEMENT = "announcement"
    """The screen reader speaks what the window announces to it, and shows it in braille."""
    DISPATCHER = "dispatcher"
    """speech-dispatcher speaks, which lets one program at a time be heard: what a screen reader says waits for it."""
    VOICE = "voice"
    """This program's own voice."""


def routes(*, through_reader: bool, announces: bool | None, dispatcher: bool, assisted: bool) -> tuple[Route, ...]:
    """The ways that may work, the likeliest first.

    Args:
        through_reader: whether the user's screen reader is to speak, and not this program.
        announces: whether the screen reader that runs speaks announcements; None where none is known to run.
        dispatcher: whether speech-dispatcher answers.
        assisted: whether some assistive program is connected to the window.
    """
    if not through_reader:
        return (Route.VOICE,)
    if announces is None:
        # An assistive program of which nothing is known hears announcements; with nobody there, our voice is left.
        return (Route.ANNOUNCEMENT, Route.VOICE) if assisted else (Route.VOICE,)
    beside_reader = (Route.DISPATCHER, Route.VOICE) if dispatcher else (Route.VOICE,)
    return (Route.ANNOUNCEMENT, *beside_reader) if announces else beside_reader
