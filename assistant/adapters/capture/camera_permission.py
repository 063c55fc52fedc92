"""Whether the system lets this program use cameras; where macOS wants to be asked, it is.

macOS: https://developer.apple.com/documentation/avfoundation/requesting-authorization-to-capture-and-save-media
Windows keeps the user's answers of the privacy settings in the registry; a program from elsewhere than its store is one
of all such programs ("NonPackaged").
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
    if sys.platform == "win32" and any(_windows_denies(key) for key in (_CONSENT, rf"{_CONSENT}\NonPackaged")):
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


def _windows_denies(name: str) -> bool:
    winreg: Any = importlib.import_module("winreg")
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, name) as key:
            return bool(winreg.QueryValueEx(key, "Value")[0] == "Deny")
    except OSError:
        return False
