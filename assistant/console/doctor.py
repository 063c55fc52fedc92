"""What works on this computer, and what to do about the rest."""

from __future__ import annotations

import dataclasses
import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant import __version__, messages
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.capture.cameras import cameras
from assistant.adapters.desktop.screen_reader import running_screen_reader
from assistant.adapters.models.ensemble import Ensemble
from assistant.adapters.models.face_detector import FaceDetector
from assistant.adapters.models.face_landmarker import FaceLandmarker
from assistant.adapters.models.face_mesh import FaceMesh
from assistant.adapters.models.mouth_cover import MouthCover
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.selection import fitting_first
from assistant.adapters.voices.speech_dispatcher import reachable
from assistant.errors import AssistantError, SourceError, SpeechError
from assistant.runtime.voice_choice import gone_voice, voice_settings
from assistant.settings import Settings, Speaker
from assistant.speech.routes import Route, routes
from assistant.system.display import has_screen
from assistant.system.resources import folder

_NEEDED = ("faces", "models", "movements", "voice")


@dataclass(frozen=True)
class Finding:
    """What was found out about one part.

    Attributes:
        part: its key, the same in every language.
        works: whether it does; None where it is no trouble either way.
        detail: what was found, or what is wrong and what to do.
        needed: whether nothing can be told of a face without it.
    """

    part: str
    works: bool | None
    detail: str
    needed: bool = False


def examine(settings: Settings) -> list[Finding]:
    """Try every part for real."""
    checks: dict[str, Callable[[], str]] = {
        "faces": _faces,
        "models": lambda: _models(settings),
        "movements": _movements,
        "camera": _cameras,
        "voice": lambda: _voice(settings),
        "sound": _sound,
    }
    return [*(_try(part, check) for part, check in checks.items()), _screen_reader(settings), _window()]


def report(settings: Settings, as_json: bool) -> int:
    """Print the findings; the exit code is 1 where something is missing without which no face can be read or told of.

    A camera, a screen or a loudspeaker is none of this: recordings are read, and captions written, without them.
    """
    findings = examine(settings)
    code = int(any(finding.needed and not finding.works for finding in findings))
    if as_json:
        about: dict[str, Any] = {
            "version": __version__,
            "system": platform.platform(),
            "python": platform.python_version(),
            "findings": [dataclasses.asdict(finding) for finding in findings],
        }
        print(json.dumps(about, ensure_ascii=False, indent=2))
        return code
    print(f"Expression Assistant {__version__}, {platform.platform()}, Python {platform.python_version()}")
    signs = {True: "✓", False: "✗", None: "–"}
    for finding in findings:
        part = messages.say(f"doctor.{finding.part}")
        print(signs[finding.works], messages.say("list.entry", heading=part, words=finding.detail))
    return code


def _try(part: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(part, True, check(), part in _NEEDED)
    except AssistantError as error:
        return Finding(part, False, str(error), part in _NEEDED)


def _faces() -> str:
    FaceDetector()
    MouthCover()
    return messages.say("doctor.works")


def _movements() -> str:
    FaceMesh()
    FaceLandmarker()
    return messages.say("doctor.works")


def _models(settings: Settings) -> str:
    if not settings.cue_preferences.reads_expressions:
        return messages.say("doctor.not_used")
    manifest = Ensemble(folder("models")).manifest
    percent = round(100 * manifest.scores.get("accuracy", 0))
    return messages.say("doctor.members", count=len(manifest.members), percent=percent)


def _cameras() -> str:
    found = cameras()
    if not found:
        raise SourceError(messages.say("error.no_camera"))
    return ", ".join(messages.say("source.camera_listed", name=camera.name, number=camera.number) for camera in found)


def _voice(settings: Settings) -> str:
    voice = VoiceChain(voice_settings(settings))
    try:
        voice.synthesize(messages.say("doctor.works"))
        voices, language = voice.voices(), messages.current()
        if gone := gone_voice(settings, voices):
            raise SpeechError(gone)
        names = ", ".join(each.name for each in fitting_first(voices, language) if each.speaks(language))
        return messages.say("doctor.voices", count=len(voices), language=messages.LANGUAGES[language], names=names)
    finally:
        voice.close()


def _sound() -> str:
    output = AudioOutput()
    try:
        output.wait_until_open()
        return messages.say("doctor.works")
    finally:
        output.close()


def _screen_reader(settings: Settings) -> Finding:
    reader = running_screen_reader()
    if reader is None:
        return Finding("screen_reader", None, messages.say("doctor.reader_off"))
    # Before the first steps the window lets a screen reader speak by itself.
    through_reader = settings.speaker is Speaker.SCREEN_READER or not settings.welcomed
    ways = routes(
        through_reader=through_reader, announces=reader.announces, dispatcher=reachable(), assisted=reader.announces
    )
    detail = {Route.ANNOUNCEMENT: "announced", Route.DISPATCHER: "beside", Route.VOICE: "voice"}[ways[0]]
    if not through_reader:
        detail = "unwanted"
    elif settings.heard == Route.DISPATCHER and reader.announces and Route.DISPATCHER in ways:
        detail = "heard"
    return Finding("screen_reader", True, messages.say(f"doctor.reader_{detail}", name=reader.name))


def _window() -> Finding:
    if has_screen():
        return Finding("window", True, messages.say("doctor.works"))
    return Finding("window", False, messages.say("doctor.no_screen"))
