"""What can go wrong, each error carrying one sentence for the user: what is wrong and what to do."""

from __future__ import annotations

FAILED = 2
"""The exit code of a command that could not do all that it was asked."""


class AssistantError(Exception):
    """Base of all errors whose text is meant for the user; the command line exits with `FAILED`.

    Attributes:
        sentence: the text, as it was said, so that a window can say it in another language.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SourceError(AssistantError):
    """A camera, video file or folder of images that cannot be read."""


class ModelError(AssistantError):
    """A model file or manifest that is missing, damaged or does not match."""


class SpeechError(AssistantError):
    """A voice that cannot be started, hung, or said nothing."""


class AudioError(AssistantError):
    """Sound that cannot be played."""


class OutputError(AssistantError):
    """A file that cannot be written."""


class SettingsError(AssistantError):
    """Settings that cannot be read or written."""


class InstallationError(AssistantError):
    """A library that the system lacks."""


class GlobalKeyError(AssistantError):
    """A key that cannot be had in every program."""


class DeckError(AssistantError):
    """A deck of practice faces, or one of its pictures, that cannot be used."""


class ProgressError(AssistantError):
    """Practice progress that cannot be read or kept."""
