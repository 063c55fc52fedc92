"""The table of engines: what makes each, and which are tried on which system."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.adapters.voices.child import EngineFactory
from assistant.adapters.voices.engine import Engine
from assistant.adapters.voices.espeak import EspeakEngine
from assistant.adapters.voices.pyttsx3_engine import Pyttsx3Engine, SapiEngine

ENGINES: Mapping[str, EngineFactory] = {
    "espeak": EspeakEngine,
    "nsss": Pyttsx3Engine,
    "sapi5": SapiEngine,
}
"""What makes an engine, by its name; a module-level function or class, for it crosses into the speech process."""

_CHAINS: Mapping[str, Sequence[str]] = {
    "darwin": ("nsss", "espeak"),
    "linux": ("espeak",),
    "win32": ("sapi5", "espeak"),
}

SYSTEM_CHAIN: Sequence[str] = _CHAINS.get(sys.platform, _CHAINS["linux"])
"""The engines to try on this system: its own first, then eSpeak NG."""


def make_engine(name: str, folder: Path) -> Engine:
    """The engine of that name; see `EngineFactory`.

    Raises:
        Exception: whatever the engine raises where it cannot run.
    """
    return ENGINES[name](name, folder)
