"""How loud a clip is."""

from __future__ import annotations

import numpy as np

from assistant.audio_clip import Clip


def level(clip: Clip) -> float:
    """Root mean square in dB relative to full scale."""
    return float(10 * np.log10(np.mean(np.square(clip.samples / 32768))))
