"""Whether the system lets this program use cameras, and asking for it where the system wants to be asked.

macOS: https://developer.apple.com/documentation/avfoundation/requesting-authorization-to-capture-and-save-media
Windows keeps the user's answers of the privacy settings in the registry; a program from elsewhere than its store is one
of all such programs ("NonPackaged").
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from typing import Any

_CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam"
_ASKED, _ALLOWED = 0, 3  # of AVAuthorizationStatus: not determined, authorized
_PATIENCE = 60.0  # s that the user may take for macOS' question

# OpenCV asks by itself else, does not wait for the answer, and fails.
os.environ["OPENCV_AVFOUNDATION_SKIP_AUTH"] = "1"


def camera_is_allowed() -> bool:
    """Whether cameras may be used, as far as the system tells; where macOS has not asked the user yet, it does now."""
    if sys.platform == "darwin":
        return _macos_allows()
    if sys.platform == "win32":
        return not any(_windows_denies(key) for key in (_CONSENT, rf"{_CONSENT}\NonPackaged"))
    return True


def _macos_allows() -> bool:
    try:
        framework = importlib.import_module("AVFoundation")
    except ImportError:
        return True  # OpenCV will tell
    device, video = framework.AVCaptureDevice, framework.AVMediaTypeVideo
    if device.authorizationStatusForMediaType_(video) == _ASKED:
        answered = threading.Event()
        device.requestAccessForMediaType_completionHandler_(video, lambda granted: answered.set())
        answered.wait(_PATIENCE)
    return bool(device.authorizationStatusForMediaType_(video) == _ALLOWED)


def _windows_denies(name: str) -> bool:
    winreg: Any = importlib.import_module("winreg")
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, name) as key:
            return bool(winreg.QueryValueEx(key, "Value")[0] == "Deny")
    except OSError:
        return False
