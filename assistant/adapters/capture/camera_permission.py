"""Whether the system lets this program use cameras; where macOS wants to be asked, it is.

macOS: https://developer.apple.com/documentation/avfoundation/requesting-authorization-to-capture-and-save-media
Windows keeps the answers of the privacy settings in the registry: that for all users of the computer, and those of each
user. A program from elsewhere than its store is one of all such programs ("NonPackaged").
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

_CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam"
_ASKED, _ALLOWED = 0, 3  # of AVAuthorizationStatus: not determined, authorized

# OpenCV asks by itself else, does not wait for the answer, and fails.
os.environ["OPENCV_AVFOUNDATION_SKIP_AUTH"] = "1"


def refusal() -> str | None:
    """The key of the sentence why cameras may not be used now, as far as the system tells; None where they may."""
    if sys.platform == "darwin":
        return _refusal_of_macos()
    if sys.platform == "win32" and _windows_denies():
        return "error.camera_forbidden"
    return None


def _refusal_of_macos() -> str | None:
    try:
        framework = importlib.import_module("AVFoundation")
    except ImportError:
        return None  # OpenCV will tell
    device, video = framework.AVCaptureDevice, framework.AVMediaTypeVideo
    status = device.authorizationStatusForMediaType_(video)
    if status == _ASKED:
        # The answer may take its time, and is not waited for: who has given it begins anew.
        device.requestAccessForMediaType_completionHandler_(video, lambda granted: None)
        return "error.camera_asked"
    return None if status == _ALLOWED else "error.camera_forbidden"


def _windows_denies() -> bool:
    winreg: Any = importlib.import_module("winreg")
    own, all_users = winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE
    places = ((all_users, _CONSENT), (own, _CONSENT), (own, rf"{_CONSENT}\NonPackaged"))
    return any(_answer(winreg, root, name) == "Deny" for root, name in places)


def _answer(winreg: Any, root: int, name: str) -> object:
    try:
        with winreg.OpenKey(root, name) as key:
            return winreg.QueryValueEx(key, "Value")[0]
    except OSError:
        return None
