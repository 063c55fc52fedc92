"""Whether the system lets this program use cameras or microphones; where macOS wants to be asked, it is.

macOS: https://developer.apple.com/documentation/avfoundation/requesting-authorization-to-capture-and-save-media
Windows keeps the answers of the privacy settings in the registry: that for all users of the computer, and those of each
user. A program from elsewhere than its store is one of all such programs ("NonPackaged").
"""

from __future__ import annotations

import importlib
import sys
from typing import Any, Literal, TypeAlias

Device: TypeAlias = Literal["camera", "microphone"]

Refusal: TypeAlias = Literal["forbidden", "asked"]
"""The user, or whoever looks after the computer, has said no; or the system asks the user just now."""

_CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_CAPABILITIES = {"camera": "webcam", "microphone": "microphone"}
_MEDIA = {"camera": "AVMediaTypeVideo", "microphone": "AVMediaTypeAudio"}
_ASKED, _ALLOWED = 0, 3  # of AVAuthorizationStatus: not determined, authorized


def refusal(device: Device) -> Refusal | None:
    """Why such devices may not be used now, as far as the system tells; None where they may."""
    if sys.platform == "darwin":
        return _refusal_of_macos(_MEDIA[device])
    if sys.platform == "win32" and _windows_denies(rf"{_CONSENT}\{_CAPABILITIES[device]}"):
        return "forbidden"
    return None


def _refusal_of_macos(media: str) -> Refusal | None:
    try:
        framework = importlib.import_module("AVFoundation")
    except ImportError:
        return None  # what opens the device will tell
    capture, kind = framework.AVCaptureDevice, getattr(framework, media)
    status = capture.authorizationStatusForMediaType_(kind)
    if status == _ASKED:
        # The answer may take its time, and is not waited for: who has given it begins anew.
        capture.requestAccessForMediaType_completionHandler_(kind, lambda granted: None)
        return "asked"
    return None if status == _ALLOWED else "forbidden"


def _windows_denies(consent: str) -> bool:
    winreg: Any = importlib.import_module("winreg")
    own, all_users = winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE
    places = ((all_users, consent), (own, consent), (own, rf"{consent}\NonPackaged"))
    return any(_answer(winreg, root, name) == "Deny" for root, name in places)


def _answer(winreg: Any, root: int, name: str) -> object:
    try:
        with winreg.OpenKey(root, name) as key:
            return winreg.QueryValueEx(key, "Value")[0]
    except OSError:
        return None
