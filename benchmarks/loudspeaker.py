"""What sounds in a measurement: the system's loudspeaker, or miniaudio's silent one where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import miniaudio

from assistant.adapters.audio.held_device import REAL_BACKENDS
from assistant.adapters.audio.playback import AudioOutput
from assistant.errors import AudioError


def backends() -> Sequence[miniaudio.Backend]:
    """The audio systems by which a loudspeaker opens here."""
    output = AudioOutput(REAL_BACKENDS)
    try:
        output.wait_until_open()
    except AudioError:
        return [miniaudio.Backend.NULL]
    finally:
        output.close()
    return REAL_BACKENDS
