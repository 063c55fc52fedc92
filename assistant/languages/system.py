"""Which language the user's system speaks."""

from __future__ import annotations

import ctypes
import locale
import os
import re
import sys
from functools import cache

from assistant.system.macos_defaults import read_default


def preferred() -> str:
    """The system's name for its language, such as "de_AT.UTF-8" or "pt-BR"; "" where it is unknown."""
    if sys.platform == "win32":
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    if sys.platform == "darwin":
        return _preferred_on_macos()
    told = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in told if value), "")


@cache
def _preferred_on_macos() -> str:
    # A program that is started at login or from the Dock gets no environment with the language in it.
    return next(iter(re.findall(r"[A-Za-z-]{2,}", read_default("-g", "AppleLanguages"))), "")
