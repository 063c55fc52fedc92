"""What the keys that ask are answered while a source is read: how that goes, who is in view, how to aim the camera."""

from __future__ import annotations

from assistant.cues import camera_aim, status_phrases
from assistant.cues.status_phrases import Hindrance
from assistant.events import Trouble
from assistant.imaging import size_of
from assistant.messages import joined, say
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.sight import Sight, State

_HINDRANCES = {
    State.PAUSED: Hindrance.PAUSED,
    State.OPENING: Hindrance.OPENING,
    State.LOST: Hindrance.LOST,
    State.ENDED: Hindrance.PAUSED,
}


class Answers:
    """Puts into words what is known of the source right now.

    Args:
        reading: what is read, and how that goes.
        presenter: knows whether everything is silent.
    """

    def __init__(self, reading: Reading, presenter: SpeechPresenter) -> None:
        self._reading, self._presenter = reading, presenter

    def status(self) -> str:
        """Whether faces are read, who is in view, what hinders the reading, and whether sound is on."""
        muted, sight = self._presenter.muted, self._reading.sight
        if sight is None:
            return status_phrases.status(hindrance=self._hindrance, faces=0, trouble=None, muted=muted)
        seen, partner = sight.observation, self._reading.partner
        people = status_phrases.people(seen, size_of(sight.frame.pixels), self._reading.preferences)
        return status_phrases.status(
            hindrance=self._hindrance,
            faces=len(seen.in_view),
            trouble=partner.trouble if partner else seen.trouble,
            muted=muted,
            people=people,
        )

    def describe(self) -> str:
        """Everyone in view; the status where nobody could be seen."""
        sight = self._lit_sight
        if sight is None:
            return self.status()
        seen = sight.observation
        size, preferences = size_of(sight.frame.pixels), self._reading.preferences
        return joined(" ", status_phrases.lines(seen.in_view, seen.stable, size, preferences, seen.gestures))

    def aim(self, facing: bool = False) -> str:
        """How to aim the camera, the status where nobody could be seen.

        Args:
            facing: the user sits before the camera instead of behind it.
        """
        sight = self._lit_sight
        if sight is None:
            return self.status()
        partner = self._reading.partner
        return camera_aim.aim(partner.found.box if partner else None, size_of(sight.frame.pixels), facing)

    def consent(self) -> str:
        """A short script to ask the other person's consent with."""
        return status_phrases.consent(self._reading.preferences)

    def set_your_way(self) -> str:
        """Let the partner's gaze of now count as the user's way; what to say of it."""
        partner = self._reading.partner
        if partner is None or partner.gaze is None:
            return say("answer.your_way_unknown")
        self._reading.set_your_way(partner.gaze)
        return say("answer.your_way")

    def take_as_neutral(self) -> str:
        """Let what the partner's face looks like now count as neutral; what to say of it."""
        if not self._reading.preferences.reads_expressions:
            return say("answer.at_rest_off")
        partner = self._reading.partner
        if partner is None or partner.probabilities is None:
            return say("answer.at_rest_unknown")
        self._reading.take_as_neutral()
        return say("answer.at_rest")

    @property
    def _lit_sight(self) -> Sight | None:
        """What is seen, unless it is too dark for anybody to be."""
        sight = self._reading.sight
        return None if sight is None or sight.observation.trouble is Trouble.DARK_PICTURE else sight

    @property
    def _hindrance(self) -> Hindrance | None:
        if self._reading.state is State.FAILED:
            return Hindrance.NO_CAMERA if self._reading.from_camera else Hindrance.PAUSED
        return _HINDRANCES.get(self._reading.state)
