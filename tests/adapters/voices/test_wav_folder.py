"""Phrases in a folder, one file for each: numbered without a gap, whatever else goes wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.audio_clip import Clip, load_earcons, read_wav
from assistant.errors import AudioError, OutputError
from assistant.events import Earcon

TONE = Clip((8000 * np.sin(2 * np.pi * 440 * np.arange(2205) / 22050)).astype(np.int16), 22050)
EARCONS = load_earcons()


def test_phrases_are_written_to_a_folder(tmp_path: Path) -> None:
    folder = SpeechFolder(tmp_path / "spoken" / "here")
    folder.earcon(EARCONS[Earcon.NEUTRAL], 0.0, 1.0)
    assert folder.speech(TONE, 1.0) == 0.0
    folder.speech(EARCONS[Earcon.POSITIVE], 1.0)
    files = sorted((tmp_path / "spoken" / "here").iterdir())
    assert [file.name for file in files] == ["0001.wav", "0002.wav"]
    assert np.array_equal(read_wav(files[0]).samples, TONE.samples)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file"):
        SpeechFolder(tmp_path / "file")


def test_a_phrase_that_could_not_be_written_leaves_no_gap(tmp_path: Path) -> None:
    folder = SpeechFolder(tmp_path)
    folder.speech(TONE, 1.0)
    (tmp_path / "0002.wav").mkdir()
    with pytest.raises(AudioError, match=r"0002\.wav"):
        folder.speech(TONE, 1.0)
    (tmp_path / "0002.wav").rmdir()
    folder.speech(TONE, 1.0)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["0001.wav", "0002.wav"]


def test_a_later_run_writes_over_what_an_earlier_one_said(tmp_path: Path) -> None:
    for clip in (EARCONS[Earcon.POSITIVE], TONE):
        SpeechFolder(tmp_path).speech(clip, 0.1)
    (file,) = tmp_path.iterdir()
    assert np.array_equal(read_wav(file).samples, TONE.samples), "at its full volume"
