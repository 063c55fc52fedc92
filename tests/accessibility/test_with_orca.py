"""The window with Orca itself: what counts is what the speech service was given to say, and said to its end.

Debian 12's Orca knows no announcements, so there it is the way beside the screen reader that is tested.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings, Speaker
from assistant.settings_file import default_path, load, save
from assistant.speech.routes import Route
from tests.accessibility.test_by_ear import clip, on_stage  # noqa: F401 (a fixture)
from tests.helpers.pulse import MISSING as MISSING_PULSE
from tests.helpers.pulse import SoundRecorder, pulse_server

MISSING = [*MISSING_PULSE, *(name for name in ("orca", "speech-dispatcher") if not shutil.which(name))]

pytestmark = pytest.mark.skipif(
    bool(MISSING) or sys.platform != "linux",
    reason=f"needs Orca, its speech service and a sound server: {', '.join(MISSING)}",
)


def _announces() -> bool:
    version = subprocess.run(["orca", "--version"], capture_output=True, text=True, check=False).stdout
    return int("".join(each if each.isdigit() else " " for each in version).split()[0]) >= 45


@pytest.fixture
def other_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundRecorder]:
    """What sounds beside the speech service, as it would come from the loudspeaker."""
    if subprocess.run(["pgrep", "-u", str(os.getuid()), "-x", "orca"], capture_output=True, check=False).stdout:
        pytest.skip("another Orca runs for this user, and it starts only once")
    monkeypatch.setenv("READER", "orca")
    with pulse_server(tmp_path) as sound, SoundRecorder(sound) as recorder:
        for name, value in sound.items():
            monkeypatch.setenv(name, value)
        yield recorder


def test_the_first_start_is_heard_in_full_by_one_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other_voices: SoundRecorder
) -> None:
    save(Settings(language="en"), default_path())
    monkeypatch.setenv("USER_OF_ORCA", "first")
    print(on_stage(tmp_path, str(tmp_path), "orca_user.py"))
    assert not other_voices.recording().any(), "another voice spoke beside Orca's"
    kept, _ = load(default_path())
    assert kept.speaker is Speaker.SCREEN_READER
    assert kept.heard == (Route.ANNOUNCEMENT if _announces() else Route.DISPATCHER)


def test_on_a_first_run_with_a_clip_a_change_and_the_status_are_heard(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    other_voices: SoundRecorder,
    clip: Path,  # noqa: F811 (the fixture)
) -> None:
    save(Settings(language="en", earcons=False), default_path())
    monkeypatch.setenv("USER_OF_ORCA", "clip")
    print(on_stage(tmp_path, str(tmp_path), "orca_user.py", "watch", str(clip)))
    assert not other_voices.recording().any(), "another voice spoke beside Orca's"


@pytest.mark.parametrize("user", ["settings", "practice"])
def test_nothing_is_heard_twice_and_what_has_the_focus_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other_voices: SoundRecorder, user: str
) -> None:
    chosen = Settings(language="en", speaker=Speaker.SCREEN_READER, welcomed=True, earcons=False, exercise="name")
    save(chosen, default_path())
    monkeypatch.setenv("USER_OF_ORCA", user)
    monkeypatch.setenv("ANNOUNCES", "yes" if _announces() else "no")
    print(on_stage(tmp_path, str(tmp_path), "orca_user.py"))
    assert not other_voices.recording().any(), "another voice spoke beside Orca's"
