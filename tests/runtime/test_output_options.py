"""`--speech` is read alike by the window and the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.runtime.output_options import SpeechOption


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("on", SpeechOption()),
        ("off", SpeechOption(muted=True)),
        ("On", SpeechOption()),
        ("OFF", SpeechOption(muted=True)),
        ("./off", SpeechOption(folder=Path("off"))),
        ("phrases", SpeechOption(folder=Path("phrases"))),
    ],
)
def test_on_off_or_a_folder(value: str, asked: SpeechOption) -> None:
    assert SpeechOption.parse(value) == asked
