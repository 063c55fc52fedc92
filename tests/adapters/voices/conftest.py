"""What the tests of voices share: speech by engines of their choice, of which nothing may be left."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import Engine, VoiceSettings

MakeSpeech = Callable[..., VoiceChain]


@pytest.fixture
def make_speech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeSpeech]:
    """Makes `Speech` with an engine; afterwards no process and no file may be left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[VoiceChain] = []

    def make(
        factory: Callable[[str, Path], Engine], chain: tuple[str, ...] = ("first",), deadline: float = 0.3
    ) -> VoiceChain:
        made.append(VoiceChain(VoiceSettings(), chain=chain, factory=factory, deadline=deadline))
        return made[-1]

    yield make
    for speech in made:
        speech.close()
    assert not multiprocessing.active_children()
    assert not list(tmp_path.iterdir())
