"""Just enough of macOS' speech and run loop, as Apple documents them, for pyttsx3's driver to run on any system."""

from __future__ import annotations

import types
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Any

VOICE = "com.apple.voice.compact.en-US.Samantha"
_TURNS = 3  # of the run loop, until a phrase is spoken


class _Synthesizer:
    """NSSpeechSynthesizer: it speaks while the run loop runs, and what is stopped leaves no file."""

    def __init__(self) -> None:
        self._delegate: Any = None
        self._file: Path | None = None
        self._left = 0
        _LOOP.synthesizers.append(self)

    @classmethod
    def alloc(cls) -> _Synthesizer:
        return cls()

    def initWithVoice_(self, voice: str | None) -> _Synthesizer:  # noqa: N802 # its own name
        return self

    def setDelegate_(self, delegate: Any) -> None:  # noqa: N802 # its own name
        self._delegate = delegate

    def voice(self) -> str:
        return VOICE

    def rate(self) -> float:
        return 200.0

    def volume(self) -> float:
        return 1.0

    def setVoice_(self, voice: str) -> None:  # noqa: N802 # its own name
        assert voice == VOICE

    def setRate_(self, rate: float) -> None:  # noqa: N802 # its own name
        pass

    def setVolume_(self, volume: float) -> None:  # noqa: N802 # its own name
        pass

    @staticmethod
    def availableVoices() -> list[str]:  # noqa: N802 # its own name
        return [VOICE]

    @staticmethod
    def attributesForVoice_(voice: str) -> dict[str, str]:  # noqa: N802 # its own name
        return {"VoiceIdentifier": voice, "VoiceName": "Samantha", "VoiceLocaleIdentifier": "en_US"}

    def startSpeakingString_toURL_(self, text: str, url: str) -> None:  # noqa: N802 # its own name
        self._file, self._left = Path(url), _TURNS

    def stopSpeaking(self) -> None:  # noqa: N802 # its own name
        self._file = None

    def turn(self) -> None:
        if self._file is None:
            return
        self._left -= 1
        if not self._left:
            with wave.open(str(self._file), "wb") as sound:
                sound.setnchannels(1)
                sound.setsampwidth(2)
                sound.setframerate(22050)
                sound.writeframes(b"\0\1" * 2205)
            self._file = None
            self._delegate.speechSynthesizer_didFinishSpeaking_(self, True)


class _Loop:
    """NSRunLoop, its timers that fire once, and PyObjC's stopper."""

    def __init__(self) -> None:
        self.synthesizers: list[_Synthesizer] = []
        self.timers: list[Any] = []
        self.running = True

    def turn(self) -> None:
        timers, self.timers = self.timers, []
        for target in timers:
            target.onPumpFirst_(None)
        for synthesizer in self.synthesizers:
            synthesizer.turn()

    def limitDateForMode_(self, mode: str) -> None:  # noqa: N802 # its own name
        return None

    def runMode_beforeDate_(self, mode: str, date: object) -> bool:  # noqa: N802 # its own name
        self.turn()
        return True


_LOOP = _Loop()


class _Stopper:
    """PyObjCAppHelperRunLoopStopper: the loop runs until it is stopped."""

    @classmethod
    def alloc(cls) -> _Stopper:
        return cls()

    def init(self) -> _Stopper:
        _LOOP.running = True
        return self

    def shouldRun(self) -> bool:  # noqa: N802 # its own name
        return _LOOP.running

    @staticmethod
    def addRunLoopStopper_toRunLoop_(stopper: _Stopper, loop: _Loop) -> None:  # noqa: N802 # its own name
        pass

    @staticmethod
    def removeRunLoopStopperFromRunLoop_(loop: _Loop) -> None:  # noqa: N802 # its own name
        pass


class _Object:
    """NSObject."""

    @classmethod
    def alloc(cls) -> Any:
        return cls()


def _stop() -> None:
    _LOOP.running = False


def _module(name: str, **content: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    vars(module).update(content)
    return module


def modules() -> Mapping[str, types.ModuleType]:
    """What the driver imports, by name."""
    helper = _module("AppHelper", PyObjCAppHelperRunLoopStopper=_Stopper, stopEventLoop=_stop)
    timer = types.SimpleNamespace(
        scheduledTimerWithTimeInterval_target_selector_userInfo_repeats_=lambda _, target, *__: _LOOP.timers.append(
            target
        )
    )
    return {
        "objc": _module("objc", python_method=lambda method: method, super=super),
        "AppKit": _module("AppKit", NSSpeechSynthesizer=_Synthesizer),
        "Foundation": _module(
            "Foundation",
            NSURL=types.SimpleNamespace(fileURLWithPath_=str),
            NSDate=types.SimpleNamespace(dateWithTimeIntervalSinceNow_=lambda seconds: seconds),
            NSDefaultRunLoopMode="default",
            NSObject=_Object,
            NSRunLoop=types.SimpleNamespace(currentRunLoop=lambda: _LOOP),
            NSTimer=timer,
        ),
        "PyObjCTools": _module("PyObjCTools", AppHelper=helper),
        "PyObjCTools.AppHelper": helper,
    }
